import type { Csr, Matrix, Vectors } from "../core";
import { matrix, toMatrix, verbatim, wrongValue } from "../core/internal";
import { nearestRotation } from "../parallel/internal";

/** Coordinates that some rows had in an earlier layout: row `rows[i]` stood at row i of `coordinates`. */
export interface AlignTo {
  readonly rows: Int32Array | readonly number[];
  readonly coordinates: Vectors;
}

/** The points of a layout that have earlier coordinates, and where; 0 elsewhere. */
export interface KnownPoints {
  readonly known: Uint8Array;
  readonly coordinates: Matrix;
}

/** Rounds in which points without earlier coordinates take those of their neighbors. */
const ROUNDS = 20;

/**
 * Earlier coordinates of rows as those of points; where several rows are one point, their mean.
 *
 * @throws RangeError when rows and coordinates do not fit each other, or the layout.
 */
export function knownPoints(
  { rows, coordinates }: AlignTo,
  rowOf: Int32Array,
  points: number,
  nComponents: number,
): KnownPoints {
  const given = toMatrix("alignTo.coordinates", coordinates);
  if (given.rows !== rows.length || given.cols !== nComponents) {
    const expected = `${rows.length} x ${nComponents}`;
    throw wrongValue("alignTo.coordinates", `${expected} coordinates`, verbatim(`${given.rows} x ${given.cols}`));
  }
  const sums = new Float64Array(points * nComponents);
  const counts = new Float64Array(points);
  for (const [at, i] of rows.entries()) {
    const point = rowOf[i];
    if (point === undefined) {
      throw wrongValue("alignTo.rows", `rows below ${rowOf.length}`, i, ` at position ${at}`);
    }
    counts[point]! += 1;
    for (let c = 0; c < nComponents; c++) sums[point * nComponents + c]! += given.data[at * nComponents + c]!;
  }
  const means = sums.map((sum, e) => sum / Math.max(1, counts[Math.floor(e / nComponents)]!));
  return {
    known: Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0)),
    coordinates: matrix(points, nComponents, Float32Array.from(means)),
  };
}

/**
 * Known points where they stood, others at the mean of their neighbors, by weight: round after round, from those
 * known.
 */
export function layoutFromKnown({ known, coordinates }: KnownPoints, { offsets, columns, values }: Csr): Matrix {
  const { rows, cols } = coordinates;
  let places = matrix(rows, cols, coordinates.data.slice());
  let placed = known;
  for (let round = 0; round < ROUNDS; round++) {
    const next = matrix(rows, cols, places.data.slice());
    const reached = placed.slice();
    for (let i = 0; i < rows; i++) {
      if (known[i]) continue;
      const sums = new Float64Array(cols);
      let weight = 0;
      for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
        const j = columns[p]!;
        if (!placed[j]) continue;
        weight += values[p]!;
        for (let c = 0; c < cols; c++) sums[c]! += values[p]! * places.data[j * cols + c]!;
      }
      if (weight === 0) continue;
      reached[i] = 1;
      for (let c = 0; c < cols; c++) next.data[i * cols + c] = sums[c]! / weight;
    }
    [places, placed] = [next, reached];
  }
  return places;
}

/**
 * The layout turned, mirrored and shifted as a whole, so that its known points stand nearest to where they stood
 * (Schönemann 1966, orthogonal Procrustes); distances within the layout stay.
 */
export async function rigidlyOnto(layout: Matrix, earlier: KnownPoints): Promise<Matrix> {
  const { rows, cols } = layout;
  const from = centerOf(layout, earlier.known);
  const to = centerOf(earlier.coordinates, earlier.known);
  const cross = new Float64Array(cols * cols);
  for (let i = 0; i < rows; i++) {
    if (!earlier.known[i]) continue;
    for (let a = 0; a < cols; a++) {
      const left = layout.data[i * cols + a]! - from[a]!;
      for (let b = 0; b < cols; b++) {
        cross[a * cols + b]! += left * (earlier.coordinates.data[i * cols + b]! - to[b]!);
      }
    }
  }
  const turn = await nearestRotation(cross, cols);
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    for (let b = 0; b < cols; b++) {
      let sum = to[b]!;
      for (let a = 0; a < cols; a++) sum += (layout.data[i * cols + a]! - from[a]!) * turn[a * cols + b]!;
      result.data[i * cols + b] = sum;
    }
  }
  return result;
}

/** The same, for a layout whose rows are its points. */
export async function alignedOnto(layout: Matrix, alignTo: AlignTo): Promise<Matrix> {
  const rowOf = Int32Array.from({ length: layout.rows }, (_, row) => row);
  return rigidlyOnto(layout, knownPoints(alignTo, rowOf, layout.rows, layout.cols));
}

function centerOf({ data, rows, cols }: Matrix, known: Uint8Array): Float64Array {
  const sums = new Float64Array(cols);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    if (!known[i]) continue;
    count += 1;
    for (let c = 0; c < cols; c++) sums[c]! += data[i * cols + c]!;
  }
  return sums.map((sum) => sum / Math.max(1, count));
}
