// Mutation testing, a room at a time and by that room's own tests: `npm run mutants`, `MUTANTS=clustering npm run mutants`.

/** What is changed, a small fault at a time, and the tests that have to notice; in whichever folder of its room a file lies. */
const ROOMS = {
  core: { mutated: ["*"], tests: ["*"] },
  clustering: {
    mutated: ["hdbscan/tree/*"],
    tests: ["hdbscan/tree/*"],
  },
  profiles: {
    mutated: ["figures/*", "patterns/{class-tf-idf,compare-as-long,conditional-test,contrast,length-classes}"],
    tests: ["figures/*", "patterns/*", "summarize-segments", "relate-segments"],
  },
};

const name = process.env.MUTANTS ?? "core";
if (!Object.hasOwn(ROOMS, name)) throw new Error(`MUTANTS expected ${Object.keys(ROOMS).join(", ")}, got ${name}`);

/** The room named by the environment variable MUTANTS. */
export const room = { name, ...ROOMS[name] };

export default {
  mutate: room.mutated.map((files) => `src/${name}/**/${files}.ts`),
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutants.config.mjs", related: false },
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 2000, // beyond one and a half times what the tests take: a fault may loop for ever
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  jsonReporter: { fileName: `out/mutants/${name}.json` },
  tempDirName: `out/stryker/${name}`,
  ignorePatterns: ["dist", "out", "docs", "benchmarks", "examples"],
};
