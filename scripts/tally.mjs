// tally.mjs FILE...: adds up what vitest's JSON reporter wrote, prints "N passed, N failed", and fails unless all is well.
// A run that left no file, that broke outside of its tests, or that skipped something counts as one more failure.
import { readFile } from "node:fs/promises";

let passed = 0;
let failed = 0;
for (const path of process.argv.slice(2)) {
  const run = await readFile(path, "utf8").then(JSON.parse, () => undefined);
  const trouble = whatWentWrong(run);
  if (trouble) console.log(`${path.split("/").at(-1)}: ${trouble}`);
  passed += run?.numPassedTests ?? 0;
  failed += (run?.numFailedTests ?? 0) + (trouble ? 1 : 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function whatWentWrong(run) {
  if (run === undefined) return "the run ended without a result";
  if (run.numPendingTests + run.numTodoTests > 0) return `${run.numPendingTests + run.numTodoTests} tests were skipped`;
  if (run.numPassedTests === 0) return "no test ran";
  return !run.success && run.numFailedTests === 0 ? "the run failed outside of its tests" : undefined;
}
