// An event log in a file -> distinct sequences with weights, by SQL that DuckDB runs in this process; the peer is our own reading of
// the same file (readEvents, buildSequences), which knows users by name. The largest case is also fitted. n is the number of actions
// in the sequences, d that of distinct actions; quality is the number of distinct sequences, which has to be the peer's.
import { join } from "node:path";
import { fitSegments } from "../src";
import type { TokenizedSequences } from "../src/sequences";
import { duckdbRows, extractSequences } from "../src/warehouse";
import { writeHabitLog } from "./data/habit-log";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly file: "events.csv" | "events.parquet";
  readonly measures: boolean;
  readonly fitted?: boolean;
}

interface Output {
  readonly sequences: TokenizedSequences;
  readonly segments: number | undefined;
}

const extract: Subject<Params, string, Output> = {
  cases: (quick) => [
    { case: "CSV, 10,000 users", params: { users: 10_000, file: "events.csv", measures: false } },
    { case: "CSV, 100,000 users", params: { users: 100_000, file: "events.csv", measures: false } },
    ...(quick
      ? []
      : ([
          { case: "CSV, 100,000 users, with times", params: { users: 100_000, file: "events.csv", measures: true } },
          {
            case: "Parquet, 10^7 events",
            params: { users: 860_000, file: "events.parquet", measures: false },
            alone: true,
          },
          {
            case: "Parquet, 10^7 events, fitted",
            params: { users: 860_000, file: "events.parquet", measures: false, fitted: true },
            alone: true,
          },
        ] as const)),
  ],
  prepare: ({ file, users }, folder) => writeHabitLog(join(folder, file), users),
  load: async ({ file }, folder) => join(folder, file),
  async run(path, { measures, fitted }) {
    const sequences = await extractSequences(duckdbRows, {
      dialect: "duckdb",
      query: `from '${path}'`,
      columns: { user: "user_id", action: "event", time: "timestamp" },
      measures,
    });
    const model = fitted ? await fitSegments(sequences) : undefined;
    return { sequences, segments: model?.segments.length };
  },
  describe: ({ sequences: { report, vocabulary } }) => ({
    n: report.tokens,
    d: vocabulary.actions.length,
    result: report.distinct,
  }),
  quality: Number,
  peer: "peers/events.ts",
};

export default extract;
