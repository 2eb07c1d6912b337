// How long a service that calls fitSegments has to wait for its event loop: the longest stretch of the main thread's own processor time
// between two turns of the loop (harness/main-thread.ts), with one thread, so that all work is the main thread's. Quality is that
// stretch in milliseconds: lower is better, 30 is the aim.
import { type FitInput, fitSegments, readEvents, readSequences } from "../src";
import { sharedData } from "../test/helpers/shared-data";
import { LABELLED_SETS, readLabelledSet } from "./data/labelled-sets";
import type { Subject } from "./harness";
import { mainThreadStretches, type Stretches } from "./harness/main-thread";

const LOGS = {
  bpic2012: LABELLED_SETS.bpic2012.file,
  "online_retail by product": "online_retail/online_retail.csv.gz",
  "msnbc, all visitors": "msnbc/msnbc990928.seq.gz",
} as const;

interface Params {
  readonly log: keyof typeof LOGS;
}

interface Output {
  readonly inputs: number;
  readonly dimensions: number;
  readonly stretches: Stretches;
}

const subject: Subject<Params, FitInput, Output> = {
  cases: (quick) =>
    (Object.keys(LOGS) as (keyof typeof LOGS)[])
      .slice(0, quick ? 1 : undefined)
      .map((log) => ({ case: log, params: { log }, needs: LOGS[log], alone: true })),
  load: ({ log }) => readLog(log),
  async run(input) {
    const { result, stretches } = await mainThreadStretches(() => fitSegments(input, { workers: 1 }));
    return { inputs: result.labels.length, dimensions: result.report.embedding.dimensions, stretches };
  },
  describe: ({ inputs, dimensions, stretches }) => ({ n: inputs, d: dimensions, result: stretches }),
  quality: (result) => round((result as Stretches).longest),
  further: async (result) => {
    const { over30, turns } = result as Stretches;
    return { over30, turns };
  },
  rounds: 2,
};

export default subject;

async function readLog(log: Params["log"]): Promise<FitInput> {
  const file = sharedData(LOGS[log])!;
  if (log === "bpic2012") return (await readLabelledSet(log)).lists;
  if (log === "online_retail by product") {
    return readEvents(file, { user: "CustomerID", action: "StockCode", time: "InvoiceDate" });
  }
  return readSequences(file, { separator: " ", skipLines: 7 });
}

function round(ms: number): number {
  return Math.round(10 * ms) / 10;
}
