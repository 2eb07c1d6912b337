import { log, percentText } from "../../../core/internal";
import { ClusteredSums, type Side } from "../../../profiles/internal";
import { holm } from "../../../statistics";
import type { CasePaths, DiagnosisCase } from "../diagnosis-case";
import { intervalOf, pOfLow } from "../differences";
import { type Gap, type Looked, share } from "../evidence";

const CAUSE = "funnel step";
const FEWEST = 10;

/** How far each input gets along a funnel. */
export interface CaseFunnel {
  readonly steps: readonly string[];
  readonly reached: Int32Array;
}

/**
 * Members are lost at one step of the funnel: the step whose rate fell for sure, and by which the end is reached less often.
 * Between groups, what the step does to all others is taken off.
 */
export function funnelStepThatLoses(of: DiagnosisCase, gap: Gap, funnel: CaseFunnel | undefined): Looked {
  if (of.paths === undefined || funnel === undefined) {
    return { cause: CAUSE, unknown: "paths of the users and the steps of a funnel were not given" };
  }
  const own = rates(of.paths, funnel, of.isMember);
  const others = of.mode === "groups" ? rates(of.paths, funnel, of.isOther) : undefined;
  const known = own.flatMap((rate, k) => (rate === null ? [] : [{ k, ...rate }]));
  if (known.length === 0) return { cause: CAUSE, unknown: "too few members are in the funnel" };
  const p = holm(known.map(({ difference, standardError }) => pOfLow(difference, standardError)));
  const shifts = known.map(({ k, rates: [then, now] }) => shift(then, now) - usualShift(others?.[k]));
  const total = shifts.reduce((sum, one) => sum + one, 0);
  const worst = shifts.reduce((best, one, i) => (one < shifts[best]! ? i : best), 0);
  const {
    k,
    rates: [then, now],
    difference,
    standardError,
  } = known[worst]!;
  const [before, after] = of.sideNames;
  const step = k === 0 ? `"${funnel.steps[0]}"` : `"${funnel.steps[k]}" after "${funnel.steps[k - 1]}"`;
  return {
    cause: CAUSE,
    explains: share(shifts[worst]!, total) * shareOfMetric(total, metricShift(of, gap)),
    figure: difference,
    interval: intervalOf(difference, standardError),
    p: p[worst]!,
    sentence: `Members are lost at ${step}: ${percentText(now)} get there in ${after}, ${percentText(then)} in ${before}. Of all that is lost along the funnel, ${percentText(share(shifts[worst]!, total))} is lost here.`,
  };
}

interface StepRate {
  /** On the two sides. */
  readonly rates: readonly [number, number];
  readonly difference: number;
  readonly standardError: number;
}

/** For each step the share of those at the step before who get there; null where they are too few. */
function rates(
  { userOf, sideOf, sequences }: CasePaths,
  { steps, reached }: CaseFunnel,
  isChosen: (user: number) => boolean,
): (StepRate | null)[] {
  const sums = new ClusteredSums([...steps.keys()], steps.length);
  const order = Uint32Array.from(userOf.keys()).sort((a, b) => userOf[a]! - userOf[b]! || a - b);
  for (const [i, input] of order.entries()) {
    const [user, side] = [userOf[input]!, sideOf[input]!];
    if (side >= 0 && sequences.rowOf[input]! >= 0 && isChosen(user)) {
      for (let k = 0; k <= Math.min(reached[input]!, steps.length - 1); k++) {
        sums.addDenominator((1 - side) as Side, k, 1);
        if (reached[input]! > k) sums.addNumerator((1 - side) as Side, k, 1);
      }
    }
    if (i + 1 === order.length || userOf[order[i + 1]!] !== user) sums.closeUser(1);
  }
  return steps.map((_, k) => {
    const found = sums.ratioDifference(k);
    if (found === null || Math.min(...found.users) < FEWEST) return null;
    const { difference, standardError, ratios } = found;
    return { difference, standardError, rates: [ratios[1], ratios[0]] };
  });
}

/** Steps multiply, so their logarithms add up. */
function shift(then: number, now: number): number {
  return then > 0 ? log(Math.max(now, 1e-4) / then) : 0;
}

function usualShift(others: StepRate | null | undefined): number {
  return others ? shift(...others.rates) : 0;
}

/** The same of the metric; without means above 0 nothing is known, and the funnel counts in full. */
function metricShift(of: DiagnosisCase, { effect, reference }: Gap): number {
  const [then, now] = effect.means;
  if (of.sign < 0 || then <= 0) return 0;
  return shift(then, now) - shift(then, then + reference);
}

function shareOfMetric(total: number, whole: number): number {
  return whole === 0 ? 1 : share(total, whole);
}
