import { normalTails } from "../../statistics/internal";

/** One class of inputs: how many there are, are members, show the pattern, are members that show it. */
export interface Stratum {
  readonly inputs: number;
  readonly members: number;
  readonly showing: number;
  readonly both: number;
}

/** Standard deviations up to which the sum's distribution is computed; above it is normal enough. */
const WIDEST = 6;

/**
 * How probable it is that at least this many members show a pattern, had membership been drawn at random within each class: the
 * conditional test of independence over strata (Mantel & Haenszel 1959; Agresti 2013, 7.3.5), one-sided. In each class
 * the count is hypergeometric, so the sum's distribution is theirs convolved; where its standard deviation exceeds six,
 * the normal one with continuity correction stands for it.
 *
 * @returns p in (0, 1]: never too small, but for rounding; 1 when the classes leave nothing to chance.
 */
export function conditionalTest(strata: readonly Stratum[]): number {
  let observed = 0;
  let mean = 0;
  let variance = 0;
  for (const { inputs, members, showing, both } of strata) {
    observed += both;
    if (inputs < 2) {
      mean += both;
      continue;
    }
    mean += (members * showing) / inputs;
    variance += (((members / inputs) * showing * (inputs - members)) / inputs) * ((inputs - showing) / (inputs - 1));
  }
  if (variance === 0) return 1;
  const deviation = Math.sqrt(variance);
  if (deviation > WIDEST) return Math.max(LEAST, normalTails((observed - 0.5 - mean) / deviation).upper);
  return Math.min(1, Math.max(LEAST, exactTail(strata, observed)));
}

/** Stands for values too small to represent. */
const LEAST = 1e-300;

function exactTail(strata: readonly Stratum[], observed: number): number {
  let sum: Counts = { least: 0, probabilities: Float64Array.of(1) };
  for (const stratum of strata) sum = convolve(sum, hypergeometric(stratum));
  let tail = 0;
  for (let i = sum.probabilities.length - 1; i >= Math.max(0, observed - sum.least); i--) tail += sum.probabilities[i]!;
  return tail;
}

/** Probabilities of the counts from `least` on. */
interface Counts {
  readonly least: number;
  readonly probabilities: Float64Array;
}

/** Relative to the most probable count; what is less is left out. */
const NEGLIGIBLE = 1e-40;

/** By the ratio of neighbors, from the most probable count to both sides. */
function hypergeometric({ inputs, members, showing }: Stratum): Counts {
  const low = Math.max(0, members + showing - inputs);
  const high = Math.min(members, showing);
  const ratio = (x: number) => ((showing - x) * (members - x)) / ((x + 1) * (inputs - members - showing + x + 1));
  const mode = Math.min(high, Math.max(low, Math.floor(((members + 1) * (showing + 1)) / (inputs + 2))));
  const above: number[] = [];
  for (let x = mode, p = 1; x < high && p > NEGLIGIBLE; x++) {
    p *= ratio(x);
    above.push(p);
  }
  const below: number[] = [];
  for (let x = mode - 1, p = 1; x >= low && p > NEGLIGIBLE; x--) {
    p /= ratio(x);
    below.push(p);
  }
  const probabilities = Float64Array.from([...below.reverse(), 1, ...above]);
  let total = 0;
  for (const p of probabilities) total += p;
  return { least: mode - below.length, probabilities: probabilities.map((p) => p / total) };
}

function convolve(a: Counts, b: Counts): Counts {
  const probabilities = new Float64Array(a.probabilities.length + b.probabilities.length - 1);
  for (let i = 0; i < a.probabilities.length; i++) {
    for (let j = 0; j < b.probabilities.length; j++) {
      probabilities[i + j]! += a.probabilities[i]! * b.probabilities[j]!;
    }
  }
  return { least: a.least + b.least, probabilities };
}
