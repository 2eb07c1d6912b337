import { checkPlainData, exp, log, logGamma, readOptions, sum, verbatim, wrongValue } from "../../core/internal";
import { digamma } from "./digamma";
import {
  CUSTOMER_VALUE_OPTIONS,
  type CustomerValueOptions,
  describeFit,
  type FitOfValue,
  TOLERANCE,
} from "./fit-bg-nbd";
import { type Figures, groupHistories, readFigures, type Spending } from "./histories";
import { maximize, type Objective } from "./maximize";

/** The three numbers of Gamma-Gamma. */
export interface GammaGammaParameters {
  /** Shape of what one purchase is worth. */
  readonly p: number;
  /** Shape, and scale, of how that differs between customers. */
  readonly q: number;
  readonly v: number;
}

/** What purchases are worth to Gamma-Gamma; made of its parameters alone, so that it can be saved. */
export class GammaGammaModel implements GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly v: number;

  /** @throws ModelFormatError when a parameter is no number above 0. */
  constructor({ p, q, v }: GammaGammaParameters) {
    checkPlainData(
      [p, q, v].every((of) => of > 0 && of < Number.POSITIVE_INFINITY),
      "Gamma-Gamma",
    );
    this.p = p;
    this.q = q;
    this.v = v;
  }

  /**
   * Mean worth to expect of each customer's purchases: between the customer's own mean and that of all (Fader and Hardie
   * 2013, equation 5).
   *
   * @param spending of the customers.
   * @returns one worth for each customer; NaN where the expectation does not exist, as p x + q <= 1.
   * @throws RangeError when a figure is no number >= 0.
   * @example
   * const model = new GammaGammaModel({ p: 6.25, q: 3.74, v: 15.45 });
   * model.expectedWorth({ frequency: [2], monetary: [22.35] })[0].toFixed(1); // "24.7"
   */
  expectedWorth(spending: Spending): Float64Array {
    const { frequency, monetary } = readFigures(spending, ["frequency", "monetary"]);
    const { p, q, v } = this;
    return frequency.map((x, i) => {
      const shape = p * x + q - 1;
      return shape > 0 ? (p * (v + x * monetary[i]!)) / shape : Number.NaN;
    });
  }
}

/** A fitted {@link GammaGammaModel}, and how the fit went. */
export class GammaGammaResult extends GammaGammaModel implements FitOfValue {
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly slope: number;
  readonly customers: number;
  readonly distinct: number;
  readonly notes: readonly string[];

  /** Use {@link fitGammaGamma}. */
  constructor(parameters: GammaGammaParameters, fit: FitOfValue) {
    super(parameters);
    this.logLikelihood = fit.logLikelihood;
    this.converged = fit.converged;
    this.iterations = fit.iterations;
    this.slope = fit.slope;
    this.customers = fit.customers;
    this.distinct = fit.distinct;
    this.notes = fit.notes;
  }
}

/**
 * Fits what purchases are worth (Gamma-Gamma; Fader and Hardie 2013), by maximum likelihood, to the customers who bought
 * again. It takes for granted that worth and frequency have nothing to do with each other.
 *
 * @param spending of customers; those with frequency 0 are left out.
 * @param options penalty, and steps at most.
 * @returns the model; `converged` says whether a maximum was found.
 * @throws RangeError when no customer bought again, or one who did has no worth above 0.
 * @example
 * const few = { frequency: [1, 2, 3, 1, 6], monetary: [10, 14, 8, 31, 12] };
 * fitGammaGamma(few).customers; // 5
 */
export function fitGammaGamma(spending: Spending, options: CustomerValueOptions = {}): GammaGammaResult {
  const { penalty, maxIterations } = readOptions(options, CUSTOMER_VALUE_OPTIONS);
  const read = readFigures(spending, ["frequency", "monetary"]);
  const weights = read.weights.map((weight, row) => (read.frequency[row]! > 0 ? weight : 0));
  const figures = groupHistories({ ...read, weights }, ["frequency", "monetary"]);
  if (figures.weights.length === 0) throw wrongValue("frequency", "a customer who bought again", verbatim("none"));
  const free = figures.monetary.findIndex((worth) => !(worth > 0));
  if (free >= 0) {
    throw wrongValue("monetary", "numbers > 0 where the frequency is above 0", figures.monetary[free]);
  }
  const customers = sum(figures.weights);
  const unit = sum(figures.monetary.map((worth, i) => (worth * figures.weights[i]!) / customers));
  const scaled = { ...figures, monetary: figures.monetary.map((worth) => worth / unit) };
  const found = maximize(gammaGammaLikelihood(scaled, penalty), [0, 1, 0], { tolerance: TOLERANCE, maxIterations });
  const [p, q, v] = Array.from(found.place, exp) as [number, number, number];
  const place = Float64Array.from([p, q, v * unit], log);
  const logLikelihood = customers * gammaGammaLikelihood(figures, 0)(place, new Float64Array(3));
  const fit = describeFit(found, { logLikelihood, customers, distinct: figures.weights.length });
  return new GammaGammaResult({ p, q, v: v * unit }, fit);
}

/** Mean log-likelihood by the logarithms of p, q, v, less a penalty on their squares. */
function gammaGammaLikelihood(
  { frequency, monetary, weights }: Figures<"frequency" | "monetary">,
  penalty: number,
): Objective {
  const customers = sum(weights);
  return (place, gradient) => {
    const [p, q, v] = Array.from(place, exp) as [number, number, number];
    const [logGammaQ, digammaQ, logV] = [logGamma(q), digamma(q), log(v)];
    let value = 0;
    const by = { p: 0, q: 0, v: 0 };
    for (let i = 0; i < frequency.length; i++) {
      const [x, worth, weight] = [frequency[i]!, monetary[i]!, weights[i]!];
      const shape = p * x;
      const spent = x * worth;
      const logSpent = log(spent);
      const logBoth = log(spent + v);
      const both = digamma(shape + q);
      value +=
        weight *
        (logGamma(shape + q) -
          logGamma(shape) -
          logGammaQ +
          q * logV +
          shape * logSpent -
          log(worth) -
          (shape + q) * logBoth);
      by.p += weight * x * (both - digamma(shape) + logSpent - logBoth);
      by.q += weight * (both - digammaQ + logV - logBoth);
      by.v += weight * (q / v - (shape + q) / (spent + v));
    }
    gradient.set([by.p * p, by.q * q, by.v * v].map((slope) => slope / customers));
    for (const [i, of] of [p, q, v].entries()) gradient[i]! -= 2 * penalty * of * of;
    return value / customers - penalty * (p * p + q * q + v * v);
  };
}
