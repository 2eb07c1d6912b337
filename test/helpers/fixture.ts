import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/** A stored reference result: `test/fixtures/NAME.json.gz`, written by `test/oracles/NAME.py`. */
export function fixture<T>(name: string): T {
  const path = fileURLToPath(new URL(`../fixtures/${name}.json.gz`, import.meta.url));
  return JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as T;
}
