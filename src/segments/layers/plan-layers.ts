import type { ModelParts } from "../model/model-parts";
import { coarserCounts, groupsAt } from "./coarser-layers";
import { type FinerCut, finerCuts } from "./finer-layers";
import type { SegmentLayer } from "./segment-layer";

/** Layers at most, the chosen one among them. */
const MOST_LAYERS = 5;

/** A layer, and how it is made. */
export interface PlannedLayer extends SegmentLayer {
  /** Of a divided layer. */
  readonly cut?: FinerCut;
}

/** The layers of a model, coarse to fine; each is nested in the one before. They are planned once for each model. */
export function plannedLayers(parts: ModelParts): readonly PlannedLayer[] {
  const known = planned.get(parts) ?? planLayers(parts);
  planned.set(parts, known);
  return known;
}

const planned = new WeakMap<ModelParts, readonly PlannedLayer[]>();

function planLayers(parts: ModelParts): PlannedLayer[] {
  const { relations, segments, lineage } = parts;
  const finer = finerCuts(parts);
  const counts = relations ? coarserCounts(relations, MOST_LAYERS - 1 - finer.length) : [];
  const chosen = segments.map(({ name, size, segment }) => ({
    id: lineage.ids[segment]!,
    name,
    size,
    segments: [segment],
  }));
  const plans: Omit<PlannedLayer, "layer">[] = [
    ...counts
      .toReversed()
      .map((count) => ({ kind: "merged" as const, segments: count, groups: groupsAt(parts, count) })),
    { kind: "chosen", segments: segments.length, groups: chosen },
    ...finer.map((cut) => ({ kind: "divided" as const, segments: cut.pieces, groups: null, cut })),
  ];
  return plans.map((plan, layer) => ({ layer, ...plan }));
}
