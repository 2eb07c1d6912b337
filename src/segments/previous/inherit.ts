import { NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { Assigner, shareAssigner } from "../model/assigner";
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
  const taken = new Set(kept.values());
  const segments = parts.segments.map((profile, j) => {
    return { ...profile, name: kept.get(j) ?? freeName(profile.name, taken) };
  });
  return { ...parts, segments, lineage };
}

/** The name, with a number behind it where a segment that goes on has it already. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} ${number}`;
  taken.add(free);
  return free;
}
