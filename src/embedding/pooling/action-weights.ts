import { log, raggedRows, sum } from "../../core/internal";
import type { TokenCounts } from "../token-counts";
import type { Weighting } from "./pooling";

/** The weight of one occurrence of each action, learned from rows that count by `rowWeights`. */
export function actionWeights(
  rows: TokenCounts,
  rowWeights: Float64Array,
  actions: number,
  weighting: Weighting,
  sifA: number | undefined,
): Float64Array {
  if (weighting === "mean") return new Float64Array(actions).fill(1);
  const { inputs, occurrences } = frequencies(rows, rowWeights, actions);
  if (weighting === "tf-idf") {
    const all = sum(rowWeights);
    return inputs.map((showing) => log((1 + all) / (1 + showing)) + 1);
  }
  const total = sum(occurrences);
  const shares = occurrences.map((count) => (total > 0 ? count / total : 0));
  const half = sifA ?? shareOfMedianToken(shares);
  return shares.map((share) => half / (half + share));
}

/** For each action, the inputs that show it and its occurrences in all of them. */
function frequencies({ tokens, offsets, counts }: TokenCounts, rowWeights: Float64Array, actions: number) {
  const inputs = new Float64Array(actions);
  const occurrences = new Float64Array(actions);
  for (let r = 0; r < raggedRows({ tokens, offsets }); r++) {
    for (let p = offsets[r]!; p < offsets[r + 1]!; p++) {
      inputs[tokens[p]!]! += rowWeights[r]!;
      occurrences[tokens[p]!]! += rowWeights[r]! * counts[p]!;
    }
  }
  return { inputs, occurrences };
}

/**
 * With the tokens lined up by the share of their action, the share that the one in the middle has; 1 without tokens.
 */
function shareOfMedianToken(shares: Float64Array): number {
  let reached = 0;
  for (const share of shares.slice().sort().reverse()) {
    reached += share;
    if (reached >= 0.5) return share;
  }
  return 1;
}
