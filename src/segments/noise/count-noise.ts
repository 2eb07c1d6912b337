import { labelCount, NOISE, percentText, sum, unitsText } from "../../core/internal";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import type { FittedClusterer } from "../stages/clusterer";
import type { ChosenSegments } from "../survey/choose-segments";
import type { NearestSegments } from "./nearest-segments";

/** Inputs in no segment, and those that were put into the nearest one. */
export interface NoiseCounts {
  readonly noise: number;
  readonly noiseShare: number;
  readonly placed: number;
  readonly placedShare: number;
  readonly placedOf: readonly number[];
}

/** @param inputs all that were kept. */
export function countNoise(
  labels: RowLabels,
  nearest: NearestSegments | undefined,
  weights: Float64Array,
  inputs: number,
): NoiseCounts {
  const placedOf = new Array<number>(labelCount(labels)).fill(0);
  let members = 0;
  for (const [row, label] of labels.entries()) {
    if (label === NOISE) continue;
    members += weights[row]!;
    if (nearest?.placed[row]) placedOf[label]! += weights[row]!;
  }
  const noise = inputs - members;
  const placed = sum(placedOf);
  return { noise, noiseShare: noise / inputs, placed, placedShare: placed / inputs, placedOf };
}

/** What was chosen, with those in none that were in none before they went with the nearest segment. */
export function withoutPlaced(chosen: ChosenSegments, nearest: NearestSegments): ChosenSegments {
  const { clusterer } = chosen;
  return { ...chosen, clusterer: { ...clusterer, labels: labelsWithoutPlaced(clusterer.labels, nearest) } };
}

/** Labels of members alone. */
export function labelsWithoutPlaced(labels: RowLabels, nearest: NearestSegments | undefined): RowLabels {
  if (nearest === undefined) return labels;
  return asRowLabels(labels.map((label, row) => (nearest.placed[row] ? NOISE : label)));
}

/** How many were put into the nearest segment, and where they do not count. */
export function notesOnNoise(
  { labels }: Pick<FittedClusterer, "labels">,
  { placed }: NearestSegments,
  weights: Float64Array,
  unit: string,
): string[] {
  const users = weights.reduce((all, weight, row) => all + (placed[row] && labels[row] !== NOISE ? weight : 0), 0);
  if (users === 0) return [];
  const share = percentText(users / sum(weights));
  return [
    `${unitsText(users, unit)} (${share}) in no segment went with the nearest one: they count as members of it, and not in the verdict`,
  ];
}
