import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, integerRows, KernelMemory } from "../../../src/kernels";
import { anyMatrix } from "../../helpers/arbitraries";
import { integerRow } from "../../reference/integer-rows";

test("rows about a mean are drawn in to a ball and rounded; distances in integers exceed none but for the margin", () => {
  const cases = anyMatrix({ minRows: 2, maxRows: 12 }).chain((points) =>
    fc.record({
      points: fc.constant(points),
      mean: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: points.cols, maxLength: points.cols }),
      unit: fc.constantFrom(0.01, 1, 100, 1e4, 1e9),
    }),
  );
  fc.assert(
    fc.property(cases, ({ points, mean, unit }) => {
      using memory = KernelMemory.acquire();
      const { rows, cols, data } = points;
      const { integers, calls } = integerRows(memory, memory.rows(points), { mean: Float32Array.from(mean), unit });
      for (const call of calls) callKernel(memory.memory, call);
      const width = integers.bytes / 2;
      const all = new Int16Array(integers.data.buffer, integers.data.byteOffset, rows * width);
      for (let a = 0; a < rows; a++) {
        const got = all.subarray(a * width, (a + 1) * width);
        const expected = integerRow([...data.subarray(a * cols, (a + 1) * cols)], mean, unit);
        for (let j = 0; j < width; j++)
          expect(Math.abs(got[j]! - (expected[j] ?? 0))).toBeLessThanOrEqual(j < cols ? 1 : 0);
        for (let b = 0; b < a; b++) {
          const apart = Math.hypot(...got.map((value, j) => value - all[b * width + j]!));
          const distance = Math.hypot(...mean.map((_, j) => data[a * cols + j]! - data[b * cols + j]!));
          expect(apart).toBeLessThanOrEqual(distance * integers.unit + integers.margin);
        }
      }
    }),
  );
});
