import { log } from "../../core/internal";

/** Figures of one path of actions, given as numbers. */
export interface PathFigures {
  /** Actions. */
  readonly length: number;
  /** Different actions. */
  readonly distinct: number;
  /** Entropy of how often each occurs, as a share of the highest that the alphabet allows (TraMineR's seqient). */
  readonly entropy: number;
  /** TraMineR's seqST: from how many subsequences there are of the runs, and how much the lengths of runs differ. */
  readonly turbulence: number;
  /** TraMineR's seqici: the root of transitions per possible one, times the entropy. */
  readonly complexity: number;
}

/**
 * Length, distinct actions, entropy, turbulence (Elzinga and Liefbroer 2007) and complexity (Gabadinho, Ritschard, Studer and
 * Muller 2010), as TraMineR defines them.
 *
 * @param alphabet number of actions that there are at all.
 */
export function pathFigures(tokens: ArrayLike<number>, alphabet: number): PathFigures {
  const length = tokens.length;
  const counts = new Map<number, number>();
  for (let i = 0; i < length; i++) counts.set(tokens[i]!, (counts.get(tokens[i]!) ?? 0) + 1);
  const runs = runsOf(tokens);
  const entropy = entropyOf(
    [...counts.values()].sort((a, b) => a - b),
    length,
    alphabet,
  );
  const transitions = Math.max(0, runs.length - 1);
  return {
    length,
    distinct: counts.size,
    entropy,
    turbulence: length === 0 ? 0 : turbulenceOf(runs),
    complexity: length < 2 ? 0 : Math.sqrt((transitions / (length - 1)) * entropy),
  };
}

interface Run {
  readonly token: number;
  readonly length: number;
}

/** Equal actions in a row, as one. */
function runsOf(tokens: ArrayLike<number>): Run[] {
  const runs: { token: number; length: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const last = runs.at(-1);
    if (last !== undefined && last.token === tokens[i]) last.length += 1;
    else runs.push({ token: tokens[i]!, length: 1 });
  }
  return runs;
}

function entropyOf(counts: readonly number[], length: number, alphabet: number): number {
  if (alphabet < 2 || length === 0) return 0;
  let entropy = 0;
  for (const count of counts) entropy -= (count / length) * log(count / length);
  return entropy / log(alphabet);
}

/** log2 of the number of subsequences, times the highest variance of runs over their own. */
function turbulenceOf(runs: readonly Run[]): number {
  const n = runs.length;
  const mean = runs.reduce((sum, run) => sum + run.length, 0) / n;
  let variance = 0;
  for (const run of runs) variance += ((run.length - mean) * (run.length - mean)) / n;
  const highest = (n - 1) * (1 - mean) * (1 - mean);
  return log2Subsequences(runs) + log((highest + 1) / (variance + 1)) / Math.LN2;
}

/** Where numbers are brought down before they overflow. */
const LARGE = 2 ** 900;

/** log2 of the number of distinct subsequences, the empty one counted. */
function log2Subsequences(runs: readonly Run[]): number {
  let total = 1;
  let exponent = 0;
  /** For each action, how many there were before it occurred last. */
  const before = new Map<number, number>();
  for (const { token } of runs) {
    const next = 2 * total - (before.get(token) ?? 0);
    before.set(token, total);
    total = next;
    if (total < LARGE) continue;
    total /= LARGE;
    exponent += 900;
    for (const [action, count] of before) before.set(action, count / LARGE);
  }
  return exponent + log(total) / Math.LN2;
}
