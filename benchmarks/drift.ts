// A model of 100,000 users of the demo's game and 100,000 later ones -> the drift panel of five tests, the fit to half of the earlier
// users included. `quality` is 1 where it says that nothing has changed, which is so. No peer: `scripts/drift-power.ts` compares
// verdicts.
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { type Drift, detectDrift } from "../src/monitoring";
import type { SegmentModel } from "../src/segments";
import { listsByUser } from "./data/lists-by-user";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
}

interface Input {
  readonly model: SegmentModel;
  readonly current: readonly (readonly string[])[];
}

const drift: Subject<Params, Input, Drift> = {
  cases: (quick) => (quick ? [5000] : [100_000]).map((users) => ({ case: `2 x ${users} users`, params: { users } })),
  async load({ users }) {
    const lists = listsByUser(makeDemoLog({ users: 2 * users, seed: 7 }).events);
    const [earlier, current] = [0, 1].map((side) => lists.filter((_, i) => i % 2 === side));
    return { model: await fitSegments(earlier!, { seed: 7, projection: false }), current: current! };
  },
  run: ({ model, current }) => detectDrift(model, current, { workers: 2 }),
  describe: ({ drifted, compared, tests }) => ({
    n: compared.reference + compared.current,
    d: null,
    result: { drifted, p: Object.fromEntries(tests.map(({ about, adjusted }) => [about, adjusted])) },
  }),
  quality: (result) => ((result as { drifted: boolean }).drifted ? 0 : 1),
};
export default drift;
