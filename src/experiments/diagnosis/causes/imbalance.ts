import { countText } from "../../../core/internal";
import { chiSquareTest } from "../../../statistics";
import type { DiagnosisCase } from "../diagnosis-case";
import { differenceOf, intervalOf, pOfLow, type Sides, turnedInterval } from "../differences";
import { type Gap, type Looked, share } from "../evidence";
import { figureText, withInterval } from "../figure-text";

const CAUSE = "imbalance";
/** Below this p of the sample ratio, arms are not what was planned. */
const RATIO_P = 0.001;

/**
 * The arms were not alike to begin with: treated members were worse before the experiment, or one arm did not get the users that
 * were planned for it.
 *
 * @param weights of the two arms.
 */
export function imbalanceBefore(of: DiagnosisCase, gap: Gap, weights: readonly [number, number]): Looked {
  if (of.mode === "periods") return { cause: CAUSE, unknown: "periods have no arms" };
  const counts = of.values.map(
    (side) => side.filter((value, user) => of.isMember(user) && !Number.isNaN(value)).length,
  );
  const { p: ratioP } = chiSquareTest(counts, { expected: [...weights] });
  if (ratioP < RATIO_P) {
    const total = counts[0]! + counts[1]!;
    const planned = (total * weights[1]) / (weights[0] + weights[1]);
    const error = Math.sqrt((planned * (total - planned)) / total);
    return {
      cause: CAUSE,
      explains: 1,
      figure: counts[1]! - planned,
      interval: intervalOf(counts[1]! - planned, error),
      p: ratioP,
      sentence: `The arms do not have the users that were planned: ${of.sideNames[1]} has ${countText(counts[1]!)} members, ${countText(Math.round(planned))} were due. Users are missing for a reason, and no difference between the arms can be read until it is known.`,
    };
  }
  if (of.previous === undefined) return { cause: CAUSE, unknown: "the metric before the experiment was not given" };
  const before = earlierOf(of, of.previous);
  const apart = differenceOf(before, of.isMember);
  if (apart === null) return { cause: CAUSE, unknown: "the metric before the experiment is known of too few members" };
  const scale = apart.means[0] > 0 && gap.effect.means[0] > 0 ? gap.effect.means[0] / apart.means[0] : 1;
  const interval = turnedInterval(apart.interval, of.sign);
  const adjusted = of.sign * (gap.effect.value - scale * apart.value);
  return {
    cause: CAUSE,
    explains: share(scale * apart.value, gap.missing),
    figure: of.sign * apart.value,
    interval,
    p: pOfLow(apart.value, apart.standardError),
    sentence: `Treated members were worse before it began: ${of.metric} then differed by ${withInterval(of.sign * apart.value, interval)}. With that taken off, the effect is ${figureText(adjusted)} rather than ${figureText(of.sign * gap.effect.value)}.`,
  };
}

/** The earlier metric of each arm's users. */
function earlierOf({ values }: DiagnosisCase, previous: Float64Array): Sides {
  const of = (side: Float64Array) => side.map((value, user) => (Number.isNaN(value) ? value : previous[user]!));
  return [of(values[0]), of(values[1])];
}
