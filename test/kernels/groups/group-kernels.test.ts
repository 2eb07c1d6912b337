import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { matrix } from "../../../src/core/internal";
import {
  callKernel,
  groupMeans,
  groupReach,
  KernelMemory,
  type Panels,
  panelRows,
  powerSums,
} from "../../../src/kernels";
import { Cases } from "../../helpers/cases";
import { anyPoints } from "../../helpers/points";
import { size } from "../../helpers/size";
import { distances } from "../../reference/hdbscan";

/** Points in groups of whole panels: the rows of each group, and its panels. */
interface Groups {
  readonly points: Panels;
  readonly starts: Int32Array;
  /** For each place in the panels its row, -1 for padding. */
  readonly rowAt: number[];
}

const someGroups = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 30, maxLength: 30 });

function inGroups(memory: KernelMemory, points: Matrix, groupOf: readonly number[], groups: number): Groups {
  const starts = memory.int32(groups + 1);
  const rowAt: number[] = [];
  for (let group = 0; group < groups; group++) {
    for (let i = 0; i < points.rows; i++) if (groupOf[i] === group) rowAt.push(i);
    while (rowAt.length % 4 > 0) rowAt.push(-1);
    starts[group + 1] = rowAt.length / 4;
  }
  const padded = matrix(rowAt.length, points.cols);
  for (const [place, i] of rowAt.entries()) {
    if (i < 0) continue;
    padded.data.set(points.data.subarray(i * points.cols, (i + 1) * points.cols), place * points.cols);
  }
  return { points: panelRows(memory, padded.data, points.cols), starts, rowAt };
}

function filled(memory: KernelMemory, rowAt: readonly number[], value: (row: number) => number, padding: number) {
  const values = memory.float32(rowAt.length);
  for (const [place, i] of rowAt.entries()) values[place] = i < 0 ? padding : value(i);
  return values;
}

/** The places that hold a row, and which. */
function rowsAt(rowAt: readonly number[]): [place: number, row: number][] {
  return [...rowAt.entries()].filter(([, i]) => i >= 0);
}

test("groupReach finds the nearest of each group by (mutual reachability, distance)", () => {
  fc.assert(
    fc.property(anyPoints({ maxRows: 30 }), someGroups, fc.array(fc.constantFrom(0, 1, 9)), (points, groupOf, some) => {
      using memory = KernelMemory.acquire();
      const core = (i: number) => some[i] ?? 0;
      const { rowAt, starts, points: panels } = inGroups(memory, points, groupOf, 3);
      const targets = { points: panels, core: filled(memory, rowAt, core, Number.POSITIVE_INFINITY) };
      const found = { reachability: memory.float32(rowAt.length * 3), length: memory.float32(rowAt.length * 3) };
      const half = panels.count >> 1;
      const rest = { reachability: found.reachability.subarray(half * 12), length: found.length.subarray(half * 12) };
      callKernel(memory.memory, groupReach(targets, [0, half], targets, starts, found, memory.uint8(192)));
      callKernel(memory.memory, groupReach(targets, [half, panels.count], targets, starts, rest, memory.uint8(192)));
      const between = distances(points);
      for (const [place, i] of rowsAt(rowAt)) {
        for (let group = 0; group < 3; group++) {
          const members = rowAt.filter((j) => j >= 0 && groupOf[j] === group);
          const [best] = members
            .map((j) => [Math.max(Math.sqrt(core(i)), Math.sqrt(core(j)), between[i]![j]!), between[i]![j]!] as const)
            .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
          expect(Math.sqrt(found.reachability[place * 3 + group]!)).toBe(best?.[0] ?? Number.POSITIVE_INFINITY);
          expect(Math.sqrt(found.length[place * 3 + group]!)).toBe(best?.[1] ?? Number.POSITIVE_INFINITY);
        }
      }
    }),
    { numRuns: size(75, 300) },
  );
});

