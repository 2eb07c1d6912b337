import { NOISE, raggedRow } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import { placeSequences } from "../model/answers/place-sequences";
import type { ModelParts } from "../model/model-parts";
import { type RouteStep, TO_NEAREST } from "../stages/routed-placer";

/** For each distinct sequence its segment after an edit, and how firmly it belongs there. */
export interface Relabelled {
  readonly labels: RowLabels;
  readonly probabilities: Float64Array;
}

/**
 * Labels of the sequences that were fitted, after a step: those of dissolved segments are placed as new ones would be, so that each
 * is assigned the label that it has.
 *
 * @throws RangeError when the actions of some that have to be placed are hidden.
 */
export async function relabel(parts: ModelParts, step: RouteStep, run: RunOptions): Promise<Relabelled> {
  const { sequences, clusterer } = parts;
  const labels = asRowLabels(
    clusterer.labels.map((label) => (label === NOISE ? NOISE : Math.max(NOISE, step[label]!))),
  );
  const probabilities = clusterer.probabilities.map((probability, row) => (labels[row] === NOISE ? 0 : probability));
  const moved = [...labels.keys()].filter((row) => step[clusterer.labels[row]!] === TO_NEAREST);
  if (moved.some((row) => raggedRow(sequences, row).length === 0)) {
    throw new RangeError(
      '"leftOver" expected "none", for the actions of some members are hidden ("minPathMembers"), got "nearest"',
    );
  }
  if (moved.length === 0) return { labels, probabilities };
  const route = [...parts.route, step];
  const encoded = { tokens: sequences.tokens, offsets: sequences.offsets, newActions: [] };
  const { rows, placements } = await placeSequences({ ...parts, route }, encoded, run, moved);
  for (const [i, row] of rows.entries()) {
    labels[row] = placements.labels[i]!;
    probabilities[row] = placements.probabilities[i]!;
  }
  return { labels, probabilities };
}
