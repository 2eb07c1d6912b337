import { NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { renameSegments } from "../../profiles/internal";
import { Assigner, shareAssigner } from "../model/answers/assigner";
import type { ModelParts } from "../model/model-parts";
import type { PreviousModel } from "../options/previous-model";
import { findHeirs, inheritedLineage } from "./heirs";
import { modelOverlaps } from "./model-overlaps";

/** A model's parts with the ids and names of the segments of the model before, where they go on. */
export async function inherit(parts: ModelParts, previous: PreviousModel, run: RunOptions): Promise<ModelParts> {
  const next = {};
  shareAssigner(
    next,
    new Assigner(
      parts,
      parts.segments.map(({ name }) => name),
    ),
  );
  const overlaps = await modelOverlaps(previous, next, run);
  const heirs = findHeirs(overlaps);
  const hash = await previous.hash();
  const lineage = inheritedLineage({ lineage: previous.lineage, hash }, overlaps, heirs);
  const kept = new Map<number, string>();
  for (const [i, j] of heirs.heirOf.entries()) if (j !== NOISE) kept.set(j, previous.segments[i]!.name);
  const { segments, relations } = renameSegments(parts, (segment) => kept.get(segment));
  return { ...parts, segments, relations, lineage };
}
