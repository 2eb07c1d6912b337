import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, perplexityRows } from "../../../src/kernels";
import { Cases } from "../../helpers/cases";
import { perplexityOf, perplexityRow } from "../../reference/tsne";

/** Runs rows 1 .. of a table whose row 0 must stay as it is. */
function withKernel(rows: readonly (readonly number[])[], perplexity: number): number[][] {
  using memory = KernelMemory.acquire();
  const k = rows[0]!.length;
  const stride = (k + 3) & ~3;
  const table = memory.float32((rows.length + 1) * stride).fill(7, 0, stride);
  for (const [i, row] of rows.entries()) table.set(row, (i + 1) * stride);
  callKernel(memory.memory, perplexityRows(table, k, perplexity, [1, rows.length + 1]));
  expect([...table.subarray(0, stride)]).toEqual(Array(stride).fill(7));
  return rows.map((_, i) => [...table.subarray((i + 1) * stride, (i + 1) * stride + k)]);
}

const distances = (k: number) =>
  fc.array(fc.float({ min: 0.5, max: 20, noNaN: true }), { minLength: k, maxLength: k }).map((row) => {
    const spread = row.map((d, j) => Math.fround(d + j / 4)); // no two nearest alike
    return spread.sort((a, b) => a - b);
  });

test("each row has the perplexity asked, and the naive probabilities", () => {
  const cases = new Cases("reached");
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 30 }).chain((k) => fc.array(distances(k), { minLength: 1, maxLength: 3 })),
      fc.double({ min: 0.1, max: 0.8, noNaN: true }),
      (rows, share) => {
        const k = rows[0]!.length;
        const perplexity = 2 + share * (k - 2);
        for (const [i, row] of withKernel(rows, perplexity).entries()) {
          const expected = perplexityRow(rows[i]!, perplexity);
          expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-5);
          for (const [j, value] of row.entries()) expect(Math.abs(value - expected[j]!)).toBeLessThan(1e-4);
          if (cases.when("reached", Math.abs(perplexityOf(expected) - perplexity) < 1e-6)) {
            expect(Math.abs(perplexityOf(row) / perplexity - 1)).toBeLessThan(1e-4);
          }
        }
      },
    ),
  );
  cases.expectAll(50);
});

test.each([
  ["all equal", [3, 3, 3, 3, 3], [0.2, 0.2, 0.2, 0.2, 0.2]],
  ["all 0", [0, 0, 0], [1 / 3, 1 / 3, 1 / 3]],
  ["more nearest ones than the perplexity", [0, 0, 0, 9], [1 / 3, 1 / 3, 1 / 3, 0]],
  ["of any size", [1e18, 1e18, 3e18], [0.5, 0.5, 0]],
  ["of no size", [1e-30, 1e-30, 3e-30], [0.5, 0.5, 0]],
])("distances %s", (_, row, expected) => {
  const [found] = withKernel([row], 1.5);
  for (const [j, value] of expected.entries()) expect(Math.abs(found![j]! - value)).toBeLessThan(1e-6);
});
