import { labelCount, NOISE } from "../core";
import type { PredictiveCode } from "./predictive-code";

/** What labels save. */
export interface SavedBits {
  /** On each action of all inputs. */
  readonly perAction: number;
  /** For each segment, in all. */
  readonly ofSegments: Float64Array;
  /** Of those in none, in all. */
  readonly ofNoise: number;
}

/** Bits that each labeling of the rows saves, the labels' own cost counted, beside one law for all. */
export async function savedBits(code: PredictiveCode, labelings: readonly Int32Array[]): Promise<SavedBits[]> {
  const bitsOf = await code.bitsGiven(labelings);
  return labelings.map((labels, l) => {
    const ofSegments = new Float64Array(labelCount(labels));
    let ofNoise = 0;
    let all = 0;
    labels.forEach((label, row) => {
      const saved = code.weights[row]! * (code.baseline[row]! - bitsOf[l]![row]!);
      all += saved;
      if (label === NOISE) ofNoise += saved;
      else ofSegments[label]! += saved;
    });
    return { perAction: all / code.symbols, ofSegments, ofNoise };
  });
}
