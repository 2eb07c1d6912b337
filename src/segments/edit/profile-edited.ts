import { raggedRow } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { SegmentProfile, SegmentRelations } from "../../profiles";
import { profileSegments, SUMMARIZE_OPTIONS } from "../../profiles/internal";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import type { ModelParts } from "../model/model-parts";
import type { ProfileOptions } from "../options/fit-segments-options";
import type { Relabelled } from "./relabel";

/** What segments do after an edit. */
export interface EditedProfiles {
  readonly segments: readonly SegmentProfile[];
  readonly noise: SegmentProfile | undefined;
  readonly relations: SegmentRelations | null;
}

/**
 * Profiles the segments again. A loaded model has no times of single users and no values of properties: what was reported of them
 * stays where the members stayed, and is not reported elsewhere.
 *
 * @param same for each segment, and last for none, which profile was of the same members; undefined where none was.
 */
export async function profileEdited(
  parts: ModelParts,
  { labels }: Relabelled,
  same: readonly (SegmentProfile | undefined)[],
  run: RunOptions,
): Promise<EditedProfiles> {
  const { sequences } = parts;
  const profiling = { ...profilingOf(parts), describe: undefined, includeNoise: true, ...run };
  const { profiles, relations } = await profileSegments(sequences, valuesOfInputs(sequences, labels, -1), profiling);
  const updated = profiles.map((profile, i) => {
    const before = same[profile.segment < 0 ? same.length - 1 : i];
    if (before === undefined) return profile;
    const times = sequences.clock ? profile.times : before.times;
    const properties = profiling.properties ? profile.properties : before.properties;
    return { ...profile, times, properties, persistence: before.persistence, ...wordsOf(profile, before) };
  });
  return {
    segments: updated.filter(({ segment }) => segment >= 0),
    noise: updated.find(({ segment, size }) => segment < 0 && size > 0),
    relations,
  };
}

/** The words that a describer gave stay; an edit does not ask it again. */
function wordsOf({ words }: SegmentProfile, { words: before, description }: SegmentProfile): Partial<SegmentProfile> {
  if (before.audit === null) return {};
  const { describedBy, describeError, audit } = before;
  return { ...(describedBy === "describe" && { description }), words: { ...words, describedBy, describeError, audit } };
}

/** How the model was profiled; of a loaded one, as far as its options say. */
function profilingOf({ profiles, origin, report, sequences }: ModelParts): ProfileOptions {
  const unit = report.events ? sequences.rules.unit : "sequence";
  return { unit, ...(profiles ?? plainOptions(origin.options.profiles)) };
}

/** Options that can be read from a file; others are left to their defaults. */
function plainOptions(saved: unknown): ProfileOptions {
  if (typeof saved !== "object" || saved === null) return {};
  const read = Object.entries(saved).filter(([key, value]) => {
    if (typeof value !== "number" && key !== "unit") return false;
    try {
      SUMMARIZE_OPTIONS[key as keyof typeof SUMMARIZE_OPTIONS]?.read(value, key);
      return Object.hasOwn(SUMMARIZE_OPTIONS, key);
    } catch {
      return false;
    }
  });
  return Object.fromEntries(read);
}

/** Whether actions of some paths are hidden, so that what is counted again would leave them out. */
export function hasHiddenPaths(sequences: TokenizedSequences): boolean {
  return sequences.weights.some((_, row) => raggedRow(sequences, row).length === 0);
}
