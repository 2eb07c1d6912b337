import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { directImports } from "./direct-imports";
import { markPure } from "./pure-constants";

/**
 * Modules that are small beside the main path, or do without it: they load what they need of it and no more. All others load it
 * whole, so that it can be one file: a file costs as much to load as some 15 kB (docs/decisions/073).
 */
const APART = ["cli", "core", "parallel", "statistics", "stores"];

/** A plugin for esbuild: who imports one name of a module loads what that name needs, and not the whole module. */
export const sparingModules: Plugin = {
  name: "sparing-modules",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^main-path$/ }, () => ({ path: resolve("src/index.ts"), sideEffects: true }));
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const contents = directImports(markPure(await readFile(path, "utf8")), path);
      return { contents: loadsMainPath(path) ? `${contents}\nimport "main-path";\n` : contents, loader: "ts" };
    });
  },
};

function loadsMainPath(path: string): boolean {
  const folder = dirname(path);
  return basename(path) === "index.ts" && basename(dirname(folder)) === "src" && !APART.includes(basename(folder));
}
