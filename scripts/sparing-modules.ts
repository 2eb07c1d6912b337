import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { directImports } from "./direct-imports";
import { markPure } from "./pure-constants";

/**
 * Modules that do without the main path: they load what they need of it and no more. All others load the whole of it, so that it can be
 * one file: a file costs as much to load as some 15 kB of code (docs/decisions/073).
 */
const APART = ["src", "cli", "core", "parallel", "statistics", "stores", "experiments"];

/** Namespace of modules that load the main path before they are loaded. */
const WHOLE = "whole";
const MAIN_PATH = "main-path";

/**
 * A plugin for esbuild. Who imports one name of a module loads what that name needs, and not the whole module; what is imported from
 * outside loads the main path as one file. Bundlers see neither: a build drops imports of nothing ({@link markPureChunk}).
 */
export const sparingModules: Plugin = {
  name: "sparing-modules",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, kind, resolveDir, importer }) => {
      const file = resolve(resolveDir, path);
      const isSubpath = kind === "entry-point" && !APART.includes(basename(dirname(file)));
      const isCommand = kind === "dynamic-import" && importer.startsWith(resolve("src/cli"));
      return isSubpath || isCommand ? { path: sourceOf(file), namespace: WHOLE } : undefined;
    });
    onResolve({ filter: new RegExp(`^${MAIN_PATH}$`) }, () => ({ path: resolve("src/index.ts"), sideEffects: true }));
    onLoad({ filter: /.*/, namespace: WHOLE }, ({ path }) => ({
      contents: `import "${MAIN_PATH}";\nexport * from ${JSON.stringify(path)};\n`,
      resolveDir: dirname(path),
      loader: "ts",
    }));
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: directImports(markPure(await readFile(path, "utf8")), path),
      loader: "ts",
    }));
  },
};

function sourceOf(path: string): string {
  return [path, `${path}.ts`, `${path}/index.ts`].find((file) => file.endsWith(".ts") && existsSync(file))!;
}
