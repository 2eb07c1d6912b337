// Lists of actions -> segments. Ours is fitSegments with its defaults, profiles and picture included; the peer is what
// people put together in Python: gensim, tf-idf weighted means, UMAP to 5 dimensions, HDBSCAN, on the distinct sequences.
// Quality is the adjusted Rand index with the labels of the users (none for MSNBC; noise counts as a cluster).
import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { adjustedRandIndex, decodeSequence, fitSegments, readEvents, readSequences, type SegmentModel } from "../src";
import { sharedData } from "../test/helpers/shared-data";
import type { Subject } from "./harness";

interface Params {
  /** A file under SEQMENT_DATA: an event log, or one sequence a line. */
  readonly file: string;
  readonly limit?: number;
  readonly labels?: {
    readonly file: string;
    readonly column: string;
    /** Users with another label are not judged. */
    readonly judged?: readonly string[];
    /** Actions that tell the label, left out on both sides. */
    readonly leaks?: readonly string[];
  };
}

interface Input {
  readonly lists: readonly (readonly string[])[];
  /** One for each list; null where it is not judged. */
  readonly labels?: readonly (string | null)[];
}

const COLUMNS = { user: "user_id", action: "event", time: "timestamp" };
const CASES: readonly { case: string; params: Params }[] = [
  {
    case: "hospital_billing",
    params: {
      file: "hospital_billing/events.csv.gz",
      labels: { file: "hospital_billing/labels.csv.gz", column: "casetype", judged: ["A", "B", "C"] },
    },
  },
  {
    case: "bpic2012",
    params: {
      file: "bpic2012/events.csv.gz",
      labels: {
        file: "bpic2012/labels.csv.gz",
        column: "outcome",
        leaks: [
          "A_DECLINED",
          "A_CANCELLED",
          "A_ACTIVATED",
          "A_REGISTERED",
          "A_APPROVED",
          "O_DECLINED",
          "O_ACCEPTED",
          "O_CANCELLED",
        ],
      },
    },
  },
  { case: "msnbc, first 200,000 visitors", params: { file: "msnbc/msnbc990928.seq.gz", limit: 200_000 } },
];

const pipeline: Subject<Params, Input, SegmentModel> = {
  cases: (quick) => CASES.slice(0, quick ? 1 : undefined).map((each) => ({ ...each, needs: each.params.file })),
  async prepare(params, folder) {
    await writeFile(`${folder}/input.json`, JSON.stringify(await readInput(params)));
  },
  load: async (_, folder) => JSON.parse(await readFile(`${folder}/input.json`, "utf8")) as Input,
  run: ({ lists }) => fitSegments(lists),
  describe: (model, { lists }) => ({
    n: lists.length,
    d: model.report.embedding.dimensions,
    result: [...model.labels],
  }),
  async quality(result, params, folder) {
    const { labels } = await pipeline.load(params, folder);
    if (labels === undefined) return null;
    const names = [...new Set(labels)];
    const judged = [...labels.keys()].filter((i) => labels[i] !== null);
    return adjustedRandIndex(
      judged.map((i) => names.indexOf(labels[i]!)),
      judged.map((i) => (result as number[])[i]!),
    );
  },
  peer: "peers/pipeline.py",
};

export default pipeline;

async function readInput({ file, limit, labels }: Params): Promise<Input> {
  const path = sharedData(file)!;
  if (labels === undefined) {
    const sequences = await readSequences(path, { separator: " ", skipLines: 7, ...(limit && { limit }) });
    return { lists: Array.from(sequences.rowOf, (row) => (row < 0 ? [] : decodeSequence(sequences, row))) };
  }
  const { users, actions, action, offsets } = await readEvents(path, COLUMNS);
  const lists = users.map((_, u) =>
    Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!).filter(
      (name) => !labels.leaks?.includes(name),
    ),
  );
  return { lists, labels: await readLabels(labels, users) };
}

async function readLabels({ file, column, judged }: NonNullable<Params["labels"]>, users: readonly string[]) {
  const [header, ...rows] = gunzipSync(await readFile(sharedData(file)!))
    .toString("utf8")
    .trim()
    .split("\n");
  const at = header!.split(",").indexOf(column);
  const labelOf = new Map(rows.map((row) => row.split(",")).map((fields) => [fields[0]!, fields[at]!]));
  return users.map((user) => {
    const label = labelOf.get(user);
    return label && (judged?.includes(label) ?? true) ? label : null;
  });
}
