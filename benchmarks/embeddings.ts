// Which embedding, and which granularity of Sentence-BERT, finds more of what is known: fitSegments on every labelled set,
// reduced by PCA and by UMAP, all else by default. Quality is the adjusted mutual information with the labels (noise counts
// as a cluster); d is the number of segments. Vectors of texts are kept between rounds: the time is not the subject. No peer.
import { type FitSegmentsOptions, fitSegments, type SegmentModel } from "../src";
import { adjustedMutualInformation } from "../src/clustering";
import { SHARED_MODELS } from "../test/helpers/shared-models";
import {
  judgedLabels,
  LABELLED_SETS,
  type LabelledSet,
  type LabelledSetName,
  readLabelledSet,
} from "./data/labelled-sets";
import type { Subject } from "./harness";

const EMBEDDINGS = ["word2vec", "order", "action", "sequence", "window"] as const;

interface Params {
  readonly set: LabelledSetName;
  /** A method, or Sentence-BERT at this granularity. */
  readonly embedding: (typeof EMBEDDINGS)[number];
  readonly reduction: "pca" | "umap";
}

interface Input extends LabelledSet {
  readonly vectorCache: string;
}

const subject: Subject<Params, Input, SegmentModel> = {
  cases: (quick) =>
    (Object.keys(LABELLED_SETS) as LabelledSetName[]).slice(0, quick ? 2 : undefined).flatMap((set) =>
      EMBEDDINGS.flatMap((embedding) =>
        (["pca", "umap"] as const).map((reduction) => ({
          case: `${set}, ${embedding}, ${reduction}`,
          params: { set, embedding, reduction },
          needs: LABELLED_SETS[set].file,
        })),
      ),
    ),
  load: async ({ set }, folder) => ({ ...(await readLabelledSet(set)), vectorCache: folder }),
  run: ({ lists, vectorCache }, { embedding, reduction }) =>
    fitSegments(lists, {
      embedding: embeddingOf(embedding, vectorCache),
      reduction,
      projection: false,
    }),
  describe: (model, { lists }) => ({ n: lists.length, d: model.segments.length, result: [...model.labels] }),
  async quality(result, { set }) {
    const { positions, truth } = judgedLabels((await readLabelledSet(set)).labels);
    return adjustedMutualInformation(
      truth,
      positions.map((i) => (result as number[])[i]!),
    );
  },
};

export default subject;

function embeddingOf(name: Params["embedding"], vectorCache: string): NonNullable<FitSegmentsOptions["embedding"]> {
  if (name === "word2vec") return { method: name };
  if (name === "order") return { method: name };
  const model = "sentence-transformers/all-MiniLM-L6-v2";
  return { method: "sentence-bert", model, localModelPath: SHARED_MODELS, granularity: name, vectorCache };
}
