import { type Field, log, oneOf, readOptions, type Schema, wrongValue } from "../../core/internal";
import { gammaTails } from "../special/incomplete-gamma";
import { type CountTable, toCounts, toTable } from "./table";

/** Options of {@link chiSquareTest}. */
export interface ChiSquareTestOptions {
  /**
   * One of: "pearson", sum of (observed - expected)^2 / expected; "likelihood-ratio", the G test, 2 sum of observed
   * ln(observed / expected).
   * @default "pearson"
   */
  statistic?: "pearson" | "likelihood-ratio" | undefined;
  /**
   * Weights that a list of counts is expected to follow, in any unit: the traffic that was planned for each arm.
   * @default equal weights
   */
  expected?: readonly number[] | undefined;
}

/** Result of {@link chiSquareTest}. */
export interface ChiSquareTest {
  readonly statistic: number;
  /** Of the categories, or rows and columns, that have anything in them. */
  readonly degreesOfFreedom: number;
  /** 1 where fewer than two categories are left. */
  readonly p: number;
  /** Smallest expected count; below about 5 the law of the statistic is rough. */
  readonly smallestExpected: number;
}

const EXPECTED: Field<readonly number[], undefined> = {
  expected: "an array of weights",
  default: undefined,
  read: (value, name) => toCounts(name, value as readonly number[]),
};
const CHI_SQUARE_TEST_OPTIONS = {
  statistic: oneOf<"pearson" | "likelihood-ratio", "pearson">(["pearson", "likelihood-ratio"], "pearson"),
  expected: EXPECTED,
} satisfies Schema<ChiSquareTestOptions>;

/**
 * Whether counts follow given weights, or whether the rows of a table differ in how they spread over its columns (Pearson
 * 1900; Agresti 2013, "Categorical data analysis", 1.5 and 3.2). Without continuity correction.
 *
 * Categories of which nothing is expected, and rows and columns without any count, do not count as degrees of freedom.
 *
 * @param observed counts by category, or rows of them.
 * @param options the statistic, and for a list of counts what is expected.
 * @returns the statistic, its degrees of freedom, and p.
 * @throws RangeError when a count is negative or not finite, when something was observed where nothing is expected, or when
 * `expected` is given for a table.
 * @example
 * chiSquareTest([821588, 815482]).p < 2e-6; // true
 * chiSquareTest([[10, 20], [30, 25]], { statistic: "likelihood-ratio" }).degreesOfFreedom; // 1
 */
export function chiSquareTest(
  observed: readonly number[] | CountTable,
  options: ChiSquareTestOptions = {},
): ChiSquareTest {
  const { statistic: kind, expected: weights } = readOptions(options, CHI_SQUARE_TEST_OPTIONS);
  const isTable = Array.isArray(observed) && Array.isArray(observed[0]);
  if (isTable && weights) throw new RangeError('"expected" expected none for a table, whose rows are compared');
  const cells = isTable
    ? cellsOfTable(toTable("observed", observed as CountTable))
    : cellsOfList(toCounts("observed", observed as readonly number[]), weights);
  const degreesOfFreedom = cells.degreesOfFreedom;
  let statistic = 0;
  let smallestExpected = cells.pairs[0]?.[1] ?? 0;
  for (const [seen, expected] of cells.pairs) {
    statistic += kind === "pearson" ? pearson(seen, expected) : logRatio(seen, expected);
    smallestExpected = Math.min(smallestExpected, expected);
  }
  if (degreesOfFreedom < 1) return { statistic: 0, degreesOfFreedom: 0, p: 1, smallestExpected };
  statistic = Math.max(0, statistic);
  return { statistic, degreesOfFreedom, p: gammaTails(degreesOfFreedom / 2, statistic / 2).upper, smallestExpected };
}

function pearson(seen: number, expected: number): number {
  return ((seen - expected) / expected) * (seen - expected);
}

/** 2 (seen ln(seen / expected) - seen + expected): the added terms sum up to 0, and none is negative so. */
function logRatio(seen: number, expected: number): number {
  return 2 * ((seen > 0 ? seen * log(seen / expected) : 0) - (seen - expected));
}

interface Cells {
  readonly pairs: readonly (readonly [seen: number, expected: number])[];
  readonly degreesOfFreedom: number;
}

function cellsOfList(counts: readonly number[], given: readonly number[] | undefined): Cells {
  const weights = given ?? counts.map(() => 1);
  if (weights.length !== counts.length) throw wrongValue("expected", `${counts.length} weights`, weights);
  const total = sumOf(counts);
  const weight = sumOf(weights);
  const pairs: [number, number][] = [];
  for (const [i, count] of counts.entries()) {
    if (weights[i]! > 0) pairs.push([count, (weights[i]! / weight) * total]);
    else if (count > 0) throw wrongValue("observed", `0 at position ${i}, where nothing is expected`, count);
  }
  return total > 0 ? { pairs, degreesOfFreedom: pairs.length - 1 } : NOTHING;
}

function cellsOfTable(table: CountTable): Cells {
  const ofRows = table.map(sumOf);
  const ofColumns = table[0]!.map((_, j) => sumOf(table.map((row) => row[j]!)));
  const total = sumOf(ofRows);
  const pairs: [number, number][] = [];
  for (const [i, row] of table.entries()) {
    for (const [j, count] of row.entries()) {
      if (ofRows[i]! > 0 && ofColumns[j]! > 0) pairs.push([count, (ofRows[i]! / total) * ofColumns[j]!]);
    }
  }
  const filled = (sums: readonly number[]) => sums.filter((sum) => sum > 0).length;
  return total > 0 ? { pairs, degreesOfFreedom: (filled(ofRows) - 1) * (filled(ofColumns) - 1) } : NOTHING;
}

const NOTHING: Cells = { pairs: [], degreesOfFreedom: 0 };

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
