import { defineConfig } from "tsup";
import manifest from "./package.json" with { type: "json" };
import { markPureChunk } from "./scripts/pure-constants";
import { sparingModules } from "./scripts/sparing-modules";

/** What package.json exports: `dist/index.js` from `src/index.ts`, `dist/ROOM.js` from `src/ROOM/index.ts`. */
const rooms = Object.keys(manifest.exports).flatMap((path) => /^\.\/(\w+)$/.exec(path)?.[1] ?? []);
const entry = { index: "src/index.ts", ...Object.fromEntries(rooms.map((room) => [room, `src/${room}/index.ts`])) };

export default defineConfig({
  entry: { ...entry, "cli/main": "src/cli/main.ts" },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  dts: {
    entry,
    banner: '/// <reference lib="esnext.disposable" />', // a pool is disposable, also in a project of ES2022
    // tsup sets baseUrl for its own declarations, which TypeScript 6 only accepts when asked to
    compilerOptions: { ignoreDeprecations: "6.0", stripInternal: true },
  },
  external: [/^node:/],
  esbuildPlugins: [sparingModules],
  plugins: [
    {
      name: "pure-chunks",
      renderChunk: (code, { map }) => ({ code: markPureChunk(code), map: map ?? null }),
    },
  ],
  esbuildOptions(options) {
    options.chunkNames = "chunks/[name]-[hash]";
    options.sourcesContent = false; // a stack trace names the file and line of src; the texts would triple the package
  },
  sourcemap: true,
  clean: true,
});
