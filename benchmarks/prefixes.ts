// Made-up hierarchical logs -> action vectors, by strength of what actions share with those whose names begin alike (0: nothing).
// Quality is the loss on 2,000 sequences held out; neighbours is, of actions seen five times at most, the share of their five
// nearest that are of the same area of the product. No peer.
import { trainWord2Vec, type Word2Vec } from "../src/embedding";
import { heldOutLoss } from "./data/held-out-loss";
import { areaOf, type HierarchicalLog, hierarchicalLog } from "./data/hierarchical-log";
import type { Subject } from "./harness";

interface Params {
  readonly log: HierarchicalLog;
  readonly prefixStrength: number;
}

interface Result {
  readonly actions: readonly string[];
  readonly counts: readonly number[];
  readonly vectors: readonly (readonly number[])[];
  readonly contextVectors: readonly (readonly number[])[];
  /** Of rare actions, their nearest ones. */
  readonly nearest: readonly (readonly string[])[];
}

const HELD_OUT = { sequences: 2000, seed: 2 };
const [RARE, NEAREST] = [5, 5];

const subject: Subject<Params, readonly (readonly string[])[], Word2Vec> = {
  cases: (quick) =>
    [1, 0.5].slice(0, quick ? 1 : undefined).flatMap((prefixed) =>
      [200, 1000, 5000].slice(0, quick ? 1 : undefined).flatMap((sequences) =>
        [0, 1, 3, 10].map((prefixStrength) => ({
          case: `${prefixed} of names prefixed, ${sequences} sequences, strength ${prefixStrength}`,
          params: { log: { sequences, seed: 1, prefixed }, prefixStrength },
        })),
      ),
    ),
  load: async ({ log }) => hierarchicalLog(log),
  run: (lists, { prefixStrength }) => trainWord2Vec(lists, { prefixSeparators: "/", prefixStrength, workers: 1 }),
  describe(model, lists) {
    const { vocabulary, vectors, contextVectors } = model;
    const { actions, counts } = vocabulary;
    const rowsOf = ({ data, cols }: typeof vectors) =>
      actions.map((_, a) => [...data.subarray(a * cols, (a + 1) * cols)]);
    const rare = actions.filter((_, a) => counts[a]! <= RARE);
    const nearest = rare.map((name) => [name, ...model.mostSimilar(name, NEAREST).map(({ action }) => action)]);
    const prefixed = { actions, counts: [...counts], vectors: rowsOf(vectors), contextVectors: rowsOf(contextVectors) };
    return { n: lists.length, d: actions.length, result: { ...prefixed, nearest } };
  },
  quality(result, { log }) {
    const { counts, ...judged } = result as Result;
    const frequencies = new Map(judged.actions.map((action, a) => [action, counts[a]!]));
    return heldOutLoss(hierarchicalLog({ ...log, ...HELD_OUT }), frequencies, judged);
  },
  async further(result) {
    const { nearest } = result as Result;
    const right = nearest.flatMap(([name, ...near]) => near.map((other) => areaOf(other) === areaOf(name!)));
    return { neighbours: right.filter(Boolean).length / right.length };
  },
  rounds: 1,
};

export default subject;
