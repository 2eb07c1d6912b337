// Lists of actions -> action vectors: ours from counts, gensim by sampling, one thread each. Quality is the exact expected
// loss of the vectors (lower is better), computed here for both from its definition; of the made-up logs of many actions, the
// loss on sequences held out, for which gensim makes its default of 5 epochs (20 fit the log better and the held-out part worse).
import { readFile, writeFile } from "node:fs/promises";
import { type Matrix, readEvents, readSequences, type Sequences } from "../src";
import { trainWord2Vec, type Word2Vec } from "../src/embedding";
import { decodeSequence } from "../src/sequences";
import { sharedData } from "../test/helpers/shared-data";
import { meanLoss } from "../test/reference/skip-gram";
import { heldOutLoss } from "./data/held-out-loss";
import { writeZipfLog, type ZipfLog, zipfSequences } from "./data/zipf-log";
import type { Case, Subject } from "./harness";

interface Params {
  /** A file under SEQMENT_DATA: an event log, or one sequence a line. */
  readonly file?: string;
  readonly columns?: { user: string; action: string; time: string };
  readonly limit?: number;
  /** Or a made-up log. */
  readonly zipf?: ZipfLog;
  /** gensim's. */
  readonly epochs: number;
}

type Lists = readonly (readonly string[])[];
type Input = Lists | Sequences;

/** What both sides report of their vectors. */
interface Result {
  readonly actions: readonly string[];
  readonly vectors: readonly (readonly number[])[];
  readonly contextVectors: readonly (readonly number[])[];
}

const COLUMNS = { user: "user_id", action: "event", time: "timestamp" };
const LOGS = [
  { case: "hospital_billing", params: { file: "hospital_billing/events.csv.gz", columns: COLUMNS, epochs: 20 } },
  { case: "bpic2012", params: { file: "bpic2012/events.csv.gz", columns: COLUMNS, epochs: 20 } },
  {
    case: "msnbc, first 200,000 visitors",
    params: { file: "msnbc/msnbc990928.seq.gz", limit: 200_000, epochs: 20 },
  },
];
const MADE_UP: readonly ZipfLog[] = [
  { actions: 5_000, tokens: 1_000_000, seed: 1 },
  { actions: 50_000, tokens: 20_000_000, seed: 1 },
];
const HELD_OUT = { seed: 2, tokens: 200_000 };

const subject: Subject<Params, Input, Word2Vec> = {
  cases: (quick) => [
    ...LOGS.slice(0, quick ? 1 : undefined).map((each) => ({ ...each, needs: each.params.file })),
    ...MADE_UP.slice(0, quick ? 1 : undefined).map(
      (zipf): Case<Params> => ({ case: `made-up, ${zipf.actions} actions`, params: { zipf, epochs: 5 } }),
    ),
  ],
  async prepare(params, folder) {
    if (params.zipf) writeZipfLog(params.zipf, linesIn(folder));
    else await writeFile(listsIn(folder), JSON.stringify(await readLists(params)));
  },
  load: async ({ zipf }, folder) =>
    zipf
      ? readSequences(linesIn(folder), { separator: " " })
      : (JSON.parse(await readFile(listsIn(folder), "utf8")) as Lists),
  run: (input) => trainWord2Vec(input, { workers: 1 }),
  describe: ({ vocabulary, vectors, contextVectors }) => ({
    n: vocabulary.counts.reduce((tokens, count) => tokens + count, 0),
    d: vocabulary.actions.length,
    result: { actions: vocabulary.actions, vectors: rowsOf(vectors), contextVectors: rowsOf(contextVectors) },
  }),
  async quality(result, { zipf }, folder) {
    const judged = result as Result;
    if (zipf === undefined) {
      const lists = JSON.parse(await readFile(listsIn(folder), "utf8")) as Lists;
      return meanLoss(lists, judged.actions, judged.vectors, judged.contextVectors);
    }
    const frequencies = new Map<string, number>();
    for (const action of namesOf(zipf)) frequencies.set(action, (frequencies.get(action) ?? 0) + 1);
    return heldOutLoss(listsOf({ ...zipf, ...HELD_OUT }), frequencies, judged);
  },
  peer: "peers/word2vec.py",
};

export default subject;

function listsIn(folder: string): string {
  return `${folder}/lists.json`;
}

function linesIn(folder: string): string {
  return `${folder}/lines.txt`;
}

async function readLists({ file, columns, limit }: Params): Promise<Lists> {
  const path = sharedData(file!)!;
  if (columns) {
    const { users, actions, action, offsets } = await readEvents(path, columns);
    return users.map((_, u) => Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!));
  }
  const sequences = await readSequences(path, { separator: " ", skipLines: 7, ...(limit && { limit }) });
  return Array.from(sequences.rowOf, (row) => (row < 0 ? [] : decodeSequence(sequences, row)));
}

function* listsOf(log: ZipfLog): Generator<string[]> {
  for (const sequence of zipfSequences(log)) yield sequence.map((action) => `a${action}`);
}

function* namesOf(log: ZipfLog): Generator<string> {
  for (const list of listsOf(log)) yield* list;
}

function rowsOf({ data, rows, cols }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
}
