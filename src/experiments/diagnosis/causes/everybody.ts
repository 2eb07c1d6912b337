import { percentText } from "../../../core/internal";
import type { DiagnosisCase } from "../diagnosis-case";
import { differenceOf, intervalOf, pOfLow } from "../differences";
import { type Gap, type Looked, share } from "../evidence";

const CAUSE = "everybody";

/** All others fell as well: a season, or a change of the product, and nothing about the segment. */
export function everybody(of: DiagnosisCase, gap: Gap): Looked {
  if (of.mode === "groups")
    return { cause: CAUSE, unknown: "the effect on all others is what the segment is compared with" };
  const others = differenceOf(of.values, of.isOther);
  if (others === null || others.means[0] === 0) return { cause: CAUSE, unknown: "there are no others to compare with" };
  const relative = others.value / Math.abs(others.means[0]);
  const part = relative * Math.abs(gap.effect.means[0]);
  const error = others.standardError / Math.abs(others.means[0]);
  const ends = intervalOf(of.sign * relative, error);
  const own = gap.effect.value / Math.abs(gap.effect.means[0]);
  return {
    cause: CAUSE,
    explains: share(part, gap.missing),
    figure: of.sign * relative,
    interval: ends,
    p: pOfLow(others.value, others.standardError),
    sentence: `All others changed too: their ${of.metric} by ${signedPercent(of.sign * relative)} (95%: ${signedPercent(ends.lower)} to ${signedPercent(ends.upper)}), that of ${of.segment} by ${signedPercent(of.sign * own)}.`,
  };
}

function signedPercent(share: number): string {
  return `${share < 0 ? "−" : "+"}${percentText(Math.abs(share))}`;
}
