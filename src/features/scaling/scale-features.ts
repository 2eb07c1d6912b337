import { number, readOptions, type Schema } from "../../core/internal";
import { type FeatureTable, readTable } from "../table/feature-table";
import { fitClip, fitLog, fitRobust, fitStandard, fitYeoJohnson } from "./fit-steps";
import { type FittedFeatures, fitColumns } from "./fitted-features";

/**
 * Brings each column to mean 0 and standard deviation 1 (of the rows given, not of a sample); a constant becomes 0, and
 * missing numbers stay missing.
 *
 * @param table figures of customers or users; NaN where one is missing.
 * @returns the scaled table, and `apply` for new rows.
 * @example
 * const { table } = standardize(featureTable(["a", "b"], { spent: [10, 30] }));
 * column(table, "spent"); // Float64Array [-1, 1]
 */
export function standardize<Name extends string>(table: FeatureTable<Name>): FittedFeatures<Name> {
  return fitColumns(readTable("table", table), [fitStandard]);
}

/**
 * Brings each column to median 0 and quartiles 1 apart, so that a few huge numbers do not set the scale; where the
 * quartiles are equal, by the standard deviation.
 *
 * @param table figures of customers or users; NaN where one is missing.
 * @returns the scaled table, and `apply` for new rows.
 * @example
 * const { table } = robustScale(featureTable(["a", "b", "c"], { spent: [10, 20, 9000] }));
 * column(table, "spent")[1]; // 0
 */
export function robustScale<Name extends string>(table: FeatureTable<Name>): FittedFeatures<Name> {
  return fitColumns(readTable("table", table), [fitRobust]);
}

/**
 * Bends each column to be as near to normal as a power can bring it (Yeo and Johnson 2000), by the likeliest lambda in
 * -5 .. 5; `columns` reports the skew before and after.
 *
 * @param table figures of customers or users; NaN where one is missing.
 * @returns the bent table (not standardized), and `apply` for new rows.
 * @example
 * const { columns } = yeoJohnson(featureTable(["a", "b", "c", "d"], { spent: [1, 2, 4, 90] }));
 * Math.abs(columns[0].skewAfter) < Math.abs(columns[0].skewBefore); // true
 */
export function yeoJohnson<Name extends string>(table: FeatureTable<Name>): FittedFeatures<Name> {
  return fitColumns(readTable("table", table), [fitYeoJohnson]);
}

/**
 * Takes logarithms: ln(1 + x), and -ln(1 - x) below 0; `columns` reports the skew before and after.
 *
 * @param table figures of customers or users; NaN where one is missing.
 * @returns the table of logarithms, and `apply` for new rows.
 * @example
 * column(logScale(featureTable(["a", "b"], { spent: [0, 0] })).table, "spent"); // Float64Array [0, 0]
 */
export function logScale<Name extends string>(table: FeatureTable<Name>): FittedFeatures<Name> {
  return fitColumns(readTable("table", table), [fitLog]);
}

/** Options of {@link winsorize}. */
export interface WinsorizeOptions {
  /** Share of the numbers beyond either bound. @default 0.01 */
  share?: number | undefined;
}

const WINSORIZE_OPTIONS = { share: number({ min: 0, max: 0.5 }, 0.01) } satisfies Schema<WinsorizeOptions>;

/**
 * Brings numbers beyond the lowest and highest quantiles to these; `columns` reports how many.
 *
 * @param table figures of customers or users; NaN where one is missing.
 * @param options the share beyond either bound.
 * @returns the table, and `apply` for new rows, by the same bounds.
 * @throws RangeError when the share is not between 0 and 0.5.
 * @example
 * const { columns } = winsorize(featureTable(["a", "b", "c"], { spent: [1, 2, 900] }), { share: 0.25 });
 * columns[0].clipped; // 2
 */
export function winsorize<Name extends string>(
  table: FeatureTable<Name>,
  options: WinsorizeOptions = {},
): FittedFeatures<Name> {
  const { share } = readOptions(options, WINSORIZE_OPTIONS);
  return fitColumns(readTable("table", table), [fitClip(share)]);
}
