import fc from "fast-check";
import { expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { matrix, row } from "../../../src/core/internal";
import {
  callKernel,
  joinPlaces,
  joinQueries,
  joinScratchBytes,
  joinTask,
  KernelMemory,
  kdBuildCalls,
  kdNodeCores,
  kdTree,
} from "../../../src/kernels";
import { anyPoints } from "../../helpers/points";
import { size } from "../../helpers/size";
import { joinQuery, type NaivePoints } from "../../reference/join-queries";

const someOf = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 130, maxLength: 130 });
const anyTask = fc.record({
  points: anyPoints({ maxRows: 130, maxCols: 6 }),
  weights: someOf(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(0.25, 0.5, 1.75))),
  core: someOf(fc.constantFrom(0, 0.25, 1, 9, 400)),
  groupOf: someOf(fc.integer({ min: -1, max: 4 })),
  minWeight: fc.integer({ min: 1, max: 12 }),
  k: fc.integer({ min: 0, max: 5 }),
  moves: fc.array(fc.constantFrom(0, 0, 1, -0.5, 3, 50), { minLength: 6, maxLength: 6 }),
  known: someOf(fc.constantFrom(-1, -1, 4)),
});

test("queries join where the naive search says, to the bit", () => {
  fc.assert(
    fc.property(anyTask, ({ points, minWeight, k, moves, known, ...some }) => {
      const first = <T>(values: readonly T[]) => values.slice(0, points.rows);
      const naive: NaivePoints = {
        vectors: points,
        weights: first(some.weights),
        core: first(some.core),
        groupOf: first(some.groupOf),
        groups: 5,
      };
      const queries = matrix(
        points.rows,
        points.cols,
        points.data.map((x, at) => x + moves[at % points.cols]!),
      );
      const found = joined(naive, queries, minWeight, known, k);
      for (let i = 0; i < queries.rows; i++) {
        const expected = joinQuery(naive, row(queries, i), minWeight, known[i]!);
        const padded = <T>(values: T[], padding: T) => [...values, ...new Array<T>(5).fill(padding)].slice(0, k);
        expect(found.nearest[i]).toBe(expected.nearest);
        expect(found.cores[i]).toBe(expected.core);
        expect(found.neighbors[i]).toBe(expected.neighbor);
        expect(found.reachability[i]).toBe(expected.reach);
        expect([...found.groups.subarray(i * k, i * k + k)]).toEqual(padded(expected.groups, -1));
        expect([...found.groupReach.subarray(i * k, i * k + k)]).toEqual(padded(expected.groupReach, Infinity));
      }
    }),
    { numRuns: size(80, 250) },
  );
});

function joined(points: NaivePoints, queries: Matrix, minWeight: number, known: readonly number[], k: number) {
  using memory = KernelMemory.acquire();
  const { data, cols, rows } = points.vectors;
  const tree = kdTree(memory, { data, cols, scale: 1, weights: Float64Array.from(points.weights), listLength: 0 });
  for (const call of kdBuildCalls(tree).flat()) callKernel(memory.memory, call);
  for (let position = 0; position < rows; position++) {
    tree.core[position] = points.core[tree.order[position]!]!;
  }
  callKernel(memory.memory, kdNodeCores(tree));
  const task = joinTask(memory, tree, points.groupOf, points.groups, {
    minWeight,
    slack: minWeight * 1e-9,
    capacity: rows,
  });
  const places = joinPlaces(memory, task, cols, queries.rows, k);
  for (let i = 0; i < queries.rows; i++) {
    places.queries.set(row(queries, i), i * places.stride);
    places.knownCores[i] = known[i]!;
  }
  const scratch = memory.uint8(joinScratchBytes(task, k));
  const half = queries.rows >> 1;
  callKernel(memory.memory, joinQueries(task, places, scratch, 0, half));
  callKernel(memory.memory, joinQueries(task, places, scratch, half, queries.rows));
  const { nearest, neighbors, cores, reachability, groups, groupReach } = places;
  const copies = { nearest, neighbors, cores, reachability, groups, groupReach };
  return Object.fromEntries(Object.entries(copies).map(([key, value]) => [key, value.slice()])) as typeof copies;
}
