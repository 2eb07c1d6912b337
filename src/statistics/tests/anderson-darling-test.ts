import {
  exp,
  integer,
  log,
  oneOf,
  randomStream,
  readOptions,
  type Schema,
  verbatim,
  wrongType,
  wrongValue,
} from "../../core/internal";
import { type PooledValues, pooledValues } from "./pooled";
import { toValues, type Values } from "./sample";

/** Options of {@link andersonDarlingTest}. */
export interface AndersonDarlingTestOptions {
  /**
   * One of: "table", p interpolated in the table of Scholz & Stephens and kept in [0.001, 0.25]; "permutation", the share of
   * random ways to deal the values out that give as large a statistic.
   * @default "table"
   */
  method?: "table" | "permutation" | undefined;
  /** Random ways to deal the values out. @default 9999 */
  permutations?: number | undefined;
  /** Of the random numbers. @default 1 */
  seed?: number | undefined;
}

/** Result of {@link andersonDarlingTest}. */
export interface AndersonDarlingTest {
  /** Standardized: mean 0 and standard deviation 1 where nothing differs. */
  readonly statistic: number;
  readonly p: number;
  /** Whether p is an end of the table: 0.001 stands for less, 0.25 for more. */
  readonly atEndOfTable: boolean;
}

const ANDERSON_DARLING_TEST_OPTIONS = {
  method: oneOf<"table" | "permutation", "table">(["table", "permutation"], "table"),
  permutations: integer({ min: 99, max: 1_000_000 }, 9999),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<AndersonDarlingTestOptions>;

/**
 * Whether two or more samples come from one distribution; more sensitive than {@link twoSampleKolmogorovSmirnovTest} to what
 * happens far out (Scholz & Stephens 1987, "K-sample Anderson-Darling tests", eq. 7: ties at their middle).
 *
 * @param samples two or more arrays of values, one a user.
 * @param options how p is found, and the seed of the permutations.
 * @returns the statistic and p.
 * @throws RangeError when there are fewer than two samples, one is empty, there are fewer than four values, or all are equal.
 * @example
 * const first = [38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0];
 * const second = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
 * andersonDarlingTest([first, second]).p.toFixed(4); // "0.0635"
 */
export function andersonDarlingTest(
  samples: readonly Values[],
  options: AndersonDarlingTestOptions = {},
): AndersonDarlingTest {
  if (!Array.isArray(samples)) {
    throw wrongType("samples", "an array of arrays of numbers", samples);
  }
  const read = Array.from(samples, (sample, i) => toValues(`samples[${i}]`, sample));
  const { method, permutations, seed } = readOptions(options, ANDERSON_DARLING_TEST_OPTIONS);
  if (read.length < 2) throw wrongValue("samples", "at least 2 samples", read.length);
  const pooled = pooledValues(read);
  if (pooled.n < 4) throw wrongValue("samples", "at least 4 values in all", pooled.n);
  if (pooled.ties.length < 2) throw wrongValue("samples", "values that differ", verbatim("equal ones"));
  const sizes = read.map((sample) => sample.length);
  const statistic = (distance(pooled.counts, pooled, sizes) - (sizes.length - 1)) / deviation(sizes, pooled.n);
  if (method === "permutation") {
    return { statistic, p: permutedP(pooled, sizes, permutations, seed), atEndOfTable: false };
  }
  const p = tabulatedP(statistic, sizes.length - 1);
  return { statistic, p: Math.min(MOST, Math.max(LEAST, p)), atEndOfTable: p > MOST || p < LEAST };
}

const LEAST = 0.001;
const MOST = 0.25;

/** The statistic before it is standardized. */
function distance(counts: readonly Float64Array[], { n, ties }: PooledValues, sizes: readonly number[]): number {
  let total = 0;
  for (const [sample, own] of counts.entries()) {
    let before = 0;
    let ownBefore = 0;
    let sum = 0;
    for (let place = 0; place < ties.length; place++) {
      const tied = ties[place]!;
      const all = before + tied / 2;
      const apart = n * (ownBefore + own[place]! / 2) - sizes[sample]! * all;
      sum += (tied / n) * ((apart * apart) / (all * (n - all) - (n * tied) / 4));
      before += tied;
      ownBefore += own[place]!;
    }
    total += sum / sizes[sample]!;
  }
  return (total * (n - 1)) / n;
}

/** Standard deviation of the distance where nothing differs (eq. 4). */
function deviation(sizes: readonly number[], n: number): number {
  const k = sizes.length;
  let inverses = 0;
  for (const size of sizes) inverses += 1 / size;
  let h = 0;
  let g = 0;
  let later = 0; // sum of 1 / j of j from i + 1 to n - 1
  for (let i = n - 1; i >= 1; i--) {
    g += later / (n - i);
    later += 1 / i;
    h += 1 / i;
  }
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverses;
  const b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverses + 4 * h;
  const d = (2 * h + 6) * k * k - 4 * h * k;
  return Math.sqrt((((a * n + b) * n + c) * n + d) / ((n - 1) * (n - 2) * (n - 3)));
}

/** ln p as a parabola through the table (their table 1), fitted by least squares. */
function tabulatedP(statistic: number, m: number): number {
  const critical = TABLE.map(([, b0, b1, b2]) => b0 + b1 / Math.sqrt(m) + b2 / m);
  const [c0, c1, c2] = parabola(
    critical,
    TABLE.map(([p]) => log(p)),
  );
  const last = critical.at(-1)!;
  if (statistic > last) return 0;
  return statistic < critical[0]! ? 1 : exp(c0 + statistic * (c1 + statistic * c2));
}

/** p, and the coefficients of its critical value by the number of samples less one. */
const TABLE = [
  [0.25, 0.675, -0.245, -0.105],
  [0.1, 1.281, 0.25, -0.305],
  [0.05, 1.645, 0.678, -0.362],
  [0.025, 1.96, 1.149, -0.391],
  [0.01, 2.326, 1.822, -0.396],
  [0.005, 2.573, 2.364, -0.345],
  [0.001, 3.085, 3.615, -0.154],
] as const;

/** Coefficients of the parabola nearest to points, by the normal equations. */
function parabola(xs: readonly number[], ys: readonly number[]): [number, number, number] {
  const power = (p: number, weights: readonly number[]) => {
    let sum = 0;
    for (const [i, x] of xs.entries()) {
      let term = weights[i]!;
      for (let j = 0; j < p; j++) term *= x;
      sum += term;
    }
    return sum;
  };
  const ones = xs.map(() => 1);
  const s = [0, 1, 2, 3, 4].map((p) => power(p, ones)) as [number, number, number, number, number];
  const t = [0, 1, 2].map((p) => power(p, ys)) as [number, number, number];
  const columns = [0, 1, 2].map((j) => [s[j]!, s[j + 1]!, s[j + 2]!] as const);
  const whole = determinant(columns);
  return [0, 1, 2].map((j) => determinant(columns.map((column, i) => (i === j ? t : column))) / whole) as [
    number,
    number,
    number,
  ];
}

function determinant([a, b, c]: readonly (readonly [number, number, number])[]): number {
  return (
    a![0] * (b![1] * c![2] - b![2] * c![1]) -
    b![0] * (a![1] * c![2] - a![2] * c![1]) +
    c![0] * (a![1] * b![2] - a![2] * b![1])
  );
}

function permutedP(pooled: PooledValues, sizes: readonly number[], permutations: number, seed: number): number {
  const stream = randomStream(seed, "statistics/anderson-darling");
  const seen = distance(pooled.counts, pooled, sizes);
  const places = new Int32Array(pooled.n);
  let at = 0;
  for (const [place, count] of pooled.ties.entries()) for (let j = 0; j < count; j++) places[at++] = place;
  let asLarge = 0;
  for (let item = 0; item < permutations; item++) {
    const counts = sizes.map(() => new Float64Array(pooled.ties.length));
    const left = [...sizes];
    for (const [i, place] of places.entries()) {
      let turn = stream.integer(pooled.n - i, item, i);
      let sample = 0;
      while (turn >= left[sample]!) turn -= left[sample++]!;
      left[sample]! -= 1;
      counts[sample]![place]! += 1;
    }
    if (distance(counts, pooled, sizes) >= seen * (1 - 1e-12)) asLarge += 1;
  }
  return (1 + asLarge) / (1 + permutations);
}
