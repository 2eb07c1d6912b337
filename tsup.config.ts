import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", "cli/main": "src/cli/main.ts" },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  // tsup sets baseUrl for its own declarations, which TypeScript 6 only accepts when told so
  dts: { entry: { index: "src/index.ts" }, compilerOptions: { ignoreDeprecations: "6.0", stripInternal: true } },
  external: [/^node:/],
  sourcemap: false,
  clean: true,
});
