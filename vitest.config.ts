import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { seqment: fileURLToPath(new URL("./src/index.ts", import.meta.url)) } },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/gates/**"],
    setupFiles: "test/setup.ts",
    maxWorkers: "100%", // vitest's own default leaves a core idle
    isolate: false, // modules are loaded once for each process: half of the time went into loading them for each file
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
