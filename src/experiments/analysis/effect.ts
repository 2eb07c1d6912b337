import { alwaysValidInterval, type Interval, relativeEffect, welchTest } from "../../statistics";
import type { ArmMoments } from "./metric-moments";

/** An arm in figures. */
export interface ArmFigures {
  readonly users: number;
  /** Mean of the metric, or the ratio, unadjusted. */
  readonly mean: number;
  /** Of one user's value, adjusted for what was before where the metric says so. */
  readonly standardDeviation: number;
}

/** An effect as a share of the control's mean. */
export interface RelativeFigures {
  readonly effect: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly p: number;
}

/** What a variant did to a metric, beside the control. */
export interface Effect {
  readonly control: ArmFigures;
  readonly treatment: ArmFigures;
  /** Variant less control, adjusted for what was before where the metric says so. */
  readonly difference: number;
  readonly standardError: number;
  /** Of the difference, for one look at the planned end (Welch). */
  readonly interval: Interval;
  readonly p: number;
  /** Of the difference, for any number of looks at any time (see {@link alwaysValidInterval}). */
  readonly alwaysValid: Interval & { readonly p: number };
  /** By the delta method; null where the control's mean is 0. */
  readonly relative: RelativeFigures | null;
}

/** How intervals are made. */
export interface IntervalOptions {
  readonly confidence: number;
  readonly narrowestAt: number;
}

/**
 * The effect of a variant by the moments of the two arms.
 *
 * @returns null where an arm has fewer than 2 users.
 */
export function effectOf(control: ArmMoments, treatment: ArmMoments, options: IntervalOptions): Effect | null {
  const [a, b] = [control.compared, treatment.compared];
  if (a.n < 2 || b.n < 2) return null;
  const { confidence, narrowestAt } = options;
  const { difference, standardError, interval, p } = welchTest(b, a, { confidence });
  return {
    control: figuresOf(control),
    treatment: figuresOf(treatment),
    difference,
    standardError,
    interval,
    p,
    alwaysValid: alwaysValidInterval({ value: difference, standardError, n: a.n + b.n }, { confidence, narrowestAt }),
    relative: relativeFigures(control, treatment, confidence),
  };
}

function figuresOf({ mean, compared }: ArmMoments): ArmFigures {
  return { users: compared.n, mean, standardDeviation: Math.sqrt(compared.variance) };
}

/** The adjusted difference over the control's own mean. */
function relativeFigures(control: ArmMoments, treatment: ArmMoments, confidence: number): RelativeFigures | null {
  const base = control.mean;
  if (base === 0) return null;
  const moved = base + treatment.compared.mean - control.compared.mean;
  const { effect, standardError, interval, p } = relativeEffect(
    { ...treatment.compared, mean: moved },
    { ...control.compared, mean: base },
    { confidence },
  );
  return { effect, standardError, interval, p };
}
