import { verbatim, wrongValue } from "../../core/internal";
import type { DiagnosisCase } from "./diagnosis-case";
import { between, type Difference, differenceOf, pOfLow } from "./differences";
import type { Gap } from "./evidence";

/** What a segment does worse, and whether it does. */
export interface SegmentGap {
  readonly gap: Gap;
  /** Whether there is anything to be explained. */
  readonly isWorse: boolean;
  /** Whether the gap is more than chance; else the effect was only not found. */
  readonly isMissingForSure: boolean;
  /** That nothing is missing, one-sided. */
  readonly p: number;
}

const SURE = 0.025;
/** Other users on each side, for their effect to count. */
const FEWEST = 20;

/**
 * What is missing: between periods the whole fall; between groups the effect that is expected, or is there on all others, less
 * that on the members.
 */
export function segmentGap(of: DiagnosisCase, expected: number | undefined): SegmentGap {
  const effect = differenceOf(of.values, of.isMember);
  if (effect === null) {
    throw wrongValue(
      "segment",
      "a segment with two users or more on either side",
      verbatim(`${of.segment} with fewer`),
    );
  }
  if (of.mode === "periods") {
    const p = pOfLow(effect.value, effect.standardError);
    return { gap: { effect, reference: 0, missing: effect.value }, isWorse: p < SURE, isMissingForSure: p < SURE, p };
  }
  const others = expected === undefined ? differenceOf(of.values, of.isOther) : null;
  const known = others !== null && Math.min(...others.users) >= FEWEST ? others : null;
  return gapOfGroups(effect, known, expected);
}

function gapOfGroups(effect: Difference, others: Difference | null, expected: number | undefined): SegmentGap {
  const usual = usualEffect(effect, others, expected);
  const reference = usual !== null && usual.value > 0 ? usual.value : 0;
  const ps = [pOfLow(effect.value, effect.standardError)];
  const below = usual && between(effect, usual);
  if (below) ps.push(pOfLow(below.value, below.standardError));
  const p = Math.min(1, ps.length * Math.min(...ps));
  const isMissingForSure = p < SURE;
  const isNotFound = reference > 0 && pOfLow(-effect.value, effect.standardError) > SURE;
  return {
    gap: { effect, reference, missing: effect.value - reference },
    isWorse: isMissingForSure || isNotFound,
    isMissingForSure,
    p,
  };
}

/**
 * The effect that the members should show: the one expected, or that on all others where it is there for sure, as a share of the
 * mean where means are above 0 (members may be used to more than others).
 */
function usualEffect(effect: Difference, others: Difference | null, expected: number | undefined) {
  if (expected !== undefined) return { value: expected, standardError: 0 };
  if (others === null || pOfLow(-Math.abs(others.value), others.standardError) >= SURE) return null;
  const [own, theirs] = [effect.means[0], others.means[0]];
  const scale = own > 0 && theirs > 0 ? own / theirs : 1;
  return { value: scale * others.value, standardError: scale * others.standardError };
}
