import type { LayerGroup, SegmentLayer } from "./segment-layer";

/** The groups that a segment is in, coarse to fine, the segment itself last. */
export function layerPathOf(layers: readonly SegmentLayer[], segment: number): LayerGroup[] {
  const path = layers.flatMap(({ groups }) => groups?.find(({ segments }) => segments.includes(segment)) ?? []);
  return path.filter((group, i) => group.segments.length !== path[i + 1]?.segments.length);
}
