import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src/", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^seqment$/, replacement: `${src}index.ts` },
      { find: /^seqment\/(\w+)$/, replacement: `${src}$1/index.ts` },
    ],
  },
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
