import { NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { type PlacingParts, placeSequences } from "../model/answers/place-sequences";
import type { ModelParts } from "../model/model-parts";
import { membersAlone, type NearestSegments, putNearest } from "../noise/nearest-segments";
import type { Relabelled } from "./relabel";

/**
 * What everybody is nearest to in other segments: those in none are placed as new ones would be.
 *
 * @param placing the parts by which new ones are placed there.
 */
export async function nearestEdited(
  parts: ModelParts,
  placing: PlacingParts,
  { labels, probabilities }: Relabelled,
  run: RunOptions,
): Promise<NearestSegments | undefined> {
  const { nearest, sequences } = parts;
  if (nearest === undefined) return undefined;
  const found = membersAlone(labels);
  for (const [row, label] of labels.entries()) {
    if (label === NOISE || !nearest.placed[row]) continue;
    found.placed[row] = 1;
    found.closeness[row] = probabilities[row]!;
  }
  const rest = [...labels.keys()].filter((row) => labels[row] === NOISE);
  if (rest.length === 0) return found;
  const encoded = { tokens: sequences.tokens, offsets: sequences.offsets, newActions: [] };
  const { rows, placements } = await placeSequences(placing, encoded, run, rest);
  for (const [i, row] of rows.entries()) putNearest(found, row, placements, i);
  return found;
}
