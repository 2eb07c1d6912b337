import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, rowNorms } from "../../../src/kernels";
import { anyMatrix } from "../../helpers/arbitraries";
import { rowNorms as naive } from "../../reference/row-norms";

test("row norms equal the naive ones", () => {
  fc.assert(
    fc.property(anyMatrix(), (points) => {
      using memory = KernelMemory.acquire();
      const norms = memory.float32(points.rows);
      callKernel(memory.memory, rowNorms(memory.rows(points), norms));
      naive(points).forEach((norm, i) => {
        expect(Math.abs(norms[i]! - norm)).toBeLessThanOrEqual(1e-6 * norm + 1e-12);
      });
    }),
  );
});
