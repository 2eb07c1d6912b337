const SAMPLE = 256;
/** Points beyond this many root-mean-square radii are drawn in, so that a few far ones do not coarsen the integers. */
const FAR = 6;
/** The largest norm of a row in 16-bit integers; see assembly/integer-row.ts. */
const BALL = 16384;
/** Room for rows farther from the mean than those of the sample. */
const ROOM = 1.5;
/** Beyond, units would leave 32-bit floats. */
const FINEST_UNIT = 1e30;

/** Rows as `kdTree` takes them. */
export interface ScaledRows {
  readonly data: Float32Array;
  readonly cols: number;
  /** Coordinates are to be taken times this. */
  readonly scale: number;
}

/** How rows become 16-bit integers, and the rows it was learnt from. */
export interface IntegerScale {
  /** A column each, of the rows times their scale. */
  readonly mean: Float32Array;
  /** Integers per unit of the rows times their scale. */
  readonly unit: number;
  /** Rows spread evenly over all, less their mean, not scaled. */
  readonly sample: Float64Array;
}

/**
 * A mean and a unit by which rows fill the range of 16-bit integers, from a sample. Any would do: they decide how much
 * screening passes over, never what it finds.
 */
export function integerScale({ data, cols, scale }: ScaledRows): IntegerScale {
  const rows = data.length / cols;
  const size = Math.min(rows, SAMPLE);
  const sample = new Float64Array(size * cols);
  const mean = new Float64Array(cols);
  for (let s = 0; s < size; s++) {
    const row = Math.floor((s * rows) / size) * cols;
    for (let j = 0; j < cols; j++) {
      sample[s * cols + j] = data[row + j]!;
      mean[j]! += data[row + j]! / size;
    }
  }
  let largest = 0;
  let total = 0;
  for (let s = 0; s < size; s++) {
    let square = 0;
    for (let j = 0; j < cols; j++) {
      const centered = sample[s * cols + j]! - mean[j]!;
      sample[s * cols + j] = centered;
      square += centered * centered;
    }
    largest = Math.max(largest, square);
    total += square;
  }
  const reach = Math.min(ROOM * Math.sqrt(largest), FAR * Math.sqrt(total / size)) * scale;
  return {
    mean: Float32Array.from(mean, (value) => value * scale),
    unit: reach > 0 ? Math.min(BALL / reach, FINEST_UNIT) : 1,
    sample,
  };
}
