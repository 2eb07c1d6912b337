import { readFileSync } from "node:fs";

/** The version in package.json, which lies two folders above this file: from src/cli as from dist/cli. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}
