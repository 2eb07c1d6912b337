import { holm, twoSampleKolmogorovSmirnovTest } from "../../../statistics";
import type { DiagnosisCase } from "../diagnosis-case";
import { differenceOf, pOfLow, type Sides, turnedInterval } from "../differences";
import { type Gap, type Looked, share } from "../evidence";
import { figureText, withInterval } from "../figure-text";
import { leastSquares } from "../least-squares";

const CAUSE = "drift";
/** Two-sided, over all figures of behavior together. */
const SURE = 0.01;

/**
 * The segment is no longer what it was called after: members behave otherwise than they did. How much of the loss goes with
 * that, is given by what each figure of behavior is worth among them (Oaxaca 1973; Blinder 1973).
 */
export function driftOfSegment(of: DiagnosisCase, gap: Gap): Looked {
  if (of.behavior.length === 0) return { cause: CAUSE, unknown: "no behavior of both periods was given" };
  const drifted = driftedFigures(of);
  if (drifted.length === 0) return { cause: CAUSE, unknown: "members behave as they did" };
  const scores = scoresOf(
    of,
    drifted.map(({ sides }) => sides),
  );
  const part = scores && differenceOf(scores, of.isMember);
  if (!part) return { cause: CAUSE, unknown: "behavior is known of too few members" };
  const [name, [then, now]] = [drifted[0]!.name, drifted[0]!.means.map(figureText) as [string, string]];
  const interval = turnedInterval(part.interval, of.sign);
  const others = drifted.length > 1 ? ` (and ${drifted.length - 1} more figures of behavior)` : "";
  return {
    cause: CAUSE,
    explains: share(part.value, gap.missing),
    figure: of.sign * part.value,
    interval,
    p: pOfLow(part.value, part.standardError),
    sentence: `Members behave otherwise than when they were labeled: ${name} went from ${then} to ${now}${others}. By what that is worth among them, it changes ${of.metric} by ${withInterval(of.sign * part.value, interval)}.`,
  };
}

interface Drifted {
  readonly name: string;
  readonly sides: Sides;
  readonly means: readonly [number, number];
  readonly statistic: number;
}

/** Figures whose distribution among members has changed, most changed first: the one test of drift, to be replaced as a whole. */
function driftedFigures({ behavior, isMember }: DiagnosisCase): Drifted[] {
  const tested = behavior.flatMap(([name, sides]) => {
    const [then, now] = sides.map((side) => [...side].filter((value, user) => isMember(user) && !Number.isNaN(value)));
    if (then!.length < 2 || now!.length < 2) return [];
    const { statistic, p } = twoSampleKolmogorovSmirnovTest(then!, now!);
    const means = [then!, now!].map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
    return [{ name, sides, means: means as [number, number], statistic, p }];
  });
  const adjusted = holm(tested.map(({ p }) => p));
  return tested.filter((_, i) => adjusted[i]! <= SURE).sort((a, b) => b.statistic - a.statistic);
}

/** For each member on each side, what his behavior is worth by the fit of the metric within sides. */
function scoresOf({ values, isMember }: DiagnosisCase, columns: readonly Sides[]): Sides | null {
  const rows = ([0, 1] as const).map((side) =>
    [...values[side].keys()].filter(
      (user) =>
        isMember(user) &&
        !Number.isNaN(values[side][user]!) &&
        columns.every((sides) => !Number.isNaN(sides[side][user]!)),
    ),
  );
  if (rows.some((own) => own.length < columns.length + 2)) return null;
  const within = ([0, 1] as const).map((side) => {
    const figures = rows[side]!.map((user) => columns.map((sides) => sides[side][user]!));
    return { figures: centered(figures), worth: centered(rows[side]!.map((user) => [values[side][user]!])) };
  });
  const slopes = leastSquares(
    within.flatMap(({ figures }) => figures),
    within.flatMap(({ worth }) => worth.map(([value]) => value!)),
  );
  const scored = ([0, 1] as const).map((side) => {
    const scores = new Float64Array(values[side].length).fill(Number.NaN);
    for (const user of rows[side]!) {
      scores[user] = slopes.reduce((sum, slope, c) => sum + slope * columns[c]![side][user]!, 0);
    }
    return scores;
  });
  return [scored[0]!, scored[1]!];
}

function centered(rows: readonly (readonly number[])[]): number[][] {
  const means = rows[0]!.map((_, c) => rows.reduce((sum, row) => sum + row[c]!, 0) / rows.length);
  return rows.map((row) => row.map((value, c) => value - means[c]!));
}
