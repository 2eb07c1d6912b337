import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, panelRows, primSteps, startPrim } from "../../../src/kernels";
import { anyPoints } from "../../helpers/points";
import { size } from "../../helpers/size";
import { distances, spanningTree } from "../../reference/hdbscan";

test("Prim's tree is Kruskal's, edge by edge, whatever the ties", () => {
  fc.assert(
    fc.property(anyPoints({ minRows: 2 }), fc.array(fc.constantFrom(0, 1, 4, 9)), (points, cores) => {
      using memory = KernelMemory.acquire();
      const core = memory.float32(points.rows);
      for (let i = 0; i < points.rows; i++) core[i] = cores[i] ?? 0;
      const panels = panelRows(memory, points.data, points.cols);
      const state = startPrim(memory, panels, core);
      const half = points.rows >> 1;
      callKernel(memory.memory, primSteps(panels, state, 0, half));
      callKernel(memory.memory, primSteps(panels, state, half, points.rows - 1));
      const found = Array.from(state.from, (from, i) => {
        const to = state.to[i]!;
        return [Math.min(from, to), Math.max(from, to), Math.sqrt(state.weights[i]!), Math.sqrt(state.lengths[i]!)];
      });
      const expected = spanningTree(distances(points), Array.from(core, Math.sqrt));
      expect(new Set(found.map(String))).toEqual(
        new Set(expected.map(({ from, to, reach, distance }) => String([from, to, reach, distance]))),
      );
    }),
    { numRuns: size(125, 500) },
  );
});
