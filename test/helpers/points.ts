import fc from "fast-check";
import type { Matrix } from "../../src/core";
import { matrix } from "../../src/core/internal";

/** Point sets of every kind that clustering must get right: scattered, clustered, repeated, on a lattice, on a line. */
export function anyPoints({ minRows = 1, maxRows = 40, maxCols = 4 } = {}): fc.Arbitrary<Matrix> {
  const coordinate = fc.oneof(
    fc.float({ min: -100, max: 100, noNaN: true }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x)), // scattered
    fc.integer({ min: -3, max: 3 }), // lattice: many equal rows, many equal distances
    fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -50, max: 50 })).map(([c, x]) => c * 20 + x / 50),
  );
  return fc
    .tuple(fc.integer({ min: minRows, max: maxRows }), fc.integer({ min: 1, max: maxCols }), fc.boolean())
    .chain(([rows, cols, latticeOnly]) => {
      const values = latticeOnly ? fc.integer({ min: 0, max: 2 }) : coordinate;
      return fc
        .array(values, { minLength: rows * cols, maxLength: rows * cols })
        .map((data) => matrix(rows, cols, Float32Array.from(data)));
    });
}

/** Seeded points around a few centers, cheap to make in any number. */
export function seededBlobs(rows: number, cols: number, centers: number, seed = 1): Matrix {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const middle = Float32Array.from({ length: centers * cols }, () => 20 * next());
  const points = matrix(rows, cols);
  for (let i = 0; i < points.data.length; i++) {
    const center = Math.floor(i / cols) % centers;
    points.data[i] = middle[center * cols + (i % cols)]! + next() + next() + next();
  }
  return points;
}

/** Changes of the coordinates of seeded points that a search by bounds must not be misled by. */
export const MISLEADING: [what: string, cols: number, change: (value: number, i: number) => number][] = [
  ["a line", 1, (value) => value],
  ["a lattice", 2, (value) => Math.round(value * 8) / 8],
  ["five columns", 5, (value) => value],
  ["twenty columns", 20, (value) => value],
  ["a lattice in twelve columns", 12, (value) => Math.round(value)],
  ["points far from zero", 24, (value) => value + 1000],
  ["a few points far from the others", 24, (value, i) => (i % 7001 === 0 ? value * 1e5 : value)],
  ["a plane in seventy columns", 70, (value, i) => (i % 70 < 2 ? value : 0)],
  ["small values", 40, (value) => value * 1e-12],
];

/** Rows picked out of a matrix, in the order given. */
export function pick(points: Matrix, rows: readonly number[]): Matrix {
  const picked = matrix(rows.length, points.cols);
  for (const [at, i] of rows.entries()) {
    picked.data.set(points.data.subarray(i * points.cols, (i + 1) * points.cols), at * points.cols);
  }
  return picked;
}
