import fc from "fast-check";
import { expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { randomKeys } from "../../../src/core/internal";
import {
  callKernel,
  gatherRows,
  growTree,
  KernelMemory,
  leafScratch,
  NEW_NEIGHBOR,
  projectionTree,
  searchLeaves,
} from "../../../src/kernels";
import { Cases } from "../../helpers/cases";
import { anyPoints } from "../../helpers/points";
import { nearestRows as naive } from "../../reference/nearest-rows";

const keys = randomKeys(3, "test/trees");

function grown(memory: KernelMemory, points: Matrix, leafSize: number, number: number) {
  const tree = projectionTree(memory, points.rows, leafSize);
  const calls = growTree(tree, memory.rows(points), keys, number);
  for (const call of calls.flat()) callKernel(memory.memory, call);
  const leaves = tree.starts.length - 1;
  const members = Array.from({ length: leaves }, (_, leaf) => [
    ...tree.order.subarray(tree.starts[leaf]!, tree.starts[leaf + 1]!),
  ]);
  return { tree, leaves, members };
}

test("a tree: every point in one leaf, leaves neither too large nor nearly empty, the same again", () => {
  const cases = new Cases("several", "one");
  fc.assert(
    fc.property(anyPoints({ maxRows: 90 }), fc.integer({ min: 2, max: 20 }), fc.nat(9), (points, leafSize, number) => {
      using memory = KernelMemory.acquire();
      const { members } = grown(memory, points, leafSize, number);
      expect(members.flat().sort((a, b) => a - b)).toEqual([...Array(points.rows).keys()]);
      for (const leaf of members) {
        expect(leaf.length).toBeLessThanOrEqual(leafSize);
        if (cases.when("several", members.length > 1, "one")) expect(leaf.length).toBeGreaterThanOrEqual(leafSize >> 1);
      }
      expect(grown(memory, points, leafSize, number).members).toEqual(members);
    }),
    { numRuns: 100 },
  );
  cases.expectAll(10);
});

test("rows gathered in the order of a tree", () => {
  fc.assert(
    fc.property(anyPoints({ minRows: 2, maxRows: 60 }), fc.integer({ min: 2, max: 20 }), (points, leafSize) => {
      using memory = KernelMemory.acquire();
      const { tree } = grown(memory, points, leafSize, 0);
      const from = memory.rows(points);
      const to = { ...from, data: memory.float32(from.data.length) };
      callKernel(memory.memory, gatherRows([1, points.rows], tree, from, to));
      for (const [i, row] of tree.order.entries()) {
        const expected =
          i === 0 ? new Float32Array(from.stride) : from.data.slice(row * from.stride, (row + 1) * from.stride);
        expect(to.data.slice(i * from.stride, (i + 1) * from.stride)).toEqual(expected);
      }
    }),
  );
});

test("a leaf holds what lies together: a line is cut at its median", () => {
  using memory = KernelMemory.acquire();
  const line = { data: Float32Array.from({ length: 8 }, (_, i) => (i * 5) % 8), rows: 8, cols: 1 };
  const { members } = grown(memory, line, 4, 0);
  const halves = members.map((leaf) => leaf.map((i) => line.data[i]!).sort()).sort();
  expect(halves).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
});

test.each(["distance", "half-square"] as const)(
  "leaves of two trees: of all points met the nearest, by %s",
  (measure) => {
    fc.assert(
      fc.property(anyPoints({ minRows: 2, maxRows: 60 }), fc.integer({ min: 3, max: 20 }), (points, leafSize) => {
        using memory = KernelMemory.acquire();
        const { rows } = points;
        const k = Math.min(3, rows - 1);
        const lists = {
          indices: memory.int32(rows * k).fill(-1),
          distances: memory.float32(rows * k).fill(Infinity),
          k,
        };
        const padded = memory.rows(points);
        const met = Array.from({ length: rows }, () => new Set<number>());
        for (const number of [0, 1]) {
          const { tree, leaves, members } = grown(memory, points, leafSize, number);
          for (const leaf of members) for (const i of leaf) for (const j of leaf) if (i !== j) met[i]!.add(j);
          const scratch = memory.float32(leafScratch(leafSize, padded.stride));
          callKernel(memory.memory, searchLeaves([0, leaves], tree, padded, measure, lists, scratch));
        }
        const half = measure === "half-square";
        const { indices, distances } = naive(points, points, rows - 1, { self: true, half });
        for (let i = 0; i < rows; i++) {
          const expected = Array.from({ length: rows - 1 }, (_, j) => i * (rows - 1) + j)
            .filter((at) => met[i]!.has(indices[at]!))
            .slice(0, k)
            .map((at) => ({ index: indices[at]!, distance: distances[at]! }));
          const got = expected.map((_, j) => ({
            index: lists.indices[i * k + j]! - NEW_NEIGHBOR,
            distance: lists.distances[i * k + j]!,
          }));
          expect(got).toEqual(expected);
        }
      }),
    );
  },
);
