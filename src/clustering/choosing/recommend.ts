import type { ClusterCount } from "./cluster-counts";

/** A number of clusters, and why. */
export interface Recommendation {
  /** 1 where nothing supports more than one cluster. */
  readonly k: number;
  /** The same in words. */
  readonly reason: string;
}

/** Share of pairs that the other half of the rows must put together too. */
const STRONG = 0.85;
/** Standard errors by which a gap must exceed that of one cluster. */
const ERRORS = 3;

/**
 * The rule of strength and gap: the largest number of clusters that half of the rows would find again (prediction
 * strength of .85 or more) and that are narrower than evenly spread rows would be (a gap above that of one cluster by
 * three standard errors).
 */
export function recommend(table: readonly ClusterCount[]): Recommendation {
  const one = table[0]!;
  if (table.length === 1) return { k: 1, reason: `${NOTHING}: all rows are equal` };
  const found = table.filter(({ k, predictionStrength }) => k > 1 && predictionStrength >= STRONG);
  const supported = found.filter(({ gap, gapError }) => gap > one.gap + ERRORS * gapError);
  const best = supported.at(-1);
  if (best === undefined) {
    const why =
      found.length === 0
        ? "no other number is found again in half of the rows"
        : "evenly spread rows would split as well";
    return { k: 1, reason: `${NOTHING}: ${why}` };
  }
  const strength = best.predictionStrength.toFixed(2);
  const gaps = `their gap is ${best.gap.toFixed(2)}, that of one cluster ${one.gap.toFixed(2)}`;
  const more = best === table.at(-1) ? "; no larger number was looked at" : "";
  return { k: best.k, reason: `${best.k} clusters: prediction strength ${strength}, and ${gaps}${more}` };
}

const NOTHING = "nothing supports more than one cluster";
