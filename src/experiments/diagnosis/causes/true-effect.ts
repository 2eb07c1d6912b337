import { percentText } from "../../../core/internal";
import type { DiagnosisCase } from "../diagnosis-case";
import { turnedInterval } from "../differences";
import type { Finding, Gap } from "../evidence";
import { withInterval } from "../figure-text";

/**
 * The members really do worse: what is left when all other causes that were found have had their part.
 *
 * @param left share of what is missing that no other cause accounts for.
 */
export function trueEffect(of: DiagnosisCase, gap: Gap, { p, left }: { p: number; left: number }): Finding {
  const interval = turnedInterval(gap.effect.interval, of.sign);
  const figure = of.sign * gap.effect.value;
  const what =
    of.mode === "periods"
      ? `Members' ${of.metric} changed by ${withInterval(figure, interval)} from ${of.sideNames[0]} to ${of.sideNames[1]}`
      : `${of.sideNames[1]} changes members' ${of.metric} by ${withInterval(figure, interval)}`;
  const rest =
    left >= 0.995 ? "and nothing else accounts for it" : `and nothing else accounts for ${percentText(left)} of it`;
  return { cause: "true effect", explains: left, figure, interval, p, sentence: `${what}, ${rest}: a true effect.` };
}
