import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SpanningAlgorithm, spanningTree } from "../../../../src/clustering/hdbscan/spanning/spanning-tree";
import type { Matrix } from "../../../../src/core";
import { checkpoint } from "../../../../src/core/internal";
import { createWorkerPool } from "../../../../src/parallel";
import { anyPoints, MISLEADING, seededBlobs } from "../../../helpers/points";
import { size } from "../../../helpers/size";
import { coreDistance, distances, spanningTree as naive } from "../../../reference/hdbscan";

const ALGORITHMS: SpanningAlgorithm[] = ["boruvka", "screened", "prim"];
const ROWS = size(1000, 3000);
const inline = createWorkerPool(1);
const two = createWorkerPool(2);

describe.each(ALGORITHMS)("%s", (algorithm) => {
  const find = (points: Matrix, weights: Float64Array, minWeight: number, pool = inline) =>
    spanningTree(points, weights, minWeight, algorithm, pool, checkpoint("tree", {}));

  test("gives the naive tree, edge by edge, whatever the ties", async () => {
    const anyWeight = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 5 }), fc.constantFrom(0.25, 1.75));
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ maxRows: 90, maxCols: algorithm === "screened" ? 20 : 6 }),
        fc.array(anyWeight),
        fc.integer({ min: 1, max: 9 }),
        async (points, some, minWeight) => {
          const weights = Float64Array.from({ length: points.rows }, (_, i) => some[i] ?? 1);
          const { core, tree } = await find(points, weights, minWeight);
          const between = distances(points);
          const expected = between.map((from, i) => coreDistance(from, [...weights], i, minWeight));
          expect([...core]).toEqual(expected);
          const edges = naive(between, expected);
          expect([...tree.from]).toEqual(edges.map(({ from }) => from));
          expect([...tree.to]).toEqual(edges.map(({ to }) => to));
          expect([...tree.distances]).toEqual(edges.map(({ reach }) => reach));
        },
      ),
      { numRuns: size(40, 500) },
    );
  });

  test("gives the same for 1 and 2 workers", async () => {
    const points = seededBlobs(4000, 3, 6);
    const weights = new Float64Array(4000).fill(1);
    expect(await find(points, weights, 6, two)).toEqual(await find(points, weights, 6));
  });
});

test.each(MISLEADING)("all ways give the same on thousands of points: %s", async (_, cols, change) => {
  const points = seededBlobs(ROWS, cols, 5);
  points.data.forEach((value, i) => {
    points.data[i] = change(value, i);
  });
  const weights = Float64Array.from({ length: ROWS }, (_, i) => 1 + (i % 3));
  const trees = await Promise.all(
    ALGORITHMS.map((algorithm) => spanningTree(points, weights, 8, algorithm, inline, checkpoint("tree", {}))),
  );
  for (const tree of trees) expect(tree).toEqual(trees[0]);
});
