import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, covarianceRows, KernelMemory } from "../../../src/kernels";
import { anyMatrix } from "../../helpers/arbitraries";
import { scatter } from "../../reference/covariance-rows";

test("rows of the scatter matrix equal the naive ones", () => {
  fc.assert(
    fc.property(anyMatrix(), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12 }), (points, counts) => {
      using memory = KernelMemory.acquire();
      const padded = memory.rows(points);
      const { stride } = padded;
      const mean = memory.float64(stride);
      for (let j = 0; j < points.cols; j++) mean[j] = points.data[j]! / 3;
      const weights = memory.float64(points.rows);
      weights.set(counts.slice(0, points.rows));
      const expected = scatter(points, mean, weights);
      for (let first = 0; first < stride; first += 4) {
        const out = memory.float64(4 * stride);
        callKernel(memory.memory, covarianceRows(padded, mean, weights, first, out));
        for (let a = first; a < Math.min(first + 4, points.cols); a++) {
          for (let b = first; b < points.cols; b++) {
            expect(out[(a - first) * stride + b]).toBeCloseTo(expected[a]![b]!, 6);
          }
        }
      }
    }),
  );
});
