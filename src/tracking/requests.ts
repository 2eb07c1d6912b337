import { MlflowError } from "./mlflow-error";

/** A request to a tracking server. */
export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Below the server's address, such as `api/2.0/mlflow/runs/create`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Uint8Array;
  /** False where carrying it out twice would leave two of what it makes: then only 429 and 503 are tried again. @default true */
  readonly repeatable?: boolean;
}

/** How requests are made. */
export interface Connection {
  readonly address: URL;
  readonly token: string | undefined;
  readonly fetch: typeof fetch;
  readonly retries: number;
  readonly retryDelay: number;
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

const LONGEST_PAUSE_MS = 60_000;
const NOT_CARRIED_OUT = [429, 503];
const LONGEST_MESSAGE = 500;

/**
 * Sends a request until it is answered, as often as the connection allows.
 *
 * @throws MlflowError for what the server refused; the signal's reason once it is aborted.
 */
export async function send<T>(
  connection: Connection,
  request: Request,
  read: (answer: Response) => Promise<T>,
): Promise<T> {
  const { retries, retryDelay, signal } = connection;
  let doubling = retryDelay;
  for (let tried = 0; ; tried++) {
    signal?.throwIfAborted();
    let pause = doubling;
    doubling = Math.min(2 * doubling, LONGEST_PAUSE_MS);
    try {
      const answer = await sendOnce(connection, request);
      if (answer.ok) return await read(answer);
      pause = Math.min(Math.max(pause, requestedPause(answer)), LONGEST_PAUSE_MS);
      throw await refusal(request, answer);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = error instanceof MlflowError ? error : noAnswer(connection, request, error);
      if (tried >= retries || !mayTryAgain(failure.status, request)) throw failure;
    }
    await waitFor(pause, signal);
  }
}

/**
 * The same for an answer in JSON.
 *
 * @param pick takes what is asked for out of it; where that is not there, the answer is not MLflow's.
 */
export function sendForJson<T, R>(connection: Connection, request: Request, pick: (answer: T) => R): Promise<R> {
  return send(connection, request, async (answer) => {
    const text = await answer.text();
    const unexpected = (what: string) =>
      new MlflowError(`${named(request)} was answered by ${what}: is this the address of MLflow?`, answer.status, "");
    let json: T;
    try {
      json = JSON.parse(text === "" ? "{}" : text);
    } catch {
      throw unexpected("no JSON");
    }
    try {
      return pick(json);
    } catch {
      throw unexpected("JSON that lacks what was asked for");
    }
  });
}

/** The same where nothing of the answer is needed. */
export function sendJson(connection: Connection, request: Request): Promise<void> {
  return sendForJson(connection, request, () => {});
}

/**
 * A text, or a number as one, of an answer.
 *
 * @throws TypeError where there is none; `pick` of {@link sendForJson} may throw it.
 */
export function textIn(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") throw new TypeError("no text");
  return String(value);
}

async function sendOnce({ address, token, fetch, timeout, signal }: Connection, request: Request): Promise<Response> {
  const url = new URL(request.path, address);
  for (const [key, value] of Object.entries(request.query ?? {})) url.searchParams.set(key, value);
  const patience = AbortSignal.timeout(timeout);
  return fetch(url, {
    method: request.method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(request.json !== undefined && { "content-type": "application/json" }),
    },
    ...(request.json !== undefined && { body: JSON.stringify(request.json) }),
    ...(request.bytes !== undefined && { body: request.bytes as Uint8Array<ArrayBuffer> }),
    redirect: "error", // the token goes to nobody else
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  });
}

function mayTryAgain(status: number, { repeatable = true }: Request): boolean {
  if (NOT_CARRIED_OUT.includes(status)) return true;
  return repeatable && (status === 0 || status >= 500);
}

/** What the server's `Retry-After` asks for, in milliseconds: seconds, or a date, which is held against the server's own. */
function requestedPause({ headers }: Response): number {
  const header = headers.get("retry-after") ?? "";
  const pause = /^\d+$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(pause) ? 0 : Math.max(0, pause);
}

async function refusal(request: Request, answer: Response): Promise<MlflowError> {
  const text = (await answer.text()).slice(0, 100_000);
  let body: { error_code?: unknown; message?: unknown } = {};
  try {
    body = Object(JSON.parse(text));
  } catch {
    body = { message: text.startsWith("<") ? "" : text };
  }
  const code = typeof body.error_code === "string" ? body.error_code : "";
  const message = typeof body.message === "string" ? body.message.trim().slice(0, LONGEST_MESSAGE) : "";
  const parts = [`${named(request)} was answered ${answer.status}${code && ` ${code}`}`, message];
  return new MlflowError(parts.filter((part) => part !== "").join(": "), answer.status, code);
}

function noAnswer({ address, timeout }: Connection, request: Request, error: unknown): MlflowError {
  const late = error instanceof DOMException && error.name === "TimeoutError";
  const { message, cause } = Object(error) as Error;
  const why = late ? `nothing came within ${timeout} ms` : cause instanceof Error ? cause.message || message : message;
  return new MlflowError(`${named(request)} got no answer from ${address.origin}: ${why}`, 0, "", { cause: error });
}

function named({ method, path }: Request): string {
  return `${method} /${path}`;
}

function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", end, { once: true });
  });
}
