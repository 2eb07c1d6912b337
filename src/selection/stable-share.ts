import { NOISE } from "../core/internal";
import type { RowLabels } from "../sequences/internal";

/** Jaccard similarity from which on a cluster counts as found again (Hennig 2007). */
const RECOVERED = 0.75;

/** Whether a segment is found again in resamples; one of which it is not known counts as such. */
export function isRecovered(jaccard: number | undefined): boolean {
  return (jaccard ?? 1) >= RECOVERED;
}

/** Share of inputs in segments that are found again. */
export function stableShareOf(labels: RowLabels, weights: Float64Array, stability: Float64Array | undefined): number {
  let [stable, all] = [0, 0];
  for (const [row, label] of labels.entries()) {
    all += weights[row]!;
    if (label !== NOISE && isRecovered(stability?.[label])) stable += weights[row]!;
  }
  return all === 0 ? 0 : stable / all;
}
