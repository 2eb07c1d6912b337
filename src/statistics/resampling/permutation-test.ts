import {
  checkpoint,
  describeValue,
  func,
  integer,
  randomKeys,
  readOptions,
  type Schema,
  verbatim,
  wrongType,
  wrongValue,
} from "../../core/internal";
import { KernelMemory, permutedSums, permutedSumsLength } from "../../kernels";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { ALTERNATIVE, type AlternativeHypothesis } from "../tests/alternative";
import { meanOf, toValues, type Values } from "../tests/sample";

/** Options of {@link permutationTest}. */
export interface PermutationTestOptions extends RunOptions {
  /**
   * Figure of the means of each column in the two groups, such as the difference of two ratios of sums:
   * `([clicks, views], [otherClicks, otherViews]) => clicks / views - otherClicks / otherViews`.
   * @default mean of the first less that of the second; there is one column then
   */
  statistic?: ((first: readonly number[], second: readonly number[]) => number) | undefined;
  /** "two-sided" compares the figure's distance from 0. @default "two-sided" */
  alternative?: AlternativeHypothesis | undefined;
  /** Random ways to deal the users out. @default 9999 */
  permutations?: number | undefined;
  /** Of the random numbers. @default 1 */
  seed?: number | undefined;
}

/** Result of {@link permutationTest}. */
export interface PermutationTest {
  /** The figure of the groups as they are. */
  readonly statistic: number;
  /** (1 + permutations at least as extreme) / (1 + permutations): never 0. */
  readonly p: number;
}

const PERMUTATION_TEST_OPTIONS = {
  ...RUN_OPTIONS,
  statistic: func<(first: readonly number[], second: readonly number[]) => number>("a function of two rows of means"),
  alternative: ALTERNATIVE,
  permutations: integer({ min: 99, max: 10_000_000 }, 9999),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<PermutationTestOptions>;

/**
 * Whether two groups of users differ, by dealing the users out to the groups anew (Fisher 1935; p as in Phipson & Smyth 2010,
 * "Permutation p-values should never be zero"). All of a user goes to one group, so what he did may depend on itself.
 *
 * @param first one number a user, or one row of numbers a user.
 * @param second likewise.
 * @param options the statistic, the alternative, permutations, seed, workers, progress and abort.
 * @returns the figure and p; the same for a seed, whatever the number of workers.
 * @throws TypeError when rows differ in length, or have several columns and there is no `statistic`.
 * @throws RangeError when a group is empty, a number is not finite, or the figure is not.
 * @example
 * const { statistic, p } = await permutationTest([5, 7, 6, 9, 8], [1, 2, 4, 3, 3], { permutations: 999 });
 * statistic.toFixed(1); // "4.4"
 * p < 0.02; // true
 */
export async function permutationTest(
  first: Values | readonly (readonly number[])[],
  second: Values | readonly (readonly number[])[],
  options: PermutationTestOptions = {},
): Promise<PermutationTest> {
  const givenFirst = toColumns("first", first);
  const givenSecond = toColumns("second", second, givenFirst.cols);
  const { statistic, alternative, permutations, seed, ...run } = readOptions(options, PERMUTATION_TEST_OPTIONS);
  if (givenFirst.cols > 1 && statistic === undefined) {
    throw wrongType(
      "statistic",
      `a function of two rows of means for ${givenFirst.cols} columns`,
      verbatim("undefined"),
    );
  }
  const [a, b] = statistic ? [givenFirst, givenSecond] : centered(givenFirst, givenSecond);
  const figure = finiteFigure(statistic ?? ((means, others) => means[0]! - others[0]!));
  const all = { cols: a.cols, data: joined(a.data, b.data), rows: a.rows + b.rows };
  const totals = sumsOf(all);
  const ofGroups = (sums: readonly number[]) =>
    figure(
      sums.map((sum) => sum / a.rows),
      sums.map((sum, c) => (totals[c]! - sum) / b.rows),
    );
  const observed = ofGroups(sumsOf(a));
  const isExtreme = extremes(alternative, observed);
  const at = checkpoint("permutations", run);
  let extreme = 0;
  await withPool(run.workers, async (pool) => {
    using memory = KernelMemory.acquire();
    const values = memory.float64(all.data.length);
    values.set(all.data);
    const sums = memory.float64(permutedSumsLength(permutations, all.cols));
    const keys = randomKeys(seed, "statistics/permutations");
    const block = 4 * Math.max(1, Math.round(BLOCK / all.rows));
    const calls = Array.from({ length: Math.ceil(permutations / block) }, (_, i) => {
      const range = [i * block, Math.min(permutations, (i + 1) * block)] as const;
      return permutedSums({ values, rows: all.rows, cols: all.cols, size: a.rows }, keys, range, sums);
    });
    await pool.run(memory, calls, at);
    const own = new Array<number>(all.cols);
    for (let p = 0; p < permutations; p++) {
      for (let c = 0; c < all.cols; c++) own[c] = sums[((p >> 2) * all.cols + c) * 4 + (p & 3)]!;
      if (isExtreme(ofGroups(own))) extreme += 1;
    }
  });
  return { statistic: observed, p: (1 + extreme) / (1 + permutations) };
}

/** Rows that a call draws for about 2 ms. */
const BLOCK = 100_000;

/** Sums in another order differ in their last digits: as extreme is what comes that near. */
const ROUNDING = 1e-10;

function extremes(alternative: AlternativeHypothesis, observed: number): (value: number) => boolean {
  const near = Math.abs(observed) * ROUNDING;
  if (alternative === "greater") return (value) => value >= observed - near;
  if (alternative === "less") return (value) => value <= observed + near;
  return (value) => Math.abs(value) >= Math.abs(observed) - near;
}

interface Columns {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

function toColumns(name: string, group: Values | readonly (readonly number[])[], cols?: number): Columns {
  if (!Array.isArray(group) || !Array.isArray(group[0])) {
    const data = toValues(name, group as Values);
    if (cols !== undefined && cols !== 1) throw wrongType(name, `rows of ${cols} numbers`, verbatim("numbers"));
    return { data, rows: data.length, cols: 1 };
  }
  const width = cols ?? Math.max(1, group[0].length);
  const data = new Float64Array(group.length * width);
  for (const [i, row] of group.entries()) {
    if (!Array.isArray(row) || row.length !== width) {
      const got = Array.isArray(row) ? `${row.length} numbers` : describeValue(row);
      throw wrongType(name, `rows of ${width} numbers`, verbatim(`${got} in row ${i}`));
    }
    data.set(toValues(`${name}[${i}]`, row), i * width);
  }
  return { data, rows: group.length, cols: width };
}

/** About the mean of both: a difference of means stays the same, and sums far from 0 lose no digits. */
function centered(a: Columns, b: Columns): [Columns, Columns] {
  const mean = meanOf(joined(a.data, b.data));
  const about = (group: Columns) => ({ ...group, data: group.data.map((value) => value - mean) });
  return [about(a), about(b)];
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function sumsOf({ data, rows, cols }: Columns): number[] {
  return Array.from({ length: cols }, (_, c) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += data[i * cols + c]!;
    return sum;
  });
}

function finiteFigure(statistic: NonNullable<PermutationTestOptions["statistic"]>): typeof statistic {
  return (first, second) => {
    const value = statistic(first, second);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw wrongValue("statistic", "to give finite numbers", value);
  };
}
