import { Problem } from "./problem";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads a body of JSON. `__proto__` is a name like any other, which no schema knows. */
export function readBody(body: Uint8Array | string, done: (error: Error | null, value?: unknown) => void): void {
  let text: string;
  try {
    text = typeof body === "string" ? body : utf8.decode(body);
  } catch {
    done(new Problem(400, "the body expected UTF-8"));
    return;
  }
  try {
    done(null, JSON.parse(text));
  } catch (error) {
    done(new Problem(400, `the body expected JSON: ${(error as Error).message}`));
  }
}
