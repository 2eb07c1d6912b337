import fc from "fast-check";
import { expect, test } from "vitest";
import { anyWeightedTree, hierarchyOf } from "../../../helpers/hierarchies";
import { size } from "../../../helpers/size";

test("each merge joins what the edges so far have joined; the left part holds the smaller point", () => {
  fc.assert(
    fc.property(anyWeightedTree(20), (tree) => {
      const { linkage, weights } = hierarchyOf(tree);
      const members = weights.length;
      const pointsOf = (node: number): number[] =>
        node < members
          ? [node]
          : [...pointsOf(linkage.left[node - members]!), ...pointsOf(linkage.right[node - members]!)];
      let parts = tree.weights.map((_, point) => [point]);
      for (const [i, { from, to, distance }] of tree.edges.entries()) {
        const joined = parts.filter((part) => part.includes(from) || part.includes(to)).sort((a, b) => a[0]! - b[0]!);
        const sorted = (node: number) => pointsOf(node).sort((a, b) => a - b);
        expect([sorted(linkage.left[i]!), sorted(linkage.right[i]!)]).toEqual(joined);
        expect(linkage.distances[i]).toBe(distance);
        const all = joined.flat().sort((a, b) => a - b);
        expect(linkage.sizes[i]).toBe(all.reduce((sum, point) => sum + tree.weights[point]!, 0));
        parts = [...parts.filter((part) => !joined.includes(part)), all];
      }
    }),
    { numRuns: size(60, 200) },
  );
});
