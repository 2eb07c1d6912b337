import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderCenters } from "../../../src/clustering/partition/order-centers";
import type { Matrix } from "../../../src/core";
import { matrix, row } from "../../../src/core/internal";
import {
  callKernel,
  centerSet,
  KernelMemory,
  type LloydState,
  lloydState,
  lloydStep,
  nearestCenters,
  seedCenters,
  shiftCenters,
  tileScratch,
} from "../../../src/kernels";
import { anyPoints } from "../../helpers/points";
import { size } from "../../helpers/size";
import { centerSquare, meansOf, nearestCenter, seedSquare } from "../../reference/kmeans";

const anyWeights = (rows: number) => fc.array(fc.integer({ min: 1, max: 5 }), { minLength: rows, maxLength: rows });

/** Points, and a list of centers for each of several steps, some of them points, some far off. */
const anyPaths = anyPoints({ maxCols: 7, maxRows: 30 }).chain((points) =>
  fc.tuple(
    fc.constant(points),
    anyWeights(points.rows),
    fc.integer({ min: 1, max: 11 }).chain((k) => {
      const near = fc.nat(points.rows - 1).map((i) => [...row(points, i)]);
      const coordinate = fc.oneof(fc.float({ min: -120, max: 120, noNaN: true }), fc.integer({ min: -3, max: 3 }));
      const anywhere = fc.array(coordinate, { minLength: points.cols, maxLength: points.cols });
      const centers = fc.array(fc.oneof(near, anywhere), { minLength: k, maxLength: k });
      return fc.array(centers, { minLength: 1, maxLength: 5 });
    }),
  ),
);

function setCenters(state: LloydState | ReturnType<typeof centerSet>, centers: readonly number[][]): void {
  for (const [c, center] of centers.entries()) state.centers.set(center, c * state.stride);
  shiftCenters(state);
}

test("nearest centers and their squared distances equal the naive ones, bit for bit", () => {
  fc.assert(
    fc.property(anyPaths, ([points, , [centers]]) => {
      using memory = KernelMemory.acquire();
      const rows = memory.rows(points);
      const set = centerSet(memory, rows, centers!.length);
      setCenters(set, centers!);
      const found = { labels: memory.int32(points.rows), squares: memory.float64(points.rows) };
      for (const call of nearestCenters(memory, [[0, points.rows]], rows, set, found)) callKernel(memory.memory, call);
      for (let i = 0; i < points.rows; i++) {
        const { label, square } = nearestCenter(row(points, i), centers!);
        expect([found.labels[i], found.squares[i]]).toEqual([label, square]);
      }
    }),
  );
});

test.each([1e-42, 1e-30, 1e-20, 1e17, 1e30, 1e36])("also where squares leave single precision: times %s", (scale) => {
  fc.assert(
    fc.property(anyPoints({ minRows: 6, maxCols: 5 }), (given) => {
      const points = matrix(
        given.rows,
        given.cols,
        given.data.map((value) => value * scale),
      );
      const centers = Array.from({ length: 5 }, (_, c) => [...row(points, c)]);
      using memory = KernelMemory.acquire();
      const rows = memory.rows(points);
      const set = centerSet(memory, rows, 5);
      setCenters(set, centers);
      const found = { labels: memory.int32(points.rows), squares: memory.float64(points.rows) };
      for (const call of nearestCenters(memory, [[0, points.rows]], rows, set, found)) callKernel(memory.memory, call);
      for (let i = 0; i < points.rows; i++) {
        const { label, square } = nearestCenter(row(points, i), centers);
        expect([found.labels[i], found.squares[i]]).toEqual([label, square]);
      }
    }),
  );
});

describe("steps of Lloyd", () => {
  test("labels are those of a full search however centers move, and sums those of the labels", () => {
    fc.assert(
      fc.property(anyPaths, ([points, weights, path]) => {
        using memory = KernelMemory.acquire();
        const k = path[0]!.length;
        const rows = memory.rows(points);
        const state = lloydState(memory, rows, centerSet(memory, rows, k));
        const held = memory.float64(points.rows);
        held.set(weights);
        const sums = memory.float64(k * (rows.stride + 2));
        const scratch = tileScratch(memory, state);
        let before = new Array<number>(points.rows).fill(0);
        for (const [step, centers] of path.entries()) {
          move(state, centers, step === 0 ? undefined : path[step - 1]!);
          const call = lloydStep([0, points.rows], rows, held, state, sums, scratch, step % 3 === 0);
          const changed = callKernel(memory.memory, call);
          const expected = Array.from({ length: points.rows }, (_, i) => nearestCenter(row(points, i), centers).label);
          expect([...state.labels]).toEqual(expected);
          expect(changed).toBe(expected.filter((label, i) => label !== before[i]).length);
          expectSums(sums, points, weights, expected, { k, stride: rows.stride });
          before = expected;
        }
      }),
      { numRuns: size(75, 300) },
    );
  });
});

