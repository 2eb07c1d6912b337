import { countText, percentText } from "../../../core/internal";
import type { DiagnosisCase } from "../diagnosis-case";
import { powerOf, turnedInterval } from "../differences";
import type { Gap, Looked } from "../evidence";
import { figureText, withInterval } from "../figure-text";

const CAUSE = "underpowered";
/** Power that a test should have. */
const USUAL = 0.8;
/** Standard errors at which a two-sided test at 5% has that power: 1.960 + 0.842. */
const NEEDED = 2.8016;

/** There are too few members to see the effect that the others show: nothing is known to be missing. */
export function tooFewMembers(of: DiagnosisCase, gap: Gap, isMissingForSure: boolean): Looked {
  if (of.mode === "periods") return { cause: CAUSE, unknown: "the change between the periods is there for sure" };
  if (gap.reference <= 0) return { cause: CAUSE, unknown: "all others show no effect that could be looked for" };
  const power = powerOf(gap.reference, gap.effect.standardError);
  if (isMissingForSure) return { cause: CAUSE, unknown: "the members are enough to see that the effect is missing" };
  if (power >= USUAL) return { cause: CAUSE, unknown: `the power is ${percentText(power)}` };
  const [control, treated] = gap.effect.users;
  const ratio = (NEEDED * gap.effect.standardError) / gap.reference;
  const needed = Math.ceil(ratio * ratio * (control + treated));
  const figure = of.sign * gap.effect.value;
  const interval = turnedInterval(gap.effect.interval, of.sign);
  return {
    cause: CAUSE,
    explains: 1 - power,
    figure,
    interval,
    p: null,
    sentence: `With ${countText(control)} and ${countText(treated)} members, an effect like that on all others (${figureText(of.sign * gap.reference)}) would be found in ${percentText(power)} of such experiments; it takes ${countText(needed)} members. Nothing is known to be missing: the effect on them is ${withInterval(figure, interval)}.`,
  };
}
