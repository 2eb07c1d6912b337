import { exp, log, type Steps } from "../core/internal";
import { normalizeLogs, toShares } from "./logits";
import { LOOKS, valueAt } from "./looks";
import { type PathPlace, type PathReader, type PrefixCounts, pathReader } from "./path-reader";
import { PrefixFeatures } from "./prefix-features";
import type { Temper } from "./temper";

/** A regression by the keys of its features. */
export interface Regression {
  /** Ascending. */
  readonly keys: Float64Array;
  /** For each feature a weight of each class. */
  readonly weights: Float32Array;
}

/** Beginnings longer than this are read by a regression as if they ended here. */
const REGRESSION_ACTIONS = 20;

/** What beginnings are read by. */
export interface BeginningLaws {
  readonly counts: PrefixCounts;
  /** Users of each class. */
  readonly users: Float64Array;
  /** Of each look. */
  readonly tempers: readonly Temper[];
  readonly regression: Regression | undefined;
}

/** How far a beginning was read. */
export interface BeginningPlace extends PathPlace {
  /** The first actions, as a regression reads them. */
  readonly first: Uint32Array;
}

/** ln of the share of each class, with one user more in each. */
export function logShares(users: Float64Array): Float64Array {
  const all = users.reduce((sum, count) => sum + count, 0);
  return users.map((count) => log((count + 1) / (all + users.length)));
}

/**
 * Reads a path action by action and gives after each how probable it makes every class:
 *
 *     ln P = s (w ln R + (1 - w) ln T),   ln T = ln share + t L   (both normalized)
 *
 * L what the prefix tree says, R what the regression says; t, w and s by the number of actions. A small part d goes by the
 * shares alone: (1 - d) P + d share.
 */
export class BeginningReader {
  readonly path: PathReader;
  readonly #classes: number;
  readonly #known: number;
  readonly #priors: Float64Array;
  readonly #shares: Float64Array;
  readonly #tempers: { readonly [K in keyof Temper]: Float64Array };
  readonly #features: PrefixFeatures | undefined;
  /** What the regression says, and the same normalized, where nothing was read since. */
  readonly #scores: Float64Array;
  readonly #regression: Float64Array;
  #isNormalized = false;
  readonly #law: Float64Array;
  readonly #first = new Uint32Array(REGRESSION_ACTIONS);

  /** Use {@link beginningReader}. */
  constructor(path: PathReader, { counts, users, tempers, regression }: BeginningLaws) {
    this.path = path;
    this.#classes = counts.classes;
    this.#known = counts.actions;
    this.#priors = logShares(users);
    this.#shares = this.#priors.map(exp);
    const column = (of: keyof Temper) => Float64Array.from(LOOKS, (_, look) => tempers[look]![of]);
    this.#tempers = {
      likelihood: column("likelihood"),
      regression: column("regression"),
      whole: column("whole"),
      doubt: column("doubt"),
    };
    this.#scores = new Float64Array(counts.classes);
    this.#regression = new Float64Array(counts.classes);
    this.#law = new Float64Array(counts.classes);
    this.#features = regression && this.#featuresOf(regression);
  }

  restart(): void {
    this.path.restart();
    this.#features?.restart();
    this.#scores.fill(0);
    this.#isNormalized = false;
  }

  read(action: number): void {
    if (this.path.actions < REGRESSION_ACTIONS) this.#readFirst(this.path.actions, Math.min(action, this.#known));
    this.path.read(action);
  }

  /** Where it stands. */
  place(): BeginningPlace {
    return { ...this.path.place(), first: this.#first.slice(0, this.path.actions) };
  }

  /** Goes to where it stood. */
  resume(place: BeginningPlace): void {
    this.restart();
    for (const [at, action] of place.first.entries()) this.#readFirst(at, action);
    this.path.resume(place);
  }

  #readFirst(at: number, action: number): void {
    this.#first[at] = action;
    this.#features?.read(action);
    this.#isNormalized = false;
  }

  /** ln of what the regression says, before any tempering. */
  regressionLogs(): Float64Array {
    return this.#normalizedScores().slice();
  }

  #normalizedScores(): Float64Array {
    if (this.#isNormalized) return this.#regression;
    this.#regression.set(this.#scores);
    normalizeLogs(this.#regression);
    this.#isNormalized = true;
    return this.#regression;
  }

  /** Shares of classes that sum to 1, into `shares`. */
  probabilities(shares: Float64Array): void {
    const { actions, logs } = this.path;
    const likelihood = actions === 0 ? 0 : valueAt(this.#tempers.likelihood, actions);
    const law = this.#law;
    for (let c = 0; c < this.#classes; c++) law[c] = this.#priors[c]! + likelihood * logs[c]!;
    const share = this.#features && actions > 0 ? valueAt(this.#tempers.regression, actions) : 0;
    if (share === 0) shares.set(law);
    else {
      normalizeLogs(law);
      const regression = this.#normalizedScores();
      const whole = valueAt(this.#tempers.whole, actions);
      for (let c = 0; c < this.#classes; c++) shares[c] = whole * (share * regression[c]! + (1 - share) * law[c]!);
    }
    toShares(shares);
    const doubt = actions === 0 ? 0 : valueAt(this.#tempers.doubt, actions);
    for (let c = 0; c < this.#classes; c++) shares[c] = (1 - doubt) * shares[c]! + doubt * this.#shares[c]!;
  }

  #featuresOf({ keys, weights }: Regression): PrefixFeatures {
    const classes = this.#classes;
    const numbers = new Map(Array.from(keys, (key, number) => [key, number]));
    const scores = this.#scores;
    return new PrefixFeatures(this.#known, (key, change) => {
      const number = numbers.get(key);
      if (number === undefined) return;
      for (let c = 0; c < classes; c++) scores[c]! += change * weights[number * classes + c]!;
    });
  }
}

/** What reads beginnings by these laws. */
export function* beginningReader(laws: BeginningLaws): Steps<BeginningReader> {
  return new BeginningReader(yield* pathReader(laws.counts), laws);
}
