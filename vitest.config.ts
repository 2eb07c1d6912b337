import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

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
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/gates/**", ...(THOROUGH ? [] : [SLOW])],
    setupFiles: "test/setup.ts",
    maxWorkers: "100%", // vitest's own default leaves a core idle
    isolate: false, // modules are loaded once for each process: half of the time went into loading them for each file
    // Node loads the modules: Vite's runner takes five times as long, and makes each use of an import the call of a getter, which
    // slows the tests by a quarter. Modules cannot be mocked (vi.mock) therefore.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: ["--import", fileURLToPath(new URL("scripts/typescript-loader/register.mjs", import.meta.url))],
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
