import type { Readable, Writable } from "node:stream";
import type { Progress } from "../core";

/** The shell's side of a command; tests put their own streams here. */
export interface CliIo {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  /** Aborted by Ctrl-C. */
  readonly signal?: AbortSignal;
}

/** A progress line on standard error when that is a terminal; nothing otherwise. */
export function progressLine({ stderr }: CliIo): { onProgress(progress: Progress): void; clear(): void } {
  if (!stderr.isTTY) return { onProgress() {}, clear() {} };
  return {
    onProgress: ({ stage, fraction }) => void stderr.write(`\r\x1b[K${stage} ${Math.round(fraction * 100)}%`),
    clear: () => void stderr.write("\r\x1b[K"),
  };
}

export function printJson({ stdout }: CliIo, value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
