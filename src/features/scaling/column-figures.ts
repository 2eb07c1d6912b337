import { quantileOf } from "../rfm/cut-points";

/** What describes a column of numbers; those that are missing do not count. */
export interface ColumnFigures {
  /** Numbers that are there. */
  readonly present: number;
  readonly mean: number;
  /** Root of the mean squared distance to the mean. */
  readonly deviation: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Third moment about the mean, in deviations; 0 of a constant, and where the cube of a deviation is too small for a number. */
  readonly skew: number;
}

/** Figures of a column; NaN of one without a number. */
export function columnFigures(values: Float64Array): ColumnFigures {
  const sorted = presentSorted(values);
  const n = sorted.length;
  let mean = 0;
  for (const value of sorted) mean += value / n;
  let [squares, cubes] = [0, 0];
  for (const value of sorted) {
    const distance = value - mean;
    squares += distance * distance;
    cubes += distance * distance * distance;
  }
  const deviation = Math.sqrt(squares / n);
  const cubed = deviation * deviation * deviation;
  const isConstant = n === 0 || sorted[0] === sorted[n - 1];
  return {
    present: n,
    mean: isConstant && n > 0 ? sorted[0]! : n > 0 ? mean : Number.NaN,
    deviation: isConstant && n > 0 ? 0 : deviation,
    median: quantileOf(sorted, 0.5),
    lowerQuartile: quantileOf(sorted, 0.25),
    upperQuartile: quantileOf(sorted, 0.75),
    skew: isConstant || cubed === 0 ? 0 : cubes / n / cubed,
  };
}

/** The numbers that are there, ascending: sums over them do not depend on the order of rows. */
export function presentSorted(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}
