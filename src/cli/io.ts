import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Progress } from "../core";
import { printable } from "../core/internal";

/** The shell's side of a command; tests put their own streams here. */
export interface CliIo {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborted by Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
}

/** A progress line on standard error when that is a terminal; nothing otherwise. */
export function progressLine({ stderr }: CliIo): { onProgress(progress: Progress): void; clear(): void } {
  if (!stderr.isTTY) return { onProgress() {}, clear() {} };
  return {
    onProgress: ({ stage, fraction }) => void stderr.write(`\r\x1b[K${stage} ${Math.round(fraction * 100)}%`),
    clear: () => void stderr.write("\r\x1b[K"),
  };
}

/** Prints text; whatever it was made from, no control character reaches the terminal. */
export function print({ stdout }: CliIo, text: string): void {
  stdout.write(printableText(text));
}

/** Writes text that is printable already, and waits while its reader is behind. */
export async function send({ stdout, signal }: CliIo, text: string): Promise<void> {
  signal?.throwIfAborted();
  if (stdout.write(text)) return;
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
