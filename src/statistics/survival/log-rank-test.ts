import { verbatim, wrongType, wrongValue } from "../../core/internal";
import { chiSquareDistribution } from "../distributions/chi-square";
import { type Durations, type TimePoint, timePoints } from "./durations";

/** Result of {@link logRankTest}. */
export interface LogRankTest {
  /** Chi-square. */
  readonly statistic: number;
  /** Groups less one. */
  readonly degreesOfFreedom: number;
  readonly p: number;
  /** For each group, how often it happened, and how often it would have if all groups were alike. */
  readonly groups: readonly { readonly n: number; readonly observed: number; readonly expected: number }[];
}

/**
 * Whether groups leave at different rates (Mantel 1966; Peto and Peto 1972).
 *
 * @param groups two or more, each with its durations.
 * @returns chi-square and its p, with what was observed and expected.
 * @throws TypeError, RangeError when there are fewer than two groups, or durations are wrong; RangeError when nothing ended in any.
 * @example
 * const quick = { times: [1, 2, 2, 3], ended: [true, true, true, true] };
 * const slow = { times: [4, 6, 9, 9], ended: [true, true, false, false] };
 * logRankTest([quick, slow]).p < 0.05; // true
 */
export function logRankTest(groups: readonly Durations[]): LogRankTest {
  if (!Array.isArray(groups)) throw wrongType("groups", "an array of two or more durations", groups);
  if (groups.length < 2) throw wrongValue("groups", "two or more durations", verbatim(String(groups.length)));
  const points = Array.from(groups, (group, g) => timePoints(`groups[${g}]`, group));
  const times = [...new Set(points.flatMap((found) => found.map(({ time }) => time)))].sort((a, b) => a - b);
  if (times.length === 0) throw wrongValue("groups", "an end in one of them", verbatim("none"));
  const counts = groups.map((group, g) => atEach(times, group, points[g]!));
  const k = groups.length;
  const observed = new Float64Array(k);
  const expected = new Float64Array(k);
  const covariance = Array.from({ length: k - 1 }, () => new Float64Array(k - 1));
  for (const t of times.keys()) {
    const ends = counts.reduce((sum, at) => sum + at[t]!.ends, 0);
    const atRisk = counts.reduce((sum, at) => sum + at[t]!.atRisk, 0);
    const spread = atRisk > 1 ? (ends * (atRisk - ends)) / (atRisk - 1) : 0;
    for (let g = 0; g < k; g++) {
      const share = counts[g]![t]!.atRisk / atRisk;
      observed[g]! += counts[g]![t]!.ends;
      expected[g]! += ends * share;
      for (let h = 0; g < k - 1 && h < k - 1; h++) {
        const other = counts[h]![t]!.atRisk / atRisk;
        covariance[g]![h]! += spread * share * ((g === h ? 1 : 0) - other);
      }
    }
  }
  const excess = Float64Array.from({ length: k - 1 }, (_, g) => observed[g]! - expected[g]!);
  const statistic = quadraticForm(covariance, excess);
  return {
    statistic,
    degreesOfFreedom: k - 1,
    p: chiSquareDistribution(k - 1).survival(statistic),
    groups: Array.from(groups, ({ times: own }, g) => ({
      n: own.length,
      observed: observed[g]!,
      expected: expected[g]!,
    })),
  };
}

/** At each time how many of a group are at risk, and for how many it ends. */
function atEach(times: readonly number[], { times: own }: Durations, points: readonly TimePoint[]) {
  const sorted = Float64Array.from(own).sort();
  let [gone, next] = [0, 0];
  return times.map((time) => {
    while (gone < sorted.length && sorted[gone]! < time) gone += 1;
    while (next < points.length && points[next]!.time < time) next += 1;
    const ends = points[next]?.time === time ? points[next]!.ends : 0;
    return { atRisk: sorted.length - gone, ends };
  });
}

/** x' M^-1 x by elimination; a direction in which nothing varies adds nothing. */
function quadraticForm(matrix: readonly Float64Array[], x: Float64Array): number {
  const rows = matrix.map((row, i) => [...row, x[i]!]);
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i]![i]!;
    if (!(pivot > 1e-12 * Math.max(1e-300, matrix[i]![i]!))) continue;
    sum += (rows[i]!.at(-1)! * rows[i]!.at(-1)!) / pivot;
    for (let j = i + 1; j < rows.length; j++) {
      const factor = rows[j]![i]! / pivot;
      for (let c = i; c < rows[j]!.length; c++) rows[j]![c]! -= factor * rows[i]![c]!;
    }
  }
  return sum;
}
