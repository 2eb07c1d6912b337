import type { Matrix } from "../../src/core";
import { neighborRanks } from "./neighbor-ranks";

/**
 * For each row the sum, over its k nearest in `seen`, of how far their rank in `truth` is beyond k, as a share of the
 * largest such sum there can be: that of the k farthest rows.
 */
export function intrusion(truth: Matrix, seen: Matrix, k: number): number[] {
  const n = truth.rows;
  const trueRanks = neighborRanks(truth);
  let worst = 0;
  for (let rank = n - k; rank <= n - 1; rank++) worst += Math.max(0, rank - k);
  return neighborRanks(seen).map((ranks, i) => {
    let sum = 0;
    for (const [j, rank] of ranks) if (rank <= k) sum += Math.max(0, trueRanks[i]!.get(j)! - k);
    return worst > 0 ? sum / worst : 0;
  });
}
