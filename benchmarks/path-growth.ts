// How many distinct paths there are of so many users: what comes out of a warehouse to one machine. n is the number of users, quality
// the number of distinct paths; further figures: their share of users, and how many paths only one user shows.
import { join } from "node:path";
import { readSequences, type SequenceOptions, type TokenizedSequences } from "../src/sequences";
import { duckdbRows, extractSequences } from "../src/warehouse";
import { sharedData } from "../test/helpers/shared-data";
import { writeHabitLog } from "./data/habit-log";
import type { Subject } from "./harness";

interface Params {
  readonly log: "msnbc" | "made-up";
  readonly users: number;
  readonly options: Pick<SequenceOptions, "collapseRepeats" | "maxLength">;
}

const MSNBC = "msnbc/msnbc990928.seq.gz";

const growth: Subject<Params, string, TokenizedSequences> = {
  cases: (quick) => [
    ...[10_000, 30_000, 100_000, 300_000, 989_818].slice(0, quick ? 2 : undefined).flatMap((users) =>
      [{}, { collapseRepeats: true }, { collapseRepeats: true, maxLength: 10 }].map((options) => ({
        case: `msnbc, ${users} visitors${optionsText(options)}`,
        params: { log: "msnbc" as const, users, options },
        needs: MSNBC,
      })),
    ),
    ...[10_000, 100_000, 1_000_000].slice(0, quick ? 1 : undefined).flatMap((users) =>
      [{}, { maxLength: 5 }].map((options) => ({
        case: `made-up, ${users} users${optionsText(options)}`,
        params: { log: "made-up" as const, users, options },
      })),
    ),
  ],
  async prepare({ log, users }, folder) {
    if (log === "made-up") await writeHabitLog(join(folder, "events.parquet"), users);
  },
  load: async ({ log }, folder) => (log === "msnbc" ? sharedData(MSNBC)! : join(folder, "events.parquet")),
  run: (path, { log, users, options }) =>
    log === "msnbc"
      ? readSequences(path, { skipLines: 7, separator: " ", limit: users, ...options })
      : extractSequences(duckdbRows, {
          dialect: "duckdb",
          query: `from '${path}'`,
          columns: { user: "user_id", action: "event", time: "timestamp" },
          measures: false,
          ...options,
        }),
  describe: ({ report, weights }) => ({
    n: report.inputs,
    d: null,
    result: [report.distinct, report.distinct / report.inputs, weights.filter((weight) => weight === 1).length],
  }),
  quality: (result) => (result as number[])[0]!,
  further: async (result) => {
    const [, share, once] = result as [number, number, number];
    return { share: Number(share.toFixed(3)), once };
  },
  rounds: 1,
};

export default growth;

function optionsText({ collapseRepeats, maxLength }: Params["options"]): string {
  return `${collapseRepeats ? ", repeats collapsed" : ""}${maxLength === undefined ? "" : `, at most ${maxLength} actions`}`;
}
