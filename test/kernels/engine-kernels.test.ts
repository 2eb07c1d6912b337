import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { log, matrix, row } from "../../src/core/internal";
import {
  callKernel,
  EPS_SCRATCH,
  epsBorders,
  epsCores,
  epsGraph,
  epsLinks,
  KernelMemory,
  kdBuildCalls,
  kdTree,
  matrixChain,
  mixtureState,
  mixtureStep,
  mixtureSums,
  opticsSteps,
  pairDistances,
  panelRows,
  startMatrix,
  startOptics,
  startWard,
  wardChain,
} from "../../src/kernels";
import { anyPoints } from "../helpers/points";
import { dbscanByDefinition, logDensity, mergeHeights, opticsByDefinition, squareOf } from "../reference/engines";

const weightsOf = (rows: number) => Float64Array.from({ length: rows }, (_, i) => 1 + (i % 3));

test("epsCores, epsLinks, epsBorders: cores, components and nearest cores by looking at every pair", () => {
  fc.assert(
    fc.property(anyPoints({ maxRows: 60 }), fc.constantFrom(0.5, 1, 20), (points, eps) => {
      using memory = KernelMemory.acquire();
      const weights = weightsOf(points.rows);
      const tree = kdTree(memory, { data: points.data, cols: points.cols, scale: 1, weights, listLength: 0 });
      for (const call of kdBuildCalls(tree).flat()) callKernel(memory.memory, call);
      const graph = epsGraph(memory, tree, eps * eps);
      const scratch = memory.uint8(EPS_SCRATCH);
      const leaves = 1 << tree.depth;
      callKernel(memory.memory, epsCores(graph, { minWeight: 4, weighted: true }, scratch, 0, leaves));
      for (let leaf = leaves - 1; leaf >= 0; leaf--) {
        callKernel(memory.memory, epsLinks(graph, scratch, leaf, leaf + 1)); // in any order
      }
      callKernel(memory.memory, epsBorders(graph, scratch, 0, leaves));
      const { isCore, labels } = dbscanByDefinition(points, weights, eps, 4);
      const root = (position: number): number =>
        graph.parents[position] === position ? position : root(graph.parents[position]!);
      const pairs = new Set<string>();
      for (let position = 0; position < points.rows; position++) {
        const point = tree.order[position]!;
        expect(graph.parents[position]! >= 0).toBe(isCore[point]);
        const core = isCore[point] ? position : graph.borders[position]!;
        expect(core < 0).toBe(labels[point]! < 0);
        const near = core < 0 ? 0 : squareOf(row(points, point), row(points, tree.order[core]!));
        expect(near).toBeLessThanOrEqual(eps * eps);
        pairs.add(core < 0 ? "noise" : `${root(core)} ${isCore[point] ? labels[point] : labels[tree.order[core]!]}`);
      }
      const ends = [...pairs].filter((pair) => pair !== "noise").map((pair) => pair.split(" "));
      expect(new Set(ends.map(([component]) => component)).size).toBe(ends.length); // one label a component,
      expect(new Set(ends.map(([, label]) => label)).size).toBe(ends.length); // and one component a label
    }),
  );
});

test("wardChain and matrixChain make the merges of the definition, in steps or at once", () => {
  const scattered = fc.tuple(fc.integer({ min: 2, max: 16 }), fc.integer({ min: 1, max: 5 })).chain(([rows, cols]) =>
    fc
      .array(fc.integer({ min: -99_999, max: 99_999 }), { minLength: rows * cols, maxLength: rows * cols })
      .map((data) =>
        matrix(
          rows,
          cols,
          Float32Array.from(data, (value) => value / 1e5),
        ),
      ),
  );
  fc.assert(
    fc.property(scattered, fc.constantFrom("ward", "average", "complete"), fc.boolean(), (points, linkage, steps) => {
      const weights = weightsOf(points.rows);
      const expected = mergeHeights(points, weights, linkage);
      fc.pre(expected.every((height, i) => height > 1e-3 && (i === 0 || height - expected[i - 1]! > 1e-3 * height)));
      using memory = KernelMemory.acquire();
      const last = points.rows - 1;
      const each = steps ? Array.from({ length: last }, (_, i) => i + 1) : [last];
      let heights: number[];
      if (linkage === "ward") {
        const state = startWard(memory, memory.rows(points), weights, new Float64Array(points.cols), 1);
        for (const merges of each) callKernel(memory.memory, wardChain(state, merges));
        heights = Array.from(state.merges.heights, (half) => Math.sqrt(2 * half));
      } else {
        const panels = panelRows(memory, points.data, points.cols);
        const state = startMatrix(memory, weights);
        callKernel(memory.memory, pairDistances(panels, state, memory.uint8(64), 0, panels.count));
        for (const merges of each) callKernel(memory.memory, matrixChain(state, linkage, merges));
        heights = [...state.merges.heights];
      }
      heights.sort((a, b) => a - b);
      expect(expected.filter((height, i) => Math.abs(heights[i]! / height - 1) > 1e-5)).toEqual([]);
    }),
  );
});

