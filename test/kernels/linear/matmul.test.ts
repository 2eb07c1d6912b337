import fc from "fast-check";
import { expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { matrix } from "../../../src/core/internal";
import { callKernel, KernelMemory, matmul } from "../../../src/kernels";
import { matmul as naive } from "../../reference/matmul";

test.each([
  ["A in rows", false],
  ["A transposed", true],
])("products equal the naive ones: %s", (_, transposed) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 1000 }),
      (fours, eights, depth, seed) => {
        const a = wavy(fours * 4, depth, seed);
        const b = wavy(depth, eights * 8, seed + 1);
        expectClose(product(a, b, transposed), naive(a, b));
      },
    ),
    { numRuns: 40 },
  );
});

test("the bits of an entry do not depend on the rows and columns around it", () => {
  const a = wavy(8, 200, 3);
  const b = wavy(200, 16, 4);
  const whole = product(a, b, false);
  const part = product(matrix(4, 200, a.data.slice(4 * 200)), b, false);
  expect(part.data).toEqual(whole.data.slice(4 * 16));
});

function product(a: Matrix, b: Matrix, transposed: boolean): Matrix {
  using memory = KernelMemory.acquire();
  const left = memory.float32(a.data.length);
  for (let i = 0; i < a.rows; i++) {
    for (let t = 0; t < a.cols; t++) left[transposed ? t * a.rows + i : i * a.cols + t] = a.data[i * a.cols + t]!;
  }
  const right = memory.float32(b.data.length);
  right.set(b.data);
  const out = memory.float32(a.rows * b.cols).fill(9);
  const strides = transposed ? { rowStep: 1, columnStep: a.rows } : { rowStep: a.cols, columnStep: 1 };
  const sizes = [a.rows, b.cols, a.cols] as const;
  callKernel(
    memory.memory,
    matmul({ data: left, ...strides }, { data: right, rowStep: b.cols }, { data: out, rowStep: b.cols }, sizes),
  );
  return matrix(a.rows, b.cols, out.slice());
}

function wavy(rows: number, cols: number, seed: number): Matrix {
  return matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, (_, i) => Math.sin(i * 12.9898 + seed * 78.233)),
  );
}

function expectClose(actual: Matrix, expected: number[][]): void {
  for (const [i, value] of expected.flat().entries()) expect(Math.abs(actual.data[i]! - value)).toBeLessThan(1e-4);
}