/** Sets the centers of a step, and how far they have moved in all. */
function move(state: LloydState, centers: readonly number[][], from: readonly number[][] | undefined): void {
  const { k, moved } = state;
  const steps = centers.map((center, c) => (from ? Math.sqrt(centerSquare(center, from[c]!)) : 0));
  for (const [a, step] of steps.entries()) {
    moved[a]! += step;
    moved[k + a]! += Math.max(0, ...steps.filter((_, b) => b !== a));
  }
  setCenters(state, centers);
  orderCenters(state, from === undefined);
}

function expectSums(
  sums: Float64Array,
  points: Matrix,
  weights: readonly number[],
  labels: readonly number[],
  { k, stride }: { k: number; stride: number },
): void {
  for (let c = 0; c < k; c++) {
    const members = labels.flatMap((label, i) => (label === c ? [i] : []));
    expect(sums[k * stride + c]).toBe(members.reduce((sum, i) => sum + weights[i]!, 0));
    expect(sums[k * (stride + 1) + c]).toBe(members.length);
    const mean = meansOf(points, weights, labels, k)[c]!;
    const total = sums[k * stride + c]! || 1; // nothing is summed where there are no members
    for (let j = 0; j < points.cols; j++) {
      expect(sums[c * stride + j]! / total).toBeCloseTo(members.length > 0 ? mean[j]! : 0, 9);
    }
  }
}

test("a step of k-means++ keeps the distance to the nearest chosen center, and sums under each candidate", () => {
  fc.assert(
    fc.property(
      anyPoints({ maxCols: 6 }),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      fc.nat(3),
      (points, drawn, chosen) => {
        using memory = KernelMemory.acquire();
        const rows = memory.rows(points);
        const weights = memory.float64(points.rows).map((_, i) => i + 1);
        const held = memory.float64(points.rows);
        held.set(weights);
        const state = {
          scale: 0.25,
          panel: memory.float32(4 * rows.stride),
          trials: memory.float32(4 * points.rows),
          least: memory.float32(points.rows).fill(Infinity),
        };
        const potentials = memory.float64(4);
        const candidates = drawn.map((number) => row(points, number % points.rows));
        const nearest = new Array<number>(points.rows).fill(Infinity);
        for (const [step, four] of [candidates.slice(0, 4), candidates.slice(4)].entries()) {
          for (const [lane, candidate] of four.entries()) {
            for (let j = 0; j < rows.stride; j++) state.panel[4 * j + lane] = candidate[j] ?? 0;
          }
          callKernel(
            memory.memory,
            seedCenters([0, points.rows], rows, held, state, step === 0 ? -1 : chosen, potentials),
          );
          const expected = four.map((candidate) => {
            let sum = 0;
            for (let i = 0; i < points.rows; i++)
              sum += weights[i]! * Math.min(nearest[i]!, seedSquare(row(points, i), candidate, 0.25));
            return sum;
          });
          expect([...potentials]).toEqual(expected);
          for (let i = 0; i < points.rows; i++) {
            nearest[i] = Math.min(nearest[i]!, seedSquare(row(points, i), four[chosen]!, 0.25));
          }
        }
        expect([...state.least]).toEqual(
          Array.from({ length: points.rows }, (_, i) => seedSquare(row(points, i), candidates[chosen]!, 0.25)),
        );
      },
    ),
  );
});

test("rows outside the block are left alone", () => {
  using memory = KernelMemory.acquire();
  const rows = memory.rows(matrix(4, 1, Float32Array.of(0, 1, 2, 3)));
  const set = centerSet(memory, rows, 2);
  setCenters(set, [[0], [3]]);
  const found = { labels: memory.int32(4).fill(-9), squares: memory.float64(4) };
  for (const call of nearestCenters(memory, [[1, 3]], rows, set, found)) callKernel(memory.memory, call);
  expect([...found.labels]).toEqual([-9, 0, 1, -9]);
});
