import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, type LayoutEdges, optimizeLayout, placePoints } from "../../src/kernels";
import { due, type Edge, stepPoint } from "../reference/layout";

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
        fc.array(fc.record({ to: fc.integer({ min: 0, max: n - 1 }), weight: fc.constantFrom(0.25, 0.5, 1) }), {
          maxLength: 9,
        }),
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
  for (const [i, list] of edges.entries()) {
    for (const [e, { to, weight }] of list.entries()) {
      columns[groups[i]! * 4 + e] = to;
      weights[groups[i]! * 4 + e] = weight;
    }
  }
  const mean = memory.float32(pushes.length);
  mean.set(pushes);
  return { groups, columns, weights, pushes: mean };
}

function expectNear(got: Float32Array, expected: readonly number[][], quads: number) {
  for (const [i, point] of expected.entries()) {
    for (const [d, x] of point.entries()) {
      expect(Math.abs(got[i * quads * 4 + d]! - x)).toBeLessThan(2e-3 * Math.max(1, Math.abs(x)));
    }
  }
}

test("epochs equal the naive ones", () => {
  fc.assert(
    fc.property(cases, (given) => {
      using memory = KernelMemory.acquire();
      const n = given.points.length;
      const quads = Math.ceil(given.points[0]!.length / 4);
      const data = memory.float32(2 * n * quads * 4);
      for (const [i, point] of given.points.entries()) data.set(point, i * quads * 4);
      const forces = { ...FORCES, gamma: given.gamma, epochs: given.epochs };
      const edges = kernelEdges(memory, given);
      callKernel(memory.memory, optimizeLayout(edges, { data, quads }, forces, [0, given.epochs], memory.int32(4)));

      let points = given.points;
      for (let epoch = 0; epoch < given.epochs; epoch++) {
        const next = points.map((point) => [...point]);
        for (let block = 0; block < 16; block++) {
          for (let v = block; v < n; v += 16) {
            const where = (other: number) => ((other & 15) < block ? next[other]! : points[other]!);
            const pushes = due(given.pushes[v]!, v, epoch);
            const at = { step: 0.16 * (1 - epoch / given.epochs), pushes, item: v, epoch, population: n };
            next[v] = stepPoint(points[v]!, given.edges[v]!, where, at, forces);
          }
        }
        points = next;
      }
      expectNear(data.subarray(given.epochs % 2 ? n * quads * 4 : 0), points, quads);
    }),
  );
});

test("new points equal the naive ones, and the layout stands still", () => {
  fc.assert(
    fc.property(cases, fc.integer(), (given, seed) => {
      using memory = KernelMemory.acquire();
      const population = given.points.length;
      const quads = Math.ceil(given.points[0]!.length / 4);
      const reference = { data: memory.float32(population * quads * 4), population };
      for (const [i, point] of given.points.entries()) reference.data.set(point, i * quads * 4);
      const before = reference.data.slice();
      const points = memory.float32(population * quads * 4);
      points.set(before);
      const items = memory.int32(population);
      for (let i = 0; i < population; i++) items[i] = seed + i;
      const forces = { ...FORCES, gamma: given.gamma, epochs: given.epochs };
      const edges = kernelEdges(memory, given);
      callKernel(memory.memory, placePoints([0, population], edges, { points, items, quads }, reference, forces));

      const expected = given.points.map((point, i) => {
        let own: number[] = point;
        for (let epoch = 0; epoch < given.epochs; epoch++) {
          const pushes = due(given.pushes[i]!, items[i]!, epoch);
          const at = { step: 0.16 * (1 - epoch / given.epochs), pushes, item: items[i]!, epoch, population };
          own = stepPoint(own, given.edges[i]!, (v) => given.points[v]!, at, forces);
        }
        return own;
      });
      expectNear(points, expected, quads);
      expect(reference.data).toEqual(before);
    }),
  );
});
