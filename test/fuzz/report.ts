import { writeSync } from "node:fs";

/** Says a line of JSON at once, whatever happens next. */
export function report(line: object): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error; // else the reader is behind
    }
  }
}
