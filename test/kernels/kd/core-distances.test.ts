import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, coreDistances, KernelMemory, panelRows } from "../../../src/kernels";
import { anyPoints } from "../../helpers/points";
import { size } from "../../helpers/size";
import { coreDistance, distances } from "../../reference/hdbscan";

test("core distances are the naive ones, to the bit", () => {
  const anyWeight = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(0.25, 0.5, 1.75));
  fc.assert(
    fc.property(anyPoints(), fc.array(anyWeight), fc.integer({ min: 1, max: 12 }), (points, some, minWeight) => {
      using memory = KernelMemory.acquire();
      const weights = memory.float64(points.rows);
      for (let i = 0; i < points.rows; i++) weights[i] = some[i] ?? 1;
      const core = memory.float32(points.rows);
      const scratch = memory.uint8(32 + (points.rows + 1) * 8);
      const panels = panelRows(memory, points.data, points.cols);
      const task = { weights, minWeight, slack: minWeight * 1e-9, core };
      callKernel(memory.memory, coreDistances(panels, task, scratch, 0, points.rows));
      const between = distances(points);
      const expected = between.map((from, i) => coreDistance(from, [...weights], i, minWeight));
      expect(Array.from(core, Math.sqrt)).toEqual(expected);
    }),
    { numRuns: size(75, 300) },
  );
});
