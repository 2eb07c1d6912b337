import { checkPlainData, isArrayOf, unitsText, verbatim, wrongValue } from "../../core/internal";
import { column, type FeatureTable, readTable } from "../table/feature-table";
import { applyStep, type ColumnStep } from "./column-steps";

/** What is done to a column, step by step. */
export interface ColumnSteps<Name extends string = string> {
  readonly name: Name;
  readonly steps: readonly ColumnStep[];
}

/** Plain data of which a {@link FeaturesModel} is made. */
export interface FeaturesModelData<Name extends string = string> {
  readonly columns: readonly ColumnSteps<Name>[];
}

/** Figures brought to scale as those it was fitted to were. */
export class FeaturesModel<Name extends string = string> implements FeaturesModelData<Name> {
  readonly columns: readonly ColumnSteps<Name>[];

  /**
   * @param data as a model holds it, also after a way through JSON and back.
   * @throws ModelFormatError when it is incomplete.
   */
  constructor(data: FeaturesModelData<Name>) {
    checkPlainData(isFeaturesModelData(data), "scaled features");
    this.columns = data.columns.map(({ name, steps }) => ({ name, steps }));
  }

  /**
   * The same steps on new rows.
   *
   * @param table with the columns fitted to, at least; others are left out.
   * @returns the columns fitted to, in their order.
   * @throws RangeError when a column is missing.
   */
  apply(table: FeatureTable<string>): FeatureTable<Name> {
    readTable("table", table);
    const names = this.columns.map(({ name }) => name);
    const missing = names.filter((name) => !table.names.includes(name));
    if (missing.length > 0) {
      const those = missing.map((name) => JSON.stringify(name)).join(", ");
      throw wrongValue(
        "table",
        `${unitsText(names.length, "column")} ${names.join(", ")}`,
        verbatim(`none of ${those}`),
      );
    }
    return {
      ids: table.ids,
      names,
      columns: this.columns.map(({ name, steps }) => steps.reduce(applyStep, column(table, name))),
    };
  }
}

/** Whether a value, as a file may hold it, is the data of a model. */
export function isFeaturesModelData(value: unknown): value is FeaturesModelData {
  const { columns } = (value ?? {}) as Partial<FeaturesModelData>;
  if (!Array.isArray(columns)) return false;
  const names = columns.map((each) => (each as Partial<ColumnSteps> | null)?.name);
  return (
    isArrayOf("string", names) &&
    new Set(names).size === names.length &&
    columns.every(({ steps }: Partial<ColumnSteps>) => Array.isArray(steps) && steps.every(isStep))
  );
}

const FIGURES: Readonly<Record<ColumnStep["kind"], readonly string[]>> = {
  fill: ["value"],
  clip: ["low", "high"],
  log: [],
  "yeo-johnson": ["lambda"],
  scale: ["center", "scale"],
};

function isStep(value: unknown): value is ColumnStep {
  const step = (value ?? {}) as Record<string, unknown>;
  if (typeof step.kind !== "string" || !Object.hasOwn(FIGURES, step.kind)) return false;
  const sound = FIGURES[step.kind as ColumnStep["kind"]].every((figure) => Number.isFinite(step[figure]));
  return sound && step.scale !== 0;
}
