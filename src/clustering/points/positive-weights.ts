import { type Field, ofType, wrongType, wrongValue } from "../../core/internal";

/** An option that holds one weight > 0 a row; check them against the rows with {@link positiveWeights}. */
export function positiveWeightsField(): Field<ArrayLike<number>, undefined> {
  return ofType<ArrayLike<number>, undefined>(
    "an array of numbers",
    (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value),
    undefined,
  );
}

/**
 * One finite weight > 0 a row; undefined when none are given.
 *
 * @throws RangeError when there is not one a row, or one is not a finite number > 0; TypeError when one is no number.
 */
export function positiveWeights(weights: ArrayLike<number> | undefined, rows: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  if (weights.length !== rows) throw wrongValue("weights", `${rows} numbers`, weights.length);
  return Float64Array.from(weights, (weight, row) => {
    if (typeof weight !== "number") {
      throw wrongType("weights", "numbers", weight, ` in row ${row}`);
    }
    if (!(weight > 0) || weight === Number.POSITIVE_INFINITY) {
      throw wrongValue("weights", "finite numbers > 0", weight, ` in row ${row}`);
    }
    return weight;
  });
}
