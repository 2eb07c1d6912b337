import type { PartsPlacer, Placer } from "./placer";
import { routedPlacer } from "./routed-placer";

/**
 * Places as another placer does, among groups of its segments, or among the same in another order.
 *
 * @param groupOf for each segment its group.
 */
export function mergedPlacer(placer: Placer, groupOf: Int32Array): Placer {
  const { without } = placer;
  const merged = routedPlacer(placer, [groupOf]);
  return {
    state: () => ({ method: "merged", groupOf, placer: placer.state() }),
    ...(without && { without: (vectors) => mergedPlacer(without.call(placer, vectors), groupOf) }),
    below: () => partsBelow(placer, groupOf),
    place: (vectors, options) => merged.place(vectors, options),
  };
}

/** What was merged is apart one level further down. */
function partsBelow(placer: Placer, groupOf: Int32Array): PartsPlacer | undefined {
  if (new Set(groupOf).size < groupOf.length) return { placer, partOf: groupOf };
  const finer = placer.below?.();
  return finer && { placer: finer.placer, partOf: finer.partOf.map((segment) => groupOf[segment]!) };
}
