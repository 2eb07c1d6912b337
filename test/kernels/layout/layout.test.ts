import fc from "fast-check";
import { expect, test } from "vitest";
import { matrix } from "../../../src/core/internal";
import {
  callKernel,
  KernelMemory,
  LAYOUT_SCRATCH,
  type LayoutEdges,
  layoutPlanes,
  optimizeLayout,
  placePoints,
} from "../../../src/kernels";
import { due, type Edge, stepPoint } from "../../reference/layout";

/** Blocks of points that move in turn. */
const BLOCKS = 4;
const FORCES = { a: 1.577, b: 0.895, rate: 0.16, keys: [7, 12345] as const };

interface Case {
  readonly points: number[][];
  readonly edges: Edge[][];
  readonly pushes: number[];
  readonly epochs: number;
  readonly gamma: number;
}

/**
 * Layouts with edges and pushes at random; enough points that every block has some. A push from a point almost coincident
 * magnifies rounding a thousandfold, so that full pushes are followed for one epoch, slight ones for several.
 */
const cases = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom({ epochs: 1, gamma: 1 }, { epochs: 3, gamma: 0.01 }),
  )
  .chain(([n, dimensions, { epochs, gamma }]) =>
    fc.record({
      points: fc.array(
        fc.array(
          fc.integer({ min: -40, max: 40 }).map((x) => x / 4),
          { minLength: dimensions, maxLength: dimensions },
        ),
        { minLength: n, maxLength: n },
      ),
      edges: fc.array(
        fc
          .tuple(
            fc.array(fc.record({ to: fc.integer({ min: 0, max: n - 1 }), weight: fc.constantFrom(0.25, 0.5, 1) }), {
              maxLength: 9,
            }),
            fc.array(fc.constantFrom(1, 2, 4), { minLength: 3, maxLength: 3 }),
          )
          .map(([list, every]) => list.map((edge, e) => ({ ...edge, every: every[Math.floor(e / 4)]! }))),
        { minLength: n, maxLength: n },
      ),
      pushes: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: n, maxLength: n }),
      epochs: fc.constant(epochs),
      gamma: fc.constant(gamma),
    }),
  );

function kernelEdges(memory: KernelMemory, { edges, pushes }: Pick<Case, "edges" | "pushes">): LayoutEdges {
  const groups = memory.int32(edges.length + 1);
  for (const [i, list] of edges.entries()) groups[i + 1] = groups[i]! + Math.ceil(list.length / 4);
  const columns = memory.int32(groups.at(-1)! * 4);
  const weights = memory.float32(groups.at(-1)! * 4);
  const masks = memory.int32(groups.at(-1)!);
  for (const [i, list] of edges.entries()) {
    for (const [e, { to, weight, every }] of list.entries()) {
      masks[groups[i]! + Math.floor(e / 4)] = every - 1;
      columns[groups[i]! * 4 + e] = to;
      weights[groups[i]! * 4 + e] = weight;
    }
  }
  const mean = memory.float32(pushes.length);
  mean.set(pushes);
  return { groups, columns, weights, masks, pushes: mean };
}

function expectNear(got: Float32Array, plane: number, expected: readonly number[][]) {
  for (const [i, point] of expected.entries()) {
    for (const [d, x] of point.entries()) {
      expect(Math.abs(got[d * plane + i]! - x)).toBeLessThan(2e-3 * Math.max(1, Math.abs(x)));
    }
  }
}

const rowsOf = (points: readonly (readonly number[])[]) =>
  matrix(points.length, points[0]!.length, Float32Array.from(points.flat()));

test("epochs equal the naive ones", () => {
  fc.assert(
    fc.property(cases, (given) => {
      using memory = KernelMemory.acquire();
      const n = given.points.length;
      const planes = layoutPlanes(memory, rowsOf(given.points), 2);
      const forces = { ...FORCES, gamma: given.gamma, epochs: given.epochs };
      const edges = kernelEdges(memory, given);
      const scratch = memory.float32(LAYOUT_SCRATCH * planes.dims);
      callKernel(memory.memory, optimizeLayout(edges, planes, forces, [0, given.epochs], memory.int32(4), scratch));

      let points = given.points;
      for (let epoch = 0; epoch < given.epochs; epoch++) {
        const next = points.map((point) => [...point]);
        for (let block = 0; block < BLOCKS; block++) {
          for (let v = block; v < n; v += BLOCKS) {
            const where = {
              pulling: (other: number) => (other % BLOCKS < block ? next[other]! : points[other]!),
              pushing: (other: number) => points[other]!,
            };
            const pushes = due(given.pushes[v]!, v, epoch);
            const at = { step: 0.16 * (1 - epoch / given.epochs), pushes, item: v, epoch, population: n };
            next[v] = stepPoint(points[v]!, given.edges[v]!, where, at, forces);
          }
        }
        points = next;
      }
      const { data, dims, plane } = planes;
      expectNear(data.subarray(given.epochs % 2 ? dims * plane : 0), plane, points);
    }),
  );
});

test("new points equal the naive ones, and the layout stands still", () => {
  fc.assert(
    fc.property(cases, fc.integer(), (given, seed) => {
      using memory = KernelMemory.acquire();
      const population = given.points.length;
      const dims = given.points[0]!.length;
      const reference = layoutPlanes(memory, rowsOf(given.points), 1);
      const before = reference.data.slice();
      const points = memory.float32(2 * population * dims);
      for (const [i, point] of given.points.entries()) {
        for (const [d, x] of point.entries()) points[d * population + i] = x;
      }
      const items = memory.int32(population);
      for (let i = 0; i < population; i++) items[i] = seed + i;
      const forces = { ...FORCES, gamma: given.gamma, epochs: given.epochs };
      const edges = kernelEdges(memory, given);
      const moving = { points, count: population, items, scratch: memory.float32(LAYOUT_SCRATCH * dims) };
      callKernel(memory.memory, placePoints([0, population], edges, moving, reference, forces));

      const where = { pulling: (v: number) => given.points[v]!, pushing: (v: number) => given.points[v]! };
      const expected = given.points.map((point, i) => {
        let own: number[] = point;
        for (let epoch = 0; epoch < given.epochs; epoch++) {
          const item = items[i]!;
          const pushes = due(given.pushes[i]!, item, epoch);
          const at = { step: 0.16 * (1 - epoch / given.epochs), pushes, item, epoch, population };
          own = stepPoint(own, given.edges[i]!, where, at, forces);
        }
        return own;
      });
      expectNear(points.subarray(given.epochs % 2 ? population * dims : 0), population, expected);
      expect(reference.data).toEqual(before);
    }),
  );
});
