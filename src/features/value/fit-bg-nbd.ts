import {
  exp,
  integer,
  log,
  number,
  readOptions,
  type Schema,
  sum,
  unitsText,
  verbatim,
  wrongValue,
} from "../../core/internal";
import { bgNbdLikelihood } from "./bg-nbd-likelihood";
import { BgNbdModel, type BgNbdParameters } from "./bg-nbd-model";
import { groupHistories, type PurchaseHistories, readHistories } from "./histories";
import { type Maximum, maximize } from "./maximize";

/** Options of {@link fitBgNbd} and {@link fitGammaGamma}. */
export interface CustomerValueOptions {
  /** Weight of the sum of squared parameters that is taken off the mean log-likelihood. @default 0 */
  penalty?: number | undefined;
  /** Steps at most. @default 500 */
  maxIterations?: number | undefined;
}

/** The fields of {@link CustomerValueOptions}. */
export const CUSTOMER_VALUE_OPTIONS = {
  penalty: number({ min: 0 }, 0),
  maxIterations: integer({ min: 1 }, 500),
} satisfies Schema<CustomerValueOptions>;

/** How a fit went. */
export interface FitOfValue {
  readonly logLikelihood: number;
  /** Whether a maximum was found: no derivative of the mean log-likelihood is above 1e-7. */
  readonly converged: boolean;
  readonly iterations: number;
  /** The largest of these derivatives. */
  readonly slope: number;
  /** Customers fitted to, and distinct histories among them. */
  readonly customers: number;
  readonly distinct: number;
  /** What else the reader should know, in words: that the fit did not converge, and why that may be. */
  readonly notes: readonly string[];
}

/** A fitted {@link BgNbdModel}, and how the fit went. */
export class BgNbdResult extends BgNbdModel implements FitOfValue {
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly slope: number;
  readonly customers: number;
  readonly distinct: number;
  readonly notes: readonly string[];

  /** Use {@link fitBgNbd}. */
  constructor(parameters: BgNbdParameters, fit: FitOfValue) {
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

/** The slope of the mean log-likelihood below which a fit has converged. */
export const TOLERANCE = 1e-7;

/**
 * Fits how often customers buy, and when they leave for good (BG/NBD; Fader, Hardie and Lee 2005), by maximum likelihood.
 * Equal histories are one weighted point.
 *
 * @param histories of customers, in one unit of time.
 * @param options penalty, and steps at most.
 * @returns the model; `converged` says whether a maximum was found.
 * @throws RangeError when no customer bought again, or figures contradict each other.
 * @example
 * const few = { frequency: [0, 2, 1, 5], recency: [0, 30, 12, 35], age: [39, 39, 30, 38], weights: [60, 20, 30, 10] };
 * fitBgNbd(few).converged; // true
 */
export function fitBgNbd(histories: PurchaseHistories, options: CustomerValueOptions = {}): BgNbdResult {
  const { penalty, maxIterations } = readOptions(options, CUSTOMER_VALUE_OPTIONS);
  const figures = groupHistories(readHistories(histories), ["frequency", "recency", "age"]);
  if (!figures.frequency.some((times) => times > 0)) {
    throw wrongValue("frequency", "a customer who bought again", verbatim("none"));
  }
  const customers = sum(figures.weights);
  const unit = sum(figures.age.map((age, i) => (age * figures.weights[i]!) / customers));
  const scaled = { ...figures, recency: figures.recency.map((t) => t / unit), age: figures.age.map((t) => t / unit) };
  const found = maximize(bgNbdLikelihood(scaled, penalty), [0, 0, 0, 0], { tolerance: TOLERANCE, maxIterations });
  const [r, alpha, a, b] = Array.from(found.place, exp) as [number, number, number, number];
  const parameters = { r, alpha: alpha * unit, a, b };
  const place = Float64Array.of(...Array.from([r, alpha * unit, a, b], log));
  const logLikelihood = customers * bgNbdLikelihood(figures, 0)(place, new Float64Array(4));
  return new BgNbdResult(
    parameters,
    describeFit(found, { logLikelihood, customers, distinct: figures.weights.length }),
  );
}

/** How a fit went, with words where it did not converge. */
export function describeFit(
  { converged, iterations, slope }: Maximum,
  figures: Pick<FitOfValue, "logLikelihood" | "customers" | "distinct">,
): FitOfValue {
  const notes = converged
    ? []
    : [
        `no maximum was found in ${unitsText(iterations, "step")} (slope ${slope.toExponential(1)}): the figures of ` +
          `${unitsText(figures.customers, "customer")} may fit several models alike; try "penalty", such as 0.001`,
      ];
  return { ...figures, converged, iterations, slope, notes };
}
