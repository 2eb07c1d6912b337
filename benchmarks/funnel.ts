// Sequences in memory -> a funnel of all and of 10 segments. No peer: duckdb and pandas know no path patterns. Quality is the
// share that reaches the last step.
import { readSequences, type Sequences } from "../src";
import { type Funnel, funnel } from "../src/profiles";
import { sharedData } from "../test/helpers/shared-data";
import type { Subject } from "./harness";

interface Params {
  readonly steps: readonly string[];
}

const MSNBC = "msnbc/msnbc990928.seq.gz";
const SETS = {
  "three actions": ["1", "2", "6"],
  "patterns with gaps": ["[1 2]", "[^6]{2,}", "6 -> ... -> 7", "END"],
} as const;

const benchmark: Subject<Params, Sequences, Funnel> = {
  cases: () =>
    Object.entries(SETS).map(([name, steps]) => ({ case: `MSNBC complete, ${name}`, params: { steps }, needs: MSNBC })),
  load: () => readSequences(sharedData(MSNBC)!, { separator: " ", skipLines: 7 }),
  run: (sequences, { steps }) =>
    funnel(sequences, steps, { labels: Int32Array.from(sequences.rowOf, (row) => (row < 0 ? -1 : row % 10)) }),
  describe: ({ inputs, steps }) => ({ n: inputs, d: steps.length, result: steps.at(-1)!.ofAll }),
  quality: Number,
};

export default benchmark;
