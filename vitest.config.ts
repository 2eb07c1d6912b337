import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src/", import.meta.url));

/** `.ci/run` sets this, and leaves nothing out. */
const THOROUGH = process.env.SEQMENT_THOROUGH !== undefined;
/** Whole fits of many logs, real texts through a model: what takes more than some seconds has a file of its own. */
const SLOW = "test/**/*.slow.test.ts";
if (!THOROUGH) {
  const test = fileURLToPath(new URL("./test/", import.meta.url));
  const slow = readdirSync(test, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".slow.test.ts"),
  );
  console.log(`${slow.length} files of slow tests (*.slow.test.ts) are left to .ci/run; SEQMENT_THOROUGH=1 runs them`);
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^seqment$/, replacement: `${src}index.ts` },
      { find: /^seqment\/(\w+)$/, replacement: `${src}$1/index.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/gates/**", ...(THOROUGH ? [] : [SLOW])],
    setupFiles: "test/setup.ts",
    maxWorkers: "100%", // vitest's own default leaves a core idle
    isolate: false, // modules are loaded once for each process: half of the time went into loading them for each file
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
