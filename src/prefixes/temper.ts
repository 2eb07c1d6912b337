import { log, type Steps } from "../core/internal";
import { normalizeLogs, toShares } from "./logits";

/** Beginnings of one length, of users who were not counted. */
export interface Look {
  readonly labels: number[];
  readonly weights: number[];
  /** For each beginning, ln of what each class says of it. */
  readonly likelihoods: Float64Array[];
  /** ln of the shares of classes, as counted without it. */
  readonly priors: Float64Array[];
  /** ln of what a regression says, learnt without it, of the first of them: there may be fewer, or none. */
  readonly regressions: Float64Array[];
}

/** A look at nothing. */
export function emptyLook(): Look {
  return { labels: [], weights: [], likelihoods: [], priors: [], regressions: [] };
}

/** How beginnings of one length are read. */
export interface Temper {
  /** The power to which likelihoods are raised: below 1 where actions repeat what others have said. */
  readonly likelihood: number;
  /** Share of the regression in the logarithm, and the power of the whole, 1 where there is none. */
  readonly regression: number;
  readonly whole: number;
  /** Share of what is said that goes by the shares of classes alone: so many users cannot show that anything is surer. */
  readonly doubt: number;
}

/** In the order in which they are kept. */
export const TEMPER_FIELDS = ["likelihood", "regression", "whole", "doubt"] as const;

/** Tempers as plain numbers, one after the other. */
export function packTempers(tempers: readonly Temper[]): Float64Array {
  return Float64Array.from(tempers.flatMap((temper) => TEMPER_FIELDS.map((field) => temper[field])));
}

export function unpackTempers(numbers: Float64Array): Temper[] {
  const fields = TEMPER_FIELDS.length;
  return Array.from({ length: numbers.length / fields }, (_, look): Temper => {
    const [likelihood, regression, whole, doubt] = numbers.subarray(look * fields, (look + 1) * fields);
    return { likelihood: likelihood!, regression: regression!, whole: whole!, doubt: doubt! };
  });
}

/** As they come. */
export const PLAIN: Temper = { likelihood: 1, regression: 0, whole: 1, doubt: 0 };
/** Users that a temper is fitted to, at least. */
const LEAST = 20;
/** Of the loss, what a regression must save to be pooled in. */
const WORTH = 0.005;
const SHARES = [0.25, 0.5, 0.75, 1];
const [SMALLEST, LARGEST] = [0.02, 1.5];

/** The tempers of smallest log-loss; a look at few users takes that of the look before. */
export function* fitTempers(looks: readonly Look[]): Steps<Temper[]> {
  const tempers: Temper[] = [];
  for (const look of looks) {
    const users = look.weights.reduce((sum, weight) => sum + weight, 0);
    if (users < LEAST) tempers.push(tempers.at(-1) ?? PLAIN);
    else tempers.push({ ...(yield* fitTemper(look)), doubt: 1 / (users + 2) });
  }
  return tempers;
}

function* fitTemper({ labels, weights, likelihoods, priors, regressions }: Look): Steps<Temper> {
  const targets = { labels, weights };
  const { power: likelihood } = yield* bestPower({ ...targets, fixed: priors, raised: likelihoods });
  if (regressions.length === 0) return { ...PLAIN, likelihood };
  const laws = likelihoods.slice(0, regressions.length).map((logs, i) => {
    const law = logs.map((value, c) => priors[i]![c]! + likelihood * value);
    normalizeLogs(law);
    return law;
  });
  const nothing = new Float64Array(priors[0]?.length ?? 0);
  let best: Temper = { ...PLAIN, likelihood };
  let least = lossAt({ ...targets, fixed: laws.map(() => nothing), raised: laws }, 1).loss * (1 - WORTH);
  for (const share of SHARES) {
    const raised = laws.map((law, i) => law.map((value, c) => share * regressions[i]![c]! + (1 - share) * value));
    const found = yield* bestPower({ ...targets, fixed: raised.map(() => nothing), raised });
    if (found.loss >= least) continue;
    least = found.loss;
    best = { ...PLAIN, likelihood, regression: share, whole: found.power };
  }
  return best;
}

interface Powers {
  readonly labels: readonly number[];
  readonly weights: readonly number[];
  /** Scores are `fixed + power * raised`. */
  readonly fixed: readonly Float64Array[];
  readonly raised: readonly Float64Array[];
}

/** The power of smallest log-loss, which is convex in it: Newton's method within bounds. */
function* bestPower(task: Powers): Steps<{ readonly power: number; readonly loss: number }> {
  let power = 1;
  let { loss, slope, curvature } = lossAt(task, power);
  for (let step = 0; step < STEPS; step++) {
    if (curvature <= 0) break;
    yield 0;
    let next = Math.min(LARGEST, Math.max(SMALLEST, power - slope / curvature));
    let found = lossAt(task, next);
    for (let halving = 0; halving < HALVINGS && found.loss > loss; halving++) {
      next = (power + next) / 2;
      found = lossAt(task, next);
    }
    if (found.loss > loss || Math.abs(next - power) < 1e-4) break;
    power = next;
    ({ loss, slope, curvature } = found);
  }
  return { power, loss };
}

const STEPS = 8;
const HALVINGS = 4;

function lossAt({ labels, weights, fixed, raised }: Powers, power: number) {
  const shares = new Float64Array(raised[0]?.length ?? 0);
  let [loss, slope, curvature, users] = [0, 0, 0, 0];
  for (const [i, logs] of raised.entries()) {
    const prior = fixed[i]!;
    for (let c = 0; c < shares.length; c++) shares[c] = prior[c]! + power * logs[c]!;
    toShares(shares);
    let [mean, square] = [0, 0];
    for (let c = 0; c < shares.length; c++) {
      mean += shares[c]! * logs[c]!;
      square += shares[c]! * logs[c]! * logs[c]!;
    }
    const weight = weights[i]!;
    const label = labels[i]!;
    loss -= weight * log(Math.max(shares[label]!, Number.MIN_VALUE));
    slope += weight * (mean - logs[label]!);
    curvature += weight * (square - mean * mean);
    users += weight;
  }
  return { loss: loss / users, slope: slope / users, curvature: curvature / users };
}
