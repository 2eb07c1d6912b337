import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { printable } from "../../core/internal";
import { wrapText } from "./wrap";

/** The shell's side of a command; tests put their own streams here. */
export interface CliIo {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborted by Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
}

/** Writes over the current line of standard error, a terminal. */
export function showOnLine({ stderr }: CliIo, text: string): void {
  stderr.write(`\r\x1b[K${printable(text)}`);
}

/** Prints text; whatever it was made from, no control character reaches the terminal. */
export function print({ stdout }: CliIo, text: string): void {
  stdout.write(printableText(text));
}

/** Prints lines for people to read, as wide as the terminal; as they are where there is none. */
export function printWrapped(io: CliIo, text: string): void {
  print(io, wrapText(text, io.stdout.isTTY ? io.stdout.columns : undefined));
}

/** Writes bytes, or text that is printable already, and waits while their reader is behind. */
export async function send({ stdout, signal }: CliIo, data: string | Uint8Array): Promise<void> {
  signal?.throwIfAborted();
  if (stdout.write(data)) return;
  try {
    await once(stdout, "drain", { signal });
  } catch (error) {
    signal?.throwIfAborted(); // its reason rather than "aborted"
    throw error;
  }
}

/** The same as {@link print} on standard error. */
export function complain({ stderr }: CliIo, text: string): void {
  stderr.write(printableText(text));
}

export function printJson(io: CliIo, value: unknown): void {
  print(io, `${jsonText(value, 2)}\n`);
}

/** JSON without a control character. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Line breaks and tabs stay. */
function printableText(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}
