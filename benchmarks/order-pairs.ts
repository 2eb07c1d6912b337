// What the order-aware embedding loses when fewer ordered pairs get a column, all else fixed: a reduction, one cut of HDBSCAN.
// Quality is the adjusted mutual information with the labels (noise counts as a cluster), bits what the segments save on each
// action of other inputs; d is the number of segments. No peer.
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
  readonly method: "pca" | "umap";
  readonly maxPairs: number;
}

const SETS = ["context", "aslgt", "pioneer"] as const;
const METHODS = ["pca", "umap"] as const;
/** As a share of the inputs. */
const SMALLEST = 0.02;

const subject: Subject<Params, LabelledSet, SegmentModel> = {
  cases: (quick) =>
    SETS.slice(0, quick ? 1 : undefined).flatMap((set) =>
      METHODS.flatMap((method) =>
        [65536, 16384, 4096, 1024, 256].map((maxPairs) => ({
          case: `${set}, ${method}, ${maxPairs} pairs`,
          params: { set, method, maxPairs },
          needs: LABELLED_SETS[set].file,
        })),
      ),
    ),
  load: ({ set }) => readLabelledSet(set),
  run: ({ lists }, { method, maxPairs }) =>
    fitSegments(lists, {
      embedding: { method: "order", maxPairs },
      reduction: method === "pca" ? { method, nComponents: 5 } : { method, nComponents: 5 },
      clustering: {
        method: "hdbscan",
        minClusterSize: Math.max(5, Math.round(SMALLEST * lists.length)),
        clusterSelectionMethod: "eom",
      },
      projection: false,
    }),
  describe: (model, { lists }) => ({
    n: lists.length,
    d: model.segments.length,
    result: { labels: [...model.labels], bits: model.verdict.savedBits },
  }),
  quality: async (result, { set }) => {
    const { labels } = result as { labels: number[] };
    const { positions, truth } = judgedLabels((await readLabelledSet(set)).labels);
    return adjustedMutualInformation(
      truth,
      positions.map((i) => labels[i]!),
    );
  },
  further: async (result) => ({ bits: (result as { bits: number }).bits }),
  rounds: 1,
};

export default subject;
