import {
  either,
  type Field,
  number,
  oneOf,
  readOptions,
  type Schema,
  wrongType,
  wrongValue,
} from "../../core/internal";
import { type FeatureTable, readTable } from "../table/feature-table";
import { fitClip, fitFill, fitLog, fitRobust, fitStandard, fitYeoJohnson } from "./fit-steps";
import { type FitStep, type FittedFeatures, fitColumns } from "./fitted-features";

/** Options of {@link prepareFeatures}; the steps are taken in this order. */
export interface PrepareFeaturesOptions {
  /** What a missing number becomes; `"refuse"` for an error. @default "median" */
  missing?: "median" | "mean" | "refuse" | number | undefined;
  /** Share of the numbers beyond either bound that are brought to it. @default 0 */
  winsorize?: number | undefined;
  /**
   * How long tails are bent. `"auto"`: by a power where the skew is above 1 or below -1.
   * @default "auto"
   */
  bend?: "auto" | "yeo-johnson" | "log" | "none" | undefined;
  /** How columns are brought to one scale. @default "standard" */
  scale?: "standard" | "robust" | "none" | undefined;
  /** How much a column counts beside the others, by its name: its scaled numbers are multiplied by this. @default none: each counts alike */
  weights?: Readonly<Record<string, number>> | undefined;
}

const WEIGHTS: Field<Readonly<Record<string, number>>, undefined> = {
  expected: "an object of numbers > 0 by the names of columns",
  default: undefined,
  read(value, name) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw wrongType(name, WEIGHTS.expected, value);
    for (const [column, weight] of Object.entries(value))
      number({ above: 0, max: 1000 }).read(weight, `${name}.${column}`);
    return value as Record<string, number>;
  },
};

/** The fields of {@link PrepareFeaturesOptions}. */
export const PREPARE_FEATURES_OPTIONS = {
  missing: either(oneOf(["median", "mean", "refuse"]), number(), "median"),
  winsorize: number({ min: 0, max: 0.5 }, 0),
  bend: oneOf(["auto", "yeo-johnson", "log", "none"], "auto"),
  scale: oneOf(["standard", "robust", "none"], "standard"),
  weights: WEIGHTS,
} satisfies Schema<PrepareFeaturesOptions>;

/** Beyond which skew a column is bent. */
const SKEWED = 1;

/**
 * Makes a table ready for clustering: missing numbers filled, the farthest ones brought in, long tails bent, columns
 * brought to one scale. What was done to each column, and its skew before and after, is reported.
 *
 * @param table figures of customers or users.
 * @param options what is done to columns, step by step.
 * @returns the table without a missing number, and `apply` for new rows.
 * @throws RangeError when a number is missing and `missing` is `"refuse"`, or a weight is of no column.
 * @example
 * const spent = [10, 12, 11, Number.NaN, 900];
 * const { table, columns } = prepareFeatures(featureTable(["a", "b", "c", "d", "e"], { spent }));
 * columns[0].missing; // 1
 */
export function prepareFeatures<Name extends string>(
  table: FeatureTable<Name>,
  options: PrepareFeaturesOptions = {},
): FittedFeatures<Name> {
  const { missing, winsorize, bend, scale, weights = {} } = readOptions(options, PREPARE_FEATURES_OPTIONS);
  readTable("table", table);
  for (const name of Object.keys(weights)) {
    if (!table.names.includes(name as Name))
      throw wrongValue("weights", `names of columns (${table.names.join(", ")})`, name);
  }
  if (missing === "refuse") refuseMissing(table);
  const fits: FitStep[] = [fitFill(missing === "refuse" ? 0 : missing)];
  if (winsorize > 0) fits.push(fitClip(winsorize));
  if (bend === "log") fits.push(fitLog);
  if (bend === "yeo-johnson") fits.push(fitYeoJohnson);
  if (bend === "auto") {
    fits.push((values, figures, name) =>
      Math.abs(figures.skew) > SKEWED ? fitYeoJohnson(values, figures, name) : undefined,
    );
  }
  if (scale !== "none") fits.push(scale === "robust" ? fitRobust : fitStandard);
  fits.push((_, __, name) => {
    const weight = Object.hasOwn(weights, name) ? weights[name]! : 1;
    return weight === 1 ? undefined : { kind: "scale", center: 0, scale: 1 / weight };
  });
  return fitColumns(table, fits);
}

function refuseMissing({ names, columns }: FeatureTable<string>): void {
  for (const [c, values] of columns.entries()) {
    const row = values.findIndex((value) => Number.isNaN(value));
    if (row >= 0) throw wrongValue("table", "no missing number", Number.NaN, ` in column "${names[c]}", row ${row}`);
  }
}
