// Lists of actions -> a vector for each: ours in one way (equal texts once, longest first, batches of one length, two
// sessions), Python's onnxruntime in two: the usual way (batches of 32 in the order given, padded, every list embedded) and
// the same clever way. Quality is the mean cosine with the vectors of one text at a time, computed by Python's onnxruntime
// for the first texts. The model is loaded before the clock starts, on every side.
import { readFile, writeFile } from "node:fs/promises";
import { type FittedEmbedder, type Matrix, readEvents, type Sequences, sequencesFrom } from "../src";
import { sentenceEmbedder } from "../src/embedding";
import { sharedData } from "../test/helpers/shared-data";
import { SHARED_MODELS } from "../test/helpers/shared-models";
import type { Subject } from "./harness";

const MODEL = "sentence-transformers/all-MiniLM-L6-v2";
const COLUMNS = { user: "user_id", action: "event", time: "timestamp" };
const SESSIONS = 2;

interface Params {
  /** An event log under SEQMENT_DATA. */
  readonly file: string;
  readonly way: "usual" | "clever";
  readonly limit?: number;
  /** What the peer needs to find the same model, and to word the actions alike. */
  readonly models: string;
  readonly model: string;
  readonly sessions: number;
}

interface Input {
  readonly lists: readonly (readonly string[])[];
  readonly embedder: FittedEmbedder;
}

interface Output {
  readonly vectors: Matrix;
  readonly sequences: Sequences;
}

const LOGS = ["hospital_billing", "bpic2012"];

const subject: Subject<Params, Input, Output> = {
  cases(quick) {
    const common = { models: SHARED_MODELS, model: MODEL, sessions: SESSIONS };
    return LOGS.slice(0, quick ? 1 : undefined).flatMap((name) =>
      (["usual", "clever"] as const).map((way) => {
        const file = `${name}/events.csv.gz`;
        const limit = quick ? { limit: 1000 } : {};
        const params: Params = { file, way, ...limit, ...common };
        return { case: `${name}, beside the ${way} way`, params, needs: file };
      }),
    );
  },
  async prepare(params, folder) {
    const lists = await readLog(params);
    const words = Object.fromEntries([...new Set(lists.flat())].map((action) => [action, wordsOf(action)]));
    await writeFile(`${folder}/lists.json`, JSON.stringify({ lists, words }));
  },
  async load({ model, sessions, models }, folder) {
    const { lists } = JSON.parse(await readFile(`${folder}/lists.json`, "utf8"));
    const embedder = sentenceEmbedder({ model, localModelPath: models, workers: sessions });
    return { lists, embedder: await embedder.fit([]) };
  },
  async run({ lists, embedder }) {
    const sequences = await sequencesFrom(lists);
    return { vectors: await embedder.embed(sequences), sequences };
  },
  describe({ vectors, sequences }, { lists }) {
    const rows = Array.from({ length: Math.min(JUDGED, lists.length) }, (_, i) => {
      const row = sequences.rowOf[i]!;
      return [...vectors.data.subarray(row * vectors.cols, (row + 1) * vectors.cols)];
    });
    return { n: lists.length, d: vectors.cols, result: rows };
  },
  async quality(result, _, folder) {
    const judge = JSON.parse(await readFile(`${folder}/judge.json`, "utf8").catch(() => "[]")) as number[][];
    if (judge.length === 0) return null;
    const cosines = (result as number[][]).map((vector, i) => cosine(vector, judge[i]!));
    return cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
  },
  peer: "peers/sentence-bert.py",
};

export default subject;

const JUDGED = 50;

async function readLog({ file, limit }: Params): Promise<string[][]> {
  const { users, actions, action, offsets } = await readEvents(sharedData(file)!, COLUMNS);
  const lists = users.map((_, u) => Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!));
  return lists.slice(0, limit);
}

/** As the embedder words them; the names in these logs are words already, apart from their underscores. */
function wordsOf(action: string): string {
  return action.replaceAll("_", " ").replace(/\s+/g, " ").trim().toLowerCase();
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (const [t, value] of a.entries()) {
    dot += value * b[t]!;
    aa += value * value;
    bb += b[t]! * b[t]!;
  }
  return dot / Math.sqrt(aa * bb);
}
