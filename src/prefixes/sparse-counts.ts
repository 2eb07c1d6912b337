import type { Steps } from "../core/internal";

/** Counts of classes, without zeros: `values[i]` in class `columns[i]` of row `keys[i]`; rows ascend. */
export interface SparseCounts {
  readonly keys: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

export function* sparseCounts(dense: Float64Array, classes: number): Steps<SparseCounts> {
  let size = 0;
  for (let place = 0; place < dense.length; place++) if (dense[place] !== 0) size++;
  const [keys, columns, values] = [new Uint32Array(size), new Uint32Array(size), new Float64Array(size)];
  for (let place = 0, i = 0; place < dense.length; place++) {
    if (place % PLACES === 0) yield 0;
    if (dense[place] === 0) continue;
    keys[i] = Math.floor(place / classes);
    columns[i] = place % classes;
    values[i++] = dense[place]!;
  }
  return { keys, columns, values };
}

/** Places looked at between two yields. */
const PLACES = 2 ** 16;

export function denseCounts({ keys, columns, values }: SparseCounts, rows: number, classes: number): Float64Array {
  const dense = new Float64Array(rows * classes);
  for (const [i, value] of values.entries()) dense[keys[i]! * classes + columns[i]!] = value;
  return dense;
}
