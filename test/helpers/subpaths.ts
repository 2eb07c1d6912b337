import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a user may import -> its file: `seqment` -> `src/index.ts`, `seqment/core` -> `src/core/index.ts`, and so on. */
export const SUBPATHS: ReadonlyMap<string, string> = readSubpaths();

function readSubpaths(): Map<string, string> {
  const { exports } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const paths = Object.keys(exports).filter((path) => !path.endsWith(".json"));
  return new Map(paths.map((path) => [path.replace(".", "seqment"), `src${path.slice(1)}/index.ts`]));
}
