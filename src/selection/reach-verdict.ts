import { NOISE, sum } from "../core/internal";
import type { RowLabels } from "../sequences/internal";
import type { SavedBits } from "./saved-bits";
import type { Separation } from "./separation";
import { isRecovered, stableShareOf } from "./stable-share";
import type { LogStructure, SegmentEvidence, Verdict } from "./types";
import { verdictReasons } from "./verdict-reasons";
import { kindOf, standsApart } from "./verdict-rule";
import { verdictWords } from "./verdict-words";

/** The segments of a model, and what was measured of them. */
export interface FoundSegments {
  readonly labels: RowLabels;
  readonly weights: Float64Array;
  readonly saved: SavedBits;
  /** Jaccard similarity of each segment; undefined where it cannot be resampled. */
  readonly stability: Float64Array | undefined;
  readonly separation: Separation;
}

interface JudgedBy {
  readonly unit: string;
  readonly resamples: number;
  /** Whether people made the segments by edits. */
  readonly byHand?: true | undefined;
  /** Where they are a layer that was not chosen itself, how it came about. */
  readonly layer?: Verdict["layer"];
}

/** The verdict on a log, and on the segments of a model of it. */
export function reachVerdict(
  found: FoundSegments,
  log: LogStructure,
  { unit, resamples, byHand, layer }: JudgedBy,
): Verdict {
  const { ofSegments: _, ...separation } = found.separation;
  const figures = {
    kind: kindOf(log),
    log,
    separation,
    savedBits: found.saved.perAction,
    segments: evidenceOf(found, log),
    stableShare: stableShareOf(found.labels, found.weights, found.stability),
    resamples,
    byHand,
    layer,
  };
  const words = verdictWords(figures, unit);
  const sentence = `${words.headline} ${words.why} ${words.advice}`;
  return { ...figures, words, sentence, reasons: verdictReasons(figures, unit) };
}

function evidenceOf(
  { labels, weights, saved, stability, separation }: FoundSegments,
  log: LogStructure,
): SegmentEvidence[] {
  const inputs = new Float64Array(saved.ofSegments.length);
  for (const [row, label] of labels.entries()) {
    if (label !== NOISE) inputs[label]! += weights[row]!;
  }
  const all = sum(weights);
  return Array.from(inputs, (size, segment) => {
    const jaccard = stability?.[segment];
    const apart = separation.ofSegments[segment];
    const stable = isRecovered(jaccard);
    return {
      segment,
      share: size / all,
      stability: jaccard,
      savedBits: saved.ofSegments[segment]!,
      stable,
      separation: apart,
      real: stable && standsApart(apart, log),
    };
  });
}
