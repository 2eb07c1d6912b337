// Lists of actions -> action vectors: ours from counts, gensim by sampling (20 epochs), one thread each. Quality is the
// exact expected loss of the vectors (lower is better), computed here for both from its definition.
import { readFile, writeFile } from "node:fs/promises";
import { decodeSequence, type Matrix, readEvents, readSequences, trainWord2Vec, type Word2Vec } from "../src";
import { sharedData } from "../test/helpers/shared-data";
import { meanLoss } from "../test/reference/skip-gram";
import type { Subject } from "./harness";

interface Params {
  /** A file under SEQMENT_DATA: an event log, or one sequence a line. */
  readonly file: string;
  readonly columns?: { user: string; action: string; time: string };
  readonly limit?: number;
}

type Lists = readonly (readonly string[])[];

/** What both sides tell of their vectors. */
interface Result {
  readonly actions: readonly string[];
  readonly vectors: readonly (readonly number[])[];
  readonly contextVectors: readonly (readonly number[])[];
}

const COLUMNS = { user: "user_id", action: "event", time: "timestamp" };
const CASES = [
  { case: "hospital_billing", params: { file: "hospital_billing/events.csv.gz", columns: COLUMNS } },
  { case: "bpic2012", params: { file: "bpic2012/events.csv.gz", columns: COLUMNS } },
  { case: "msnbc, first 200,000 visitors", params: { file: "msnbc/msnbc990928.seq.gz", limit: 200_000 } },
];

const subject: Subject<Params, Lists, Word2Vec> = {
  cases: (quick) => CASES.slice(0, quick ? 1 : undefined).map((each) => ({ ...each, needs: each.params.file })),
  async prepare(params, folder) {
    await writeFile(listsIn(folder), JSON.stringify(await readLists(params)));
  },
  load: async (_, folder) => JSON.parse(await readFile(listsIn(folder), "utf8")) as Lists,
  run: (lists) => trainWord2Vec(lists, { workers: 1 }),
  describe: ({ vocabulary, vectors, contextVectors }, lists) => ({
    n: lists.reduce((tokens, list) => tokens + list.length, 0),
    d: vocabulary.actions.length,
    result: { actions: vocabulary.actions, vectors: rowsOf(vectors), contextVectors: rowsOf(contextVectors) },
  }),
  async quality(result, params, folder) {
    const { actions, vectors, contextVectors } = result as Result;
    return meanLoss(await subject.load(params, folder), actions, vectors, contextVectors);
  },
  peer: "peers/word2vec.py",
};

export default subject;

function listsIn(folder: string): string {
  return `${folder}/lists.json`;
}

async function readLists({ file, columns, limit }: Params): Promise<Lists> {
  const path = sharedData(file)!;
  if (columns) {
    const { users, actions, action, offsets } = await readEvents(path, columns);
    return users.map((_, u) => Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!));
  }
  const sequences = await readSequences(path, { separator: " ", skipLines: 7, ...(limit && { limit }) });
  return Array.from(sequences.rowOf, (row) => (row < 0 ? [] : decodeSequence(sequences, row)));
}

function rowsOf({ data, rows, cols }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
}
