// How well segments found without labels agree with them: every representation on every labelled set, all else the
// same (UMAP to 5 dimensions, one point a distinct sequence, HDBSCAN with minClusterSize a hundredth, at least 10,
// minSamples 10). Quality is the adjusted mutual information (noise counts as a cluster); `ari` the adjusted Rand index. Beside
// it, what people put together in Python: gensim, UMAP, HDBSCAN on the distinct sequences.
import { readFile, writeFile } from "node:fs/promises";
import { type Embedder, type FitSegmentsOptions, fitSegments, type SegmentModel } from "../src";
import { adjustedMutualInformation, adjustedRandIndex } from "../src/clustering";
import { joinEmbedders, ngramEmbedder, orderEmbedder, word2vecEmbedder } from "../src/embedding";
import {
  judgedLabels,
  LABELLED_SETS,
  type LabelledSet,
  type LabelledSetName,
  readLabelledSet,
} from "./data/labelled-sets";
import type { Subject } from "./harness";

/** How sequences become vectors; further rows of the table are one line here. */
const REPRESENTATIONS = {
  "word2vec, tf-idf mean": () => word2vecEmbedder(),
  "n-grams": () => ngramEmbedder(),
  "ordered pairs": () => orderEmbedder({ ngrams: 0 }),
  order: () => orderEmbedder(),
  "order + word2vec": () => joinEmbedders([{ embedder: orderEmbedder() }, { embedder: word2vecEmbedder() }]),
} as const satisfies Record<string, () => Embedder>;

const ROWS = [...Object.keys(REPRESENTATIONS), "automatic"] as Params["representation"][];
/** The row that the Python pipeline stands beside: it is made of the same parts. */
const BESIDE: Params["representation"] = "word2vec, tf-idf mean";

interface Params {
  readonly set: LabelledSetName;
  /** `automatic`: one call of `fitSegments` with its defaults, which chooses all of it. */
  readonly representation: keyof typeof REPRESENTATIONS | "automatic";
}

/** What both sides report. */
type Labels = readonly number[];

const quality: Subject<Params, LabelledSet, SegmentModel> = {
  cases: (quick) =>
    (Object.keys(LABELLED_SETS) as LabelledSetName[]).slice(0, quick ? 2 : undefined).flatMap((set) =>
      ROWS.map((representation) => ({
        case: `${set}, ${representation}`,
        params: { set, representation },
        needs: LABELLED_SETS[set].file,
        alone: representation !== BESIDE,
      })),
    ),
  async prepare({ set }, folder) {
    await writeFile(`${folder}/input.json`, JSON.stringify(await readLabelledSet(set)));
  },
  load: async (_, folder) => JSON.parse(await readFile(`${folder}/input.json`, "utf8")) as LabelledSet,
  run: ({ lists }, { representation }) =>
    fitSegments(lists, representation === "automatic" ? {} : optionsOf(representation, lists.length)),
  describe: (model, { lists }) => ({ n: lists.length, d: model.segments.length, result: [...model.labels] }),
  quality: async (result, params, folder) =>
    agreement(result as Labels, await quality.load(params, folder), adjustedMutualInformation),
  further: async (result, params, folder) => ({
    ari: agreement(result as Labels, await quality.load(params, folder), adjustedRandIndex),
  }),
  rounds: 1,
  peer: "peers/pipeline.py",
};

export default quality;

/** All but the representation as it was when representations were first compared. */
function optionsOf(representation: keyof typeof REPRESENTATIONS, inputs: number): FitSegmentsOptions {
  return {
    embedding: REPRESENTATIONS[representation](),
    reduction: { method: "umap" },
    clustering: {
      method: "hdbscan",
      minClusterSize: Math.max(10, Math.round(inputs / 100)),
      minSamples: 10,
      clusterSelectionMethod: "eom",
    },
    projection: false,
  };
}

function agreement(found: Labels, { labels }: LabelledSet, measure: (a: number[], b: number[]) => number): number {
  const { positions, truth } = judgedLabels(labels);
  return measure(
    truth,
    positions.map((i) => found[i]!),
  );
}
