import { NOISE, type Steps } from "../core/internal";
import type { DrawnInputs } from "./drawn-inputs";
import type { DrawnSegments } from "./drawn-segments";
import type { RankedRows } from "./ranked-rows";

/** Nearest others looked at, or as many as the segment has. */
const NEIGHBORS = 10;

/**
 * For each row in a segment the share of the nearest other inputs in segments that are in the same one. Copies of a row are
 * other inputs; those that tie for the last places share them. NaN for rows in none.
 */
export function* ownNeighbors(
  { weights }: DrawnInputs,
  { segmentOf, sizes }: DrawnSegments,
  ranked: RankedRows,
): Steps<Float64Array> {
  const shares = new Float64Array(segmentOf.length).fill(Number.NaN);
  for (const [row, segment] of segmentOf.entries()) {
    if (segment === NOISE) continue;
    yield row / segmentOf.length; // to rank the others is long where paths are
    const k = Math.min(NEIGHBORS, sizes[segment]! - 1);
    const { rows, ranks } = ranked.from(row);
    let found = 0;
    let own = 0;
    for (let at = 0; found < k; ) {
      const rank = ranks[at]!;
      let [tied, tiedOwn] = [0, 0];
      for (; at < rows.length && ranks[at] === rank; at++) {
        const other = rows[at]!;
        const of = segmentOf[other]!;
        if (of === NOISE) continue;
        const inputs = weights[other]! - Number(other === row);
        tied += inputs;
        if (of === segment) tiedOwn += inputs;
      }
      if (tied === 0) continue;
      const taken = Math.min(tied, k - found);
      own += (taken * tiedOwn) / tied;
      found += taken;
    }
    shares[row] = own / k;
  }
  return shares;
}
