import type { RunOptions } from "../../parallel";
import { permutationTest, tDistribution, welchTest } from "../../statistics";
import type { OutcomeFigures } from "./compare-shares";

/** Users up to which means are compared by dealing users out. */
const PERMUTED_UP_TO = 5000;

/** How means are compared. */
export interface MeanSettings {
  readonly confidence: number;
  readonly permutations: number;
  readonly seed: number;
  readonly run: RunOptions;
}

/** A mean here and elsewhere. */
export async function compareMeans(
  here: Float64Array,
  elsewhere: Float64Array,
  missing: number,
  { confidence, permutations, seed, run }: MeanSettings,
): Promise<OutcomeFigures> {
  const [a, b] = [momentsOf(here), momentsOf(elsewhere)];
  const described = {
    known: a.n,
    missing,
    here: a.n > 0 ? a.mean : null,
    interval: a.n > 1 ? intervalOfMean(a, confidence) : null,
    elsewhere: b.n > 0 ? b.mean : null,
    difference: a.n > 0 && b.n > 0 ? a.mean - b.mean : null,
  };
  if (a.n === 0 || b.n === 0) return { ...described, differenceInterval: null, effect: null, p: null };
  const isSmall = a.n + b.n <= PERMUTED_UP_TO;
  const welch = a.n > 1 && b.n > 1 ? welchTest(a, b, { confidence }) : undefined;
  const dealt = isSmall || !welch ? await permutationTest(here, elsewhere, { permutations, seed, ...run }) : undefined;
  return {
    ...described,
    differenceInterval: welch?.interval ?? null,
    effect: cohensD(a, b),
    p: dealt?.p ?? welch!.p,
  };
}

interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = n > 0 ? sum / n : 0;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 };
}

/** By Student's law. */
function intervalOfMean({ n, mean, variance }: Moments, confidence: number) {
  const half = tDistribution(n - 1).inverseSurvival((1 - confidence) / 2) * Math.sqrt(variance / n);
  return { lower: mean - half, upper: mean + half };
}

/** The difference in standard deviations within both (Cohen 1988, "Statistical power analysis", 2.5); null where there are none. */
function cohensD(a: Moments, b: Moments): number | null {
  const degrees = a.n + b.n - 2;
  const pooled = degrees > 0 ? Math.sqrt(((a.n - 1) * a.variance + (b.n - 1) * b.variance) / degrees) : 0;
  return pooled > 0 ? (a.mean - b.mean) / pooled : null;
}
