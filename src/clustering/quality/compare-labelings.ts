import type { Labels } from "../../core";
import { adjustedMutualInformation } from "./adjusted-mutual-information";
import { adjustedRandIndex } from "./adjusted-rand-index";
import { type ClusterMatch, clusterJaccard } from "./cluster-jaccard";
import { type ContingencyTable, contingencyTable } from "./contingency-table";
import { fowlkesMallows } from "./fowlkes-mallows";
import { normalizedMutualInformation } from "./normalized-mutual-information";
import { type VMeasure, vMeasure } from "./v-measure";
import { variationOfInformation } from "./variation-of-information";

/** How two labelings agree, by every measure. */
export interface LabelingComparison extends VMeasure {
  readonly adjustedRandIndex: number;
  readonly adjustedMutualInformation: number;
  readonly normalizedMutualInformation: number;
  readonly variationOfInformation: number;
  readonly fowlkesMallows: number;
  /** What became of each cluster of the first in the second. */
  readonly clusters: readonly ClusterMatch[];
  readonly table: ContingencyTable;
}

/**
 * Two labelings of the same points, compared by every measure there is here. `adjustedRandIndex` answers first: it alone,
 * with `adjustedMutualInformation`, is about 0 where they agree by chance. Noise (-1) counts as one more group.
 *
 * @param a n labels; the truth, where there is one.
 * @param b n labels of the same points.
 * @returns all measures, the table of both, and what became of each cluster.
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * compareLabelings([0, 0, 1, 1], [1, 1, 0, 0]).adjustedRandIndex; // 1
 */
export function compareLabelings(a: Labels, b: Labels): LabelingComparison {
  return {
    adjustedRandIndex: adjustedRandIndex(a, b),
    adjustedMutualInformation: adjustedMutualInformation(a, b),
    normalizedMutualInformation: normalizedMutualInformation(a, b),
    variationOfInformation: variationOfInformation(a, b),
    fowlkesMallows: fowlkesMallows(a, b),
    ...vMeasure(a, b),
    clusters: clusterJaccard(a, b),
    table: contingencyTable(a, b),
  };
}
