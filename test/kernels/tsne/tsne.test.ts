import fc from "fast-check";
import { expect, test } from "vitest";
import { callKernel, KernelMemory, planeTreeBuild, tsneForces, tsneState, tsneStep } from "../../../src/kernels";
import { tsneForces as naive } from "../../reference/tsne";

const EXACT = 1e-6; // a theta at which no node is far

const anyPlane = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.constantFrom("scattered", "lattice", "one place"))
  .chain(([n, kind]) => {
    const coordinate =
      kind === "scattered"
        ? fc.float({ min: -50, max: 50, noNaN: true }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x))
        : fc.integer({ min: 0, max: kind === "lattice" ? 3 : 0 });
    return fc.array(coordinate, { minLength: 2 * n, maxLength: 2 * n });
  });

/** A chain of affinities: each point with the next two. */
function chain(n: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i !== j && Math.abs(i - j) <= 2 ? 1 / (2 * n + i + j) : 0)),
  );
}

function sparse(p: readonly (readonly number[])[]) {
  const entries = p.map((row) => row.flatMap((value, j) => (value > 0 ? [[j, value] as const] : [])));
  const offsets = Uint32Array.from([0, ...entries.map((_, i) => entries.slice(0, i + 1).flat().length)]);
  const columns = Uint32Array.from(entries.flat().map(([j]) => j));
  return { offsets, columns, values: Float32Array.from(entries.flat().map(([, value]) => value)), rows: p.length };
}

function withKernel(points: readonly number[], theta: number) {
  using memory = KernelMemory.acquire();
  const n = points.length / 2;
  const state = tsneState(memory, sparse(chain(n)));
  state.tree.points.set(points);
  callKernel(memory.memory, planeTreeBuild(state.tree, theta));
  const half = (n >> 3) << 2;
  const z =
    callKernel(memory.memory, tsneForces(state, [0, half])) + callKernel(memory.memory, tsneForces(state, [half, n]));
  const order = Array.from({ length: n }, (_, s) => state.tree.pairs[2 * s + 1]!);
  return { forces: [...state.forces], z, order, root: [...state.tree.nodes.slice(-4)] };
}

test("without far nodes, forces and their sum are those of all pairs", () => {
  fc.assert(
    fc.property(anyPlane, (points) => {
      const n = points.length / 2;
      const expected = naive(points, chain(n));
      const found = withKernel(points, EXACT);
      for (const [e, force] of expected.forces.entries()) {
        expect(Math.abs(found.forces[e]! - force)).toBeLessThan(1e-5 * (1 + n));
      }
      expect(Math.abs(found.z - expected.z)).toBeLessThanOrEqual(1e-5 * expected.z);
      expect([...found.order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(found.root[2]).toBe(n);
    }),
  );
});

test("far nodes as one point change the pushes of a thousand points by less than a fiftieth", () => {
  const points = Array.from({ length: 2000 }, (_, e) => 30 * Math.sin(e * 12.9898) + (e % 14));
  const expected = naive(points, chain(1000));
  const found = withKernel(points, 0.5);
  let error = 0;
  let size = 0;
  for (let e = 0; e < 4000; e++) {
    if (e % 4 < 2) continue;
    error += (found.forces[e]! - expected.forces[e]!) ** 2;
    size += expected.forces[e]! ** 2;
  }
  expect(Math.sqrt(error / size)).toBeLessThan(0.02);
  expect(error).toBeGreaterThan(0);
  expect(Math.abs(found.z / expected.z - 1)).toBeLessThan(0.005);
});

test("a step: momentum, gains, the longest step, and the mean back at the origin", () => {
  using memory = KernelMemory.acquire();
  const state = tsneState(memory, sparse(chain(2)));
  state.tree.points.set([1, 1, -1, 3]);
  state.forces.set([1, -0.5, 2, 2, 100, 0, 0, 0]);
  state.velocity.set([1, 1, 0, 0]);
  callKernel(memory.memory, tsneStep(state, { exaggeration: 2, z: 4, rate: 0.5, momentum: 0.5 }));
  // slopes 2 - 0.5 and -1 - 0.5 of point 0: against the last step in x alone, 200 of point 1
  const gains = [0.8, 1.2, 1.2, 1.2];
  expect([...state.gains].map((gain) => Math.round(gain * 1e6) / 1e6)).toEqual(gains);
  const steps = [0.5 - 0.5 * 0.8 * 1.5, 0.5 + 0.5 * 1.2 * 1.5, -5, 0];
  for (const [e, step] of steps.entries()) expect(state.velocity[e]).toBeCloseTo(step, 5);
  const moved = [1 + steps[0]!, 1 + steps[1]!, -6, 3];
  const mean = [(moved[0]! + moved[2]!) / 2, (moved[1]! + moved[3]!) / 2];
  for (const [e, place] of moved.entries()) expect(state.tree.points[e]).toBeCloseTo(place - mean[e % 2]!, 5);
});