test("powerSums sums inverse distances to a power, relative to the nearest", () => {
  const cases = new Cases("alone or twice", "apart");
  fc.assert(
    fc.property(anyPoints({ maxRows: 30 }), someGroups, fc.integer({ min: 1, max: 90 }), (points, groupOf, dims) => {
      using memory = KernelMemory.acquire();
      const { rowAt, starts, points: panels } = inGroups(memory, points, groupOf, 3);
      const weights = memory.float64(rowAt.length);
      for (const [place, i] of rowAt.entries()) if (i >= 0) weights[place] = 1 + (i % 3);
      const found = { nearest: memory.float32(rowAt.length), sums: memory.float64(rowAt.length) };
      for (let group = 0; group < 3; group++) {
        const own = [starts[group]!, starts[group + 1]!] as const;
        for (let first = own[0]; first < own[1]; first++) {
          const call = powerSums(panels, weights, own, [first, first + 1], dims, found, memory.uint8(64));
          callKernel(memory.memory, call);
        }
      }
      const between = distances(points);
      for (const [place, i] of rowsAt(rowAt)) {
        const others = rowAt.filter((j) => j >= 0 && j !== i && groupOf[j] === groupOf[i]);
        const nearest = Math.min(...others.map((j) => between[i]![j]!));
        expect(Math.sqrt(found.nearest[place]!)).toBe(nearest);
        if (cases.when("alone or twice", nearest === 0 || others.length === 0, "apart")) continue;
        const sum = others.reduce((total, j) => total + (1 + (j % 3)) * (nearest / between[i]![j]!) ** dims, 0);
        expect(Math.abs(found.sums[place]! - sum)).toBeLessThan(1e-9 * sum);
      }
    }),
    { numRuns: size(75, 300) },
  );
  cases.expectAll(100);
});

describe("groupMeans averages distances by group", () => {
  test.each(["distance", "half-square"] as const)("%s", (measure) => {
    fc.assert(
      fc.property(anyPoints({ minRows: 3, maxRows: 30 }), someGroups, (points, some) => {
        using memory = KernelMemory.acquire();
        const groupOf = some.map((group, i) => (i < 3 ? i : group));
        const { rowAt, starts, points: panels } = inGroups(memory, points, groupOf, 3);
        const weightOf = (i: number) => 1 + (i % 3);
        const weights = memory.float64(rowAt.length);
        for (const [place, i] of rowAt.entries()) if (i >= 0) weights[place] = weightOf(i);
        const members = [0, 1, 2].map((group) => rowAt.filter((i) => i >= 0 && groupOf[i] === group));
        const sizes = memory.float64(3);
        sizes.set(members.map((rows) => rows.reduce((sum, i) => sum + weightOf(i), 0)));
        const found = { within: memory.float64(rowAt.length), between: memory.float64(rowAt.length) };
        for (let group = 0; group < 3; group++) {
          const own = [starts[group]!, starts[group + 1]!] as const;
          const call = groupMeans(
            { points: panels, weights, starts, sizes },
            group,
            own,
            measure,
            found,
            memory.uint8(128),
          );
          callKernel(memory.memory, call);
        }
        const between = distances(points);
        const length = (i: number, j: number) => (measure === "distance" ? between[i]![j]! : between[i]![j]! ** 2 / 2);
        for (const [place, i] of rowsAt(rowAt)) {
          const sums = members.map((rows) => rows.reduce((sum, j) => sum + weightOf(j) * length(i, j), 0));
          const others = [0, 1, 2].filter((group) => group !== groupOf[i]);
          const nearest = Math.min(...others.map((group) => sums[group]! / sizes[group]!));
          const own = sizes[groupOf[i]!]!;
          const within = own > 1 ? sums[groupOf[i]!]! / (own - 1) : 0;
          expect(Math.abs(found.within[place]! - within)).toBeLessThanOrEqual(1e-6 * within);
          expect(Math.abs(found.between[place]! - nearest)).toBeLessThanOrEqual(1e-6 * nearest);
        }
      }),
      { numRuns: size(50, 200) },
    );
  });
});
