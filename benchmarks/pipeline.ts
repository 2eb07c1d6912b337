// Lists of actions -> segments. Ours is fitSegments with its defaults, profiles and picture included; the peer is what
// people put together in Python: gensim, tf-idf weighted means, UMAP to 5 dimensions, HDBSCAN, on the distinct sequences. That draws no
// picture, so ours is also timed without one.
// Quality is the adjusted Rand index with the labels of the users (none for MSNBC and the made-up logs of many actions; noise counts as a cluster).
import { readFile, writeFile } from "node:fs/promises";
import { fitSegments, readSequences, type SegmentModel } from "../src";
import { adjustedRandIndex } from "../src/clustering";
import { decodeSequence } from "../src/sequences";
import { sharedData } from "../test/helpers/shared-data";
import { judgedLabels, LABELLED_SETS, type LabelledSet, readLabelledSet } from "./data/labelled-sets";
import { type WideLog, wideLog } from "./data/wide-logs";
import type { Subject } from "./harness";

type Params = (
  | { readonly set: "hospital_billing" | "bpic2012" }
  | { readonly visitors: number }
  | { readonly wide: WideLog }
) & {
  readonly picture: boolean;
};
type Input = Pick<LabelledSet, "lists"> & Partial<LabelledSet>;

const MSNBC = "msnbc/msnbc990928.seq.gz";
const LOGS = [
  { log: "hospital_billing", params: { set: "hospital_billing" }, needs: LABELLED_SETS.hospital_billing.file },
  { log: "bpic2012", params: { set: "bpic2012" }, needs: LABELLED_SETS.bpic2012.file },
  { log: "msnbc, first 200,000 visitors", params: { visitors: 200_000 }, needs: MSNBC },
] as const;

/** Few users, many actions: the kinds of logs on which a square of the vocabulary, or of a path's length, shows. */
const WIDE: readonly WideLog[] = [
  { shape: "commands", users: 265, actions: 764, tokens: 17_000, seed: 1 },
  { shape: "paths", users: 642, actions: 503, tokens: 80_000, seed: 1 },
  { shape: "visits", users: 400, actions: 2_400, tokens: 6_000, seed: 1 },
  ...[5_000, 10_000, 100_000].map(
    (actions): WideLog => ({ shape: "each once", users: actions / 10, actions, tokens: actions, seed: 1 }),
  ),
];

const pipeline: Subject<Params, Input, SegmentModel> = {
  cases: (quick) => [
    ...LOGS.slice(0, quick ? 1 : undefined).flatMap(({ log, params, needs }) => [
      { case: log, params: { ...params, picture: true }, needs },
      { case: `${log}, without the picture`, params: { ...params, picture: false }, needs, alone: true },
    ]),
    ...WIDE.slice(0, quick ? 3 : undefined).map((wide) => ({
      case: `made-up ${wide.shape}, ${wide.users} users, ${wide.actions} actions`,
      params: { wide, picture: true },
    })),
  ],
  async prepare(params, folder) {
    const input = await readInput(params);
    await writeFile(`${folder}/input.json`, JSON.stringify(input));
  },
  load: async (_, folder) => JSON.parse(await readFile(`${folder}/input.json`, "utf8")) as Input,
  run: ({ lists }, { picture }) => fitSegments(lists, picture ? {} : { projection: false }),
  describe: (model, { lists }) => ({
    n: lists.length,
    d: model.report.embedding.dimensions,
    result: [...model.labels],
  }),
  async quality(result, params, folder) {
    const { labels } = await pipeline.load(params, folder);
    if (labels === undefined) return null;
    const { positions, truth } = judgedLabels(labels);
    return adjustedRandIndex(
      truth,
      positions.map((i) => (result as number[])[i]!),
    );
  },
  peer: "peers/pipeline.py",
};

export default pipeline;

async function readInput(params: Params): Promise<Input> {
  if ("wide" in params) return { lists: wideLog(params.wide) };
  return "set" in params ? await readLabelledSet(params.set) : { lists: await readVisitors(params.visitors) };
}

async function readVisitors(limit: number): Promise<string[][]> {
  const sequences = await readSequences(sharedData(MSNBC)!, { separator: " ", skipLines: 7, limit });
  return Array.from(sequences.rowOf, (row) => (row < 0 ? [] : decodeSequence(sequences, row)));
}
