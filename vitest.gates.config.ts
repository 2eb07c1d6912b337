import { defineConfig } from "vitest/config";

/** What a release must pass, run by .ci/run: tools, the packed package, the examples, the demo. */
export default defineConfig({
  test: {
    include: ["test/gates/**/*.gate.ts"],
    globalSetup: "test/gates/setup.ts",
    fileParallelism: false, // so that what is timed is alone
    testTimeout: 300_000,
    hookTimeout: 600_000,
  },
});
