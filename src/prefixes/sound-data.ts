import type { Regression } from "./beginning-reader";
import type { SparseCounts } from "./sparse-counts";
import type { UserFigures } from "./user-figures";

/** Whether a value, as a file may hold it, is whole numbers between two bounds. */
export function isNumbers(value: unknown, length: number | undefined, min: number, max: number): boolean {
  return (
    value instanceof Uint32Array && value.length === length && value.every((number) => number >= min && number <= max)
  );
}

/** Whether it is counts of this many rows and classes. */
export function isSparseCounts(value: SparseCounts | undefined, rows: number, classes: number): boolean {
  const { keys, columns, values } = value ?? ({} as Partial<SparseCounts>);
  return (
    values instanceof Float64Array &&
    isNumbers(keys, values.length, 0, rows - 1) &&
    isNumbers(columns, values.length, 0, classes - 1) &&
    values.every((count) => count >= 0 && count < Number.POSITIVE_INFINITY)
  );
}

/** Whether it is a regression for this many classes. */
export function isRegression({ keys, weights }: Regression, classes: number): boolean {
  return (
    keys instanceof Float64Array &&
    weights instanceof Float32Array &&
    weights.length === keys.length * classes &&
    keys.every(Number.isFinite) &&
    weights.every(Number.isFinite)
  );
}

/** Whether it is this many distributions. */
export function areFigures(value: readonly UserFigures[], length: number): boolean {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every(
      ({ values, users }) =>
        values instanceof Float64Array &&
        users instanceof Float64Array &&
        values.length === users.length &&
        values.every(Number.isFinite) &&
        users.every((count) => count > 0 && count < Number.POSITIVE_INFINITY),
    )
  );
}
