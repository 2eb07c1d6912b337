import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", "cli/main": "src/cli/main.ts" },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  dts: { entry: { index: "src/index.ts" } },
  external: [/^node:/],
  sourcemap: false,
  clean: true,
});
