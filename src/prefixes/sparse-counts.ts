/** Counts of classes, without zeros: `values[i]` in class `columns[i]` of row `keys[i]`; rows ascend. */
export interface SparseCounts {
  readonly keys: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

export function sparseCounts(dense: Float64Array, classes: number): SparseCounts {
  const places = Uint32Array.from(dense.keys()).filter((place) => dense[place] !== 0);
  return {
    keys: places.map((place) => Math.floor(place / classes)),
    columns: places.map((place) => place % classes),
    values: Float64Array.from(places, (place) => dense[place]!),
  };
}

export function denseCounts({ keys, columns, values }: SparseCounts, rows: number, classes: number): Float64Array {
  const dense = new Float64Array(rows * classes);
  for (const [i, value] of values.entries()) dense[keys[i]! * classes + columns[i]!] = value;
  return dense;
}
