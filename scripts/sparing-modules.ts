import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { directImports } from "./direct-imports";
import { markPure } from "./pure-constants";

/** A plugin for esbuild: who imports one name of a module loads what that name needs, and not the whole module. */
export const sparingModules: Plugin = {
  name: "sparing-modules",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: directImports(markPure(await readFile(path, "utf8")), path),
      loader: "ts",
    }));
  },
};
