// Two models of about 10,000 distinct paths each, of the demo's game in two months, the later one fitted with `previous` -> the match of
// their segments, refits not counted (they are made once and kept beside the model). `quality` is the share of segments that keep
// their id. No peer: no tool follows segments.
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { matchSegments, type RefitNoise, refitNoise, type SegmentMatch } from "../src/monitoring";
import type { SegmentModel } from "../src/segments";
import { listsByUser } from "./data/lists-by-user";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly refits: number;
}

interface Input {
  readonly previous: SegmentModel;
  readonly next: SegmentModel;
  readonly noise: RefitNoise;
}

const match: Subject<Params, Input, SegmentMatch> = {
  cases: (quick) =>
    quick
      ? [{ case: "2 x 1,000 users", params: { users: 1000, refits: 2 } }]
      : [{ case: "2 x 10,000 paths", params: { users: 13_000, refits: 4 } }],
  async load({ users, refits }) {
    const lists = listsByUser(makeDemoLog({ users: 2 * users, seed: 7 }).events);
    const [before, after] = [0, 1].map((side) => lists.filter((_, i) => i % 2 === side));
    const previous = await fitSegments(before!, { seed: 7, projection: false });
    const next = await fitSegments(after!, { previous, projection: false });
    return { previous, next, noise: await refitNoise(previous, { refits }) };
  },
  run: ({ previous, next, noise }) => matchSegments(previous, next, { noise, workers: 2 }),
  describe: ({ segments, events }, { previous, next }) => ({
    n: previous.sequences.weights.length + next.sequences.weights.length,
    d: null,
    result: { kept: segments.filter(({ heir }) => heir >= 0).length / segments.length, events: events.length },
  }),
  quality: (result) => (result as { kept: number }).kept,
};
export default match;
