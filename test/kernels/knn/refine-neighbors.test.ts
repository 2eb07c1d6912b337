import fc from "fast-check";
import { expect, test } from "vitest";
import {
  callKernel,
  integerRows,
  KernelMemory,
  NEW_NEIGHBOR,
  refineNeighbors,
  refineScratch,
  reverseNeighbors,
} from "../../../src/kernels";
import { anyMatrix } from "../../helpers/arbitraries";
import { nearestRows } from "../../reference/nearest-rows";

const K = 3;

/** Whatever rows are rounded by, nothing that is near enough may be lost. */
function anyScale(cols: number) {
  return fc.record({
    mean: fc
      .array(fc.float({ min: -10, max: 10, noNaN: true }), { minLength: cols, maxLength: cols })
      .map((mean) => Float32Array.from(mean)),
    unit: fc.constantFrom(1e-6, 0.5, 100, 3e4, 1e20),
  });
}

test("each list gets the nearest of what is reached by way of its neighbours, in either direction, if a part is new", () => {
  const cases = anyMatrix({ minRows: K + 1, maxRows: 20 }).chain((points) =>
    fc.record({
      points: fc.constant(points),
      shifts: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: points.rows - 1 }), { minLength: K, maxLength: K }), {
        minLength: points.rows,
        maxLength: points.rows,
      }),
      fresh: fc.array(fc.array(fc.boolean(), { minLength: K, maxLength: K }), {
        minLength: points.rows,
        maxLength: points.rows,
      }),
      half: fc.boolean(),
      scale: anyScale(points.cols),
    }),
  );
  fc.assert(
    fc.property(cases, ({ points, shifts, fresh, half, scale }) => {
      const n = points.rows;
      const { indices, distances } = nearestRows(points, points, n - 1, { self: true, half });
      const rank = (i: number, j: number) => indices.indexOf(j, i * (n - 1)) - i * (n - 1);
      const span = (i: number, j: number) => distances[i * (n - 1) + rank(i, j)]!;
      const lists = shifts.map((list, i) =>
        list.map((shift) => (i + shift) % n).sort((a, b) => rank(i, a) - rank(i, b)),
      );
      const isNew = (i: number, j: number) => fresh[i]![lists[i]!.indexOf(j)]!;

      using memory = KernelMemory.acquire();
      const before = { indices: memory.int32(n * K), distances: memory.float32(n * K), k: K };
      for (const [i, list] of lists.entries()) {
        before.indices.set(
          list.map((j) => j + (isNew(i, j) ? NEW_NEIGHBOR : 0)),
          i * K,
        );
        before.distances.set(
          list.map((j) => span(i, j)),
          i * K,
        );
      }
      const holders = lists.map((_, v) => lists.flatMap((list, u) => (list.includes(v) ? [u] : [])));
      const reverse = { counts: memory.int32(n), holders: memory.int32(n * K) };
      for (const range of [[0, n >> 1] as const, [n >> 1, n] as const]) {
        callKernel(memory.memory, reverseNeighbors(range, before, reverse));
      }
      for (const [v, list] of holders.entries()) {
        const kept = list.slice(0, K);
        holders[v] = kept;
        expect(reverse.counts[v]).toBe(kept.length);
        expect([...reverse.holders.subarray(v * K, v * K + kept.length)]).toEqual(
          kept.map((u) => u + (isNew(u, v) ? NEW_NEIGHBOR : 0)),
        );
      }
      const after = { indices: memory.int32(n * K), distances: memory.float32(n * K), k: K };
      const measure = half ? "half-square" : "distance";
      const scratch = memory.int32(refineScratch(K));
      const rows = memory.rows(points);
      const { integers, calls } = integerRows(memory, rows, scale);
      for (const call of calls) callKernel(memory.memory, call);
      callKernel(memory.memory, refineNeighbors([0, n], rows, integers, measure, before, reverse, after, scratch));

      for (let v = 0; v < n; v++) {
        const reached = [
          ...lists[v]!.flatMap((u) => lists[u]!.filter((w) => isNew(v, u) || isNew(u, w))),
          ...holders[v]!,
          ...holders[v]!.flatMap((u) => lists[u]!.filter((w) => isNew(u, v) || isNew(u, w))),
        ];
        const all = [...new Set([...lists[v]!, ...reached])].filter((w) => w !== v);
        const expected = all.sort((a, b) => rank(v, a) - rank(v, b)).slice(0, K);
        const got = after.indices.subarray(v * K, v * K + K);
        expect([...got].map((id) => id & (NEW_NEIGHBOR - 1))).toEqual(expected);
        expect([...got].map((id) => (id & NEW_NEIGHBOR) !== 0)).toEqual(expected.map((w) => !lists[v]!.includes(w)));
        expect([...after.distances.subarray(v * K, v * K + K)]).toEqual(expected.map((w) => span(v, w)));
      }
    }),
  );
});
