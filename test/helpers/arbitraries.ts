import fc from "fast-check";
import type { Matrix } from "../../src/core";
import { matrix } from "../../src/core/internal";

/** Matrices of moderate 32-bit floats. */
export function anyMatrix(
  bounds: { maxRows?: number; maxCols?: number; minRows?: number; minCols?: number } = {},
): fc.Arbitrary<Matrix> {
  const { minRows = 1, maxRows = 12, minCols = 1, maxCols = 9 } = bounds;
  return fc
    .tuple(fc.integer({ min: minRows, max: maxRows }), fc.integer({ min: minCols, max: maxCols }))
    .chain(([rows, cols]) =>
      fc
        .array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: rows * cols, maxLength: rows * cols })
        .map((values) => matrix(rows, cols, Float32Array.from(values))),
    );
}
