import { wrongValue } from "../../core/internal";
import type { FeatureTable } from "../table/feature-table";
import { type ColumnFigures, columnFigures } from "./column-figures";
import { applyStep, type ColumnStep } from "./column-steps";
import { FeaturesModel } from "./features-model";

/** What was done to a column, and how it was before and after. */
export interface FittedColumn<Name extends string = string> {
  readonly name: Name;
  readonly steps: readonly ColumnStep[];
  /** Rows without a number. */
  readonly missing: number;
  /** Numbers that became one of the bounds. */
  readonly clipped: number;
  /** Third moment about the mean, in deviations: 0 is symmetric, above 0 has a long tail to the right. */
  readonly skewBefore: number;
  readonly skewAfter: number;
}

/** Scaled figures, and the model that scales others alike. */
export class FittedFeatures<Name extends string = string> extends FeaturesModel<Name> {
  override readonly columns: readonly FittedColumn<Name>[];
  /** The rows given, scaled. */
  readonly table: FeatureTable<Name>;
  /** What else the reader should know, in words: columns that are constant, or without a number. */
  readonly notes: readonly string[];

  /** Use a function such as `standardize` or `prepareFeatures`. */
  constructor(columns: readonly FittedColumn<Name>[], table: FeatureTable<Name>, notes: readonly string[]) {
    super({ columns });
    this.columns = columns;
    this.table = table;
    this.notes = notes;
  }
}

/** Finds a step for a column as the steps before left it; undefined for none. */
export type FitStep = (values: Float64Array, figures: ColumnFigures, name: string) => ColumnStep | undefined;

/** Cubes of distances, which tell of skew, stay finite. */
const LARGEST = 1e60;

/**
 * Fits steps to each column, one after the other.
 *
 * @throws RangeError when a number is too large to count with.
 */
export function fitColumns<Name extends string>(
  { ids, names, columns }: FeatureTable<Name>,
  fits: readonly FitStep[],
): FittedFeatures<Name> {
  const scaled: Float64Array[] = [];
  const fitted = names.map((name, c): FittedColumn<Name> => {
    const given = columns[c]!;
    const large = given.findIndex((value) => Math.abs(value) > LARGEST);
    if (large >= 0) {
      const where = ` in column ${JSON.stringify(name)}, row ${large}`;
      throw wrongValue("table", `numbers of at most ${LARGEST} in size`, given[large], where);
    }
    const before = columnFigures(given);
    const steps: ColumnStep[] = [];
    let [values, clipped] = [given, 0];
    for (const fit of fits) {
      const step = fit(values, columnFigures(values), name);
      if (step === undefined) continue;
      steps.push(step);
      const next = applyStep(values, step);
      if (step.kind === "clip") clipped = next.filter((value, row) => !Object.is(value, values[row])).length;
      values = next;
    }
    scaled.push(values);
    const missing = given.length - before.present;
    return { name, steps, missing, clipped, skewBefore: before.skew, skewAfter: columnFigures(values).skew };
  });
  return new FittedFeatures(fitted, { ids, names, columns: scaled }, notesOn(names, columns));
}

function notesOn(names: readonly string[], columns: readonly Float64Array[]): string[] {
  return names.flatMap((name, c) => {
    const { present, deviation } = columnFigures(columns[c]!);
    if (present === 0) return [`${name}: no row has a number`];
    return deviation === 0 ? [`${name}: all numbers are equal, so it tells nobody apart`] : [];
  });
}
