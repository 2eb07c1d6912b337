/** What a server is to answer: a status and JSON, or an error that the connection had. */
export type Answer =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> }
  | Error;

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Stands in for `fetch`: gives the answers in turn, the last one for good, and keeps what it was asked. */
export function fakeFetch(...answers: readonly Answer[]): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch = async (input: URL | RequestInfo, init: RequestInit = {}): Promise<Response> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    const body = typeof init.body === "string" ? JSON.parse(init.body) : init.body;
    asked.push({ method: init.method ?? "GET", url: new URL(String(input)), headers: new Headers(init.headers), body });
    if (answer instanceof Error) throw answer;
    const { status, json, headers = {} } = answer;
    return new Response(typeof json === "string" ? json : JSON.stringify(json ?? {}), { status, headers });
  };
  return { fetch, asked };
}
