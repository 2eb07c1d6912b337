import { NOISE } from "../core";
import type { SavedBits } from "./saved-bits";
import type { SegmentEvidence, Verdict } from "./types";

/** What a verdict rests on. */
interface Evidence {
  readonly saved: SavedBits;
  /** Jaccard similarity of each segment; undefined where it cannot be resampled. */
  readonly stability: Float64Array | undefined;
  readonly nulls: Verdict["nulls"];
  readonly resamples: number;
}

/** The weighted rows that were segmented. */
interface LabelledRows {
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  /** Number of actions of each row, its end counted. */
  readonly lengths: Float64Array;
}

/** Found again in resamples (Hennig 2007). */
const RECOVERED = 0.75;
const MOST = 0.5;

/**
 * Clear segments: they save bits, more than in logs without segments, and at least half of the inputs are in segments
 * that are found again. A continuum: they save none, or none is found again, or nothing is divided.
 */
export function reachVerdict({ labels, weights, lengths }: LabelledRows, evidence: Evidence): Verdict {
  const { saved, stability, nulls, resamples } = evidence;
  const inputs = new Float64Array(saved.ofSegments.length);
  const actions = new Float64Array(saved.ofSegments.length);
  let all = 0;
  for (const [row, label] of labels.entries()) {
    all += weights[row]!;
    if (label === NOISE) continue;
    inputs[label]! += weights[row]!;
    actions[label]! += weights[row]! * lengths[row]!;
  }
  const segments = Array.from(inputs, (_, segment): SegmentEvidence => {
    const savedBits = saved.ofSegments[segment]! / actions[segment]!;
    const jaccard = stability?.[segment];
    return { segment, stability: jaccard, savedBits, stable: (jaccard ?? 1) >= RECOVERED };
  });
  const stableInputs = segments.reduce((sum, { segment, stable }) => sum + (stable ? inputs[segment]! : 0), 0);
  const stableShare = all === 0 ? 0 : stableInputs / all;
  const savesBits = saved.perAction > Math.max(0, nulls.shuffled, nulls.transitions);
  const divided = labels.some((label) => label !== labels[0]);
  const kind =
    !savesBits || stableShare === 0 || !divided
      ? "continuum"
      : stableShare >= MOST
        ? "clear segments"
        : "some stable segments in a continuum";
  const figures = { kind, savedBits: saved.perAction, nulls, segments, stableShare, resamples } as const;
  return { ...figures, sentence: sentenceOf(figures, divided) };
}

function sentenceOf(
  { kind, savedBits, nulls, segments, stableShare }: Omit<Verdict, "sentence">,
  divided: boolean,
): string {
  if (!divided) {
    const all = segments.length === 0 ? "no segment was found" : "all inputs are one segment";
    return `A continuum: ${all}; there is nothing to tell apart.`;
  }
  const stable = segments.filter((segment) => segment.stable).length;
  const bits = `${fixed(savedBits)} bits an action (in logs without segments ${fixed(Math.max(nulls.shuffled, nulls.transitions))} at most)`;
  const share = `${Math.round(stableShare * 100)} % of inputs`;
  const found = `${stable} of ${segments.length} are found again in resamples, with ${share}`;
  if (kind === "clear segments") return `Clear segments: they save ${bits}; ${found}.`;
  if (kind === "continuum") {
    const why = savedBits > 0 ? `the segments save ${bits}, and ${found}` : `the segments save no bits: ${bits}`;
    return `A continuum: ${why}; take the labels as convenience cuts.`;
  }
  return `Some stable segments in a continuum: the segments save ${bits}; ${found}.`;
}

function fixed(bits: number): string {
  const text = bits.toFixed(3);
  return text === "-0.000" ? "0.000" : text;
}
