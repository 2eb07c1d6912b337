import fc from "fast-check";
import { linkageTree } from "../../src/clustering/hdbscan/tree/linkage-tree";
import type { Hierarchy } from "../../src/clustering/types";
import type { WeightedTree } from "../reference/condensed-tree";

/** Spanning trees of weighted points, with many equal distances, some of 0, and parts that nothing connects. */
export function anyWeightedTree(maxPoints = 14, largest = 6): fc.Arbitrary<WeightedTree> {
  const distance = fc.constantFrom(0, 0.5, 1, 1, 2, 2, 3, 4, 5, 8, 8.5, 16, Number.POSITIVE_INFINITY);
  return fc.integer({ min: 1, max: maxPoints }).chain((points) => {
    const listOf = <T>(item: fc.Arbitrary<T>, length = points) =>
      fc.array(item, { minLength: length, maxLength: length });
    return fc
      .record({
        parents: fc.tuple(...Array.from({ length: points - 1 }, (_, i) => fc.nat({ max: i }))),
        distances: listOf(distance, points - 1),
        weights: listOf(fc.constantFrom(1, 1, 1, 2, 3, largest)),
        numbers: fc.shuffledSubarray([...new Array(points).keys()], { minLength: points, maxLength: points }),
        core: listOf(fc.constantFrom(0, 0.25, 0.5, 1, 2, 4)),
      })
      .map(({ parents, distances, weights, core, numbers }) => {
        const edges = parents.map((parent, i) => [numbers[parent]!, numbers[i + 1]!] as const);
        return weightedTree(edges, distances, weights, core);
      });
  });
}

function weightedTree(
  ends: (readonly [number, number])[],
  distances: number[],
  weights: number[],
  core: number[],
): WeightedTree {
  const edges = ends.map(([a, b], i) => ({ from: Math.min(a, b), to: Math.max(a, b), distance: distances[i]! }));
  edges.sort((a, b) => a.distance - b.distance || a.from - b.from || a.to - b.to);
  return {
    edges,
    weights,
    // no point is nearer to another than its core distance
    core: core.map((radius, point) =>
      Math.min(radius, ...edges.filter(({ from, to }) => from === point || to === point).map((edge) => edge.distance)),
    ),
  };
}

/** The same as the library holds it. */
export function hierarchyOf({ edges, weights, core }: WeightedTree): Hierarchy {
  const tree = {
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    distances: Float64Array.from(edges, ({ distance }) => distance),
  };
  const weightOf = Float64Array.from(weights);
  return { linkage: linkageTree(tree, weightOf), weights: weightOf, core: Float64Array.from(core) };
}