test("opticsSteps takes points by the definition", () => {
  const rows = [0, 0.9, 2.1, 3.6, 20, 21.3, 23, 50];
  const points = matrix(8, 1, Float32Array.from(rows));
  const expected = opticsByDefinition(points, 2, 10);
  using memory = KernelMemory.acquire();
  const panels = panelRows(memory, points.data, 1);
  const core = memory.float32(8);
  core.set(expected.core.map((distance) => distance * distance));
  const state = startOptics(memory, panels, core, 100);
  callKernel(memory.memory, opticsSteps(panels, state, 0, 3));
  callKernel(memory.memory, opticsSteps(panels, state, 3, 8));
  expect([...state.order]).toEqual(expected.order);
  const reached = Array.from(state.reachOf, Math.sqrt);
  expect(
    expected.reachability.filter((value, i) => value !== reached[i] && Math.abs(value - reached[i]!) > 1e-5),
  ).toEqual([]);
  expect(state.from.slice(0, 8)).toEqual(Int32Array.of(-1, 0, 1, 2, -1, 4, 5, -1));
});

describe("mixtureStep", () => {
  test("responsibilities, moments and likelihood by their formulas, for any number of rows", () => {
    fc.assert(
      fc.property(anyPoints({ maxRows: 9, maxCols: 3 }), fc.integer({ min: 1, max: 3 }), (points, k) => {
        using memory = KernelMemory.acquire();
        const d = points.cols;
        const weights = memory.float64(points.rows);
        weights.set(weightsOf(points.rows));
        const state = mixtureState(memory, k, d, false);
        const means = Array.from({ length: k }, (_, c) => Array.from({ length: d }, (_, j) => 3 * c - j));
        const variance = (c: number, j: number) => 4 ** (c + j);
        for (let c = 0; c < k; c++) {
          let logs = log(1 / k) - (d / 2) * log(2 * Math.PI);
          for (let j = 0; j < d; j++) {
            state.means[c * d + j] = means[c]![j]!;
            state.whiten[c * d + j] = 1 / Math.sqrt(variance(c, j));
            logs -= log(variance(c, j)) / 2;
          }
          state.constants[c] = logs;
        }
        const room = mixtureSums(memory, state);
        const shares = memory.float64(points.rows * k);
        callKernel(memory.memory, mixtureStep([0, points.rows], memory.rows(points), weights, state, room, shares));
        const entries = 1 + 2 * d;
        const sums = Array.from({ length: room.sums.length / 2 }, (_, e) => room.sums[2 * e]! + room.sums[2 * e + 1]!);
        const expected = new Float64Array(sums.length);
        for (let i = 0; i < points.rows; i++) {
          const x = row(points, i);
          const logs = means.map((mean, c) => {
            const covariance = mean.map((_, a) => mean.map((_value, b) => (a === b ? variance(c, a) : 0)));
            return log(1 / k) + logDensity(x, mean, covariance);
          });
          const most = Math.max(...logs);
          const total = logs.reduce((sum, value) => sum + Math.exp(value - most), 0);
          expected[k * entries]! += weights[i]! * (most + Math.log(total));
          for (let c = 0; c < k; c++) {
            const share = Math.exp(logs[c]! - most) / total;
            expect(Math.abs(shares[i * k + c]! - share)).toBeLessThan(1e-12);
            expected[c * entries]! += weights[i]! * share;
            for (let j = 0; j < d; j++) {
              const difference = x[j]! - means[c]![j]!;
              expected[c * entries + 1 + j]! += weights[i]! * share * difference;
              expected[c * entries + 1 + d + j]! += weights[i]! * share * difference * difference;
            }
          }
        }
        const off = sums.filter((sum, e) => Math.abs(sum - expected[e]!) > 1e-9 * Math.max(1, Math.abs(expected[e]!)));
        expect(off).toEqual([]);
      }),
    );
  });
});
