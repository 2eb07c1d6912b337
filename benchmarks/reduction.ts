// What the reduction before clustering does for the segments: fitSegments with UMAP, PCA and none on every labelled set, all
// else by default. Quality is the adjusted mutual information with the labels (noise counts as a cluster); d is the number
// of segments. No peer.
import { fitSegments, type SegmentModel } from "../src";
import { adjustedMutualInformation } from "../src/clustering";
import {
  judgedLabels,
  LABELLED_SETS,
  type LabelledSet,
  type LabelledSetName,
  readLabelledSet,
} from "./data/labelled-sets";
import type { Subject } from "./harness";

interface Params {
  readonly set: LabelledSetName;
  readonly method: "umap" | "pca" | "none";
}

const reduction: Subject<Params, LabelledSet, SegmentModel> = {
  cases: (quick) =>
    (Object.keys(LABELLED_SETS) as LabelledSetName[]).slice(0, quick ? 2 : undefined).flatMap((set) =>
      (["umap", "pca", "none"] as const).map((method) => ({
        case: `${set}, ${method}`,
        params: { set, method },
        needs: LABELLED_SETS[set].file,
      })),
    ),
  load: ({ set }) => readLabelledSet(set),
  run: ({ lists }, { method }) =>
    fitSegments(lists, { reduction: method === "none" ? false : method, projection: false }),
  describe: (model, { lists }) => ({ n: lists.length, d: model.segments.length, result: [...model.labels] }),
  async quality(result, { set }) {
    const { positions, truth } = judgedLabels((await readLabelledSet(set)).labels);
    return adjustedMutualInformation(
      truth,
      positions.map((i) => (result as number[])[i]!),
    );
  },
};

export default reduction;
