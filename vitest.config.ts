import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src/", import.meta.url));

/** Whole fits of many logs, and real texts through a model: minutes of work. `.ci/run` sets this, and leaves nothing out. */
const THOROUGH = process.env.SEQMENT_THOROUGH !== undefined;
const SLOW = [
  "test/embedding/sentence-bert/sentence-embedder.test.ts",
  "test/prefixes/labeled-beginnings.test.ts",
  "test/segments/markov-mixture-clustering.test.ts",
  "test/segments/planted-logs.test.ts",
  "test/segments/survey/try-candidates.test.ts",
  "test/segments/survey/compare-embeddings.test.ts",
];
if (!THOROUGH) console.log(`left to .ci/run (SEQMENT_THOROUGH=1 runs them): ${SLOW.join(", ")}`);

export default defineConfig({
  resolve: {
    alias: [
      { find: /^seqment$/, replacement: `${src}index.ts` },
      { find: /^seqment\/(\w+)$/, replacement: `${src}$1/index.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/gates/**", ...(THOROUGH ? [] : SLOW)],
    setupFiles: "test/setup.ts",
    maxWorkers: "100%", // vitest's own default leaves a core idle
    isolate: false, // modules are loaded once for each process: half of the time went into loading them for each file
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
