// Twenty demo logs, each from a seed of its own, as they are or with the actions of all users shuffled among them (lengths and
// shares kept) -> segments and verdict. Quality is the share of the logs that are judged right: four clear segments where four
// behaviours are planted, a continuum where nothing is. No peer.
import { fitSegments } from "../src";
import { makeDemoLog } from "../src/cli/demo-log";
import { randomStream } from "../src/core";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly seeds: number;
  readonly shuffled: boolean;
}

interface Judged {
  readonly segments: number;
  readonly kind: string;
}

type Log = readonly (readonly string[])[];

const PLANTED = 4;

const subject: Subject<Params, readonly Log[], readonly Judged[]> = {
  cases: (quick) =>
    [false, true].map((shuffled) => {
      const params = quick ? { users: 300, seeds: 5 } : { users: 2000, seeds: 20 };
      return { case: shuffled ? "shuffled" : "planted", params: { ...params, shuffled } };
    }),
  async load({ users, seeds, shuffled }) {
    return Array.from({ length: seeds }, (_, i) => {
      const log = listsOf(users, i + 1);
      return shuffled ? shuffledLog(log, i + 1) : log;
    });
  },
  async run(logs) {
    const judged: Judged[] = [];
    for (const [i, log] of logs.entries()) {
      const { segments, verdict } = await fitSegments(log, { seed: i + 1 });
      judged.push({ segments: segments.length, kind: verdict.kind });
    }
    return judged;
  },
  describe: (judged, logs) => ({ n: logs.length, d: null, result: judged }),
  quality(result, { shuffled }) {
    const judged = result as readonly Judged[];
    const right = judged.filter(({ segments, kind }) =>
      shuffled ? kind === "continuum" : kind === "clear segments" && segments === PLANTED,
    );
    return right.length / judged.length;
  },
  rounds: 1,
};

export default subject;

/** The actions of each user, in the order of their times. */
function listsOf(users: number, seed: number): string[][] {
  const lists = new Map<string, string[]>();
  for (const { user, action } of makeDemoLog({ users, seed }).events) {
    lists.set(user, [...(lists.get(user) ?? []), action]);
  }
  return [...lists.values()];
}

function shuffledLog(log: Log, seed: number): string[][] {
  const all = log.flat();
  const random = randomStream(seed, "benchmarks/shuffled");
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.integer(i + 1, i, 0);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return log.map(({ length }) => all.splice(0, length));
}
