import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SourceTree } from "./import-law";

/** Every file of test/ in TypeScript, helpers and references too, by its path from there; but for the gates. */
export function readTests(): SourceTree {
  const folder = fileURLToPath(new URL("../", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.startsWith("gates/"))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(folder + file, "utf8")]));
}
