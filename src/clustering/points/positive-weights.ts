import { type Field, ofType, wrongType, wrongValue } from "../../core/internal";

/** An option that holds one weight > 0 a row; check them against the rows with {@link positiveWeights}. */
export function positiveWeightsField(): Field<ArrayLike<number>, undefined> {
  return ofType<ArrayLike<number>, undefined>(
    "an array of numbers",
    (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value),
    undefined,
  );
}

/** Beyond these, products of weights and squared distances leave the range of single precision. */
const [LEAST, MOST] = [1e-30, 1e30];

/**
 * One finite weight > 0 a row; undefined when none are given.
 *
 * @throws RangeError when there is not one a row, or one is not a finite number > 0, or too small or large to count with; TypeError
 *   when one is no number.
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
    if (weight < LEAST || weight > MOST) {
      throw wrongValue("weights", `numbers from ${LEAST} to ${MOST}`, weight, ` in row ${row}`);
    }
    return weight;
  });
}
