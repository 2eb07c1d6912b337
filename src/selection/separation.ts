import { labelCount, type Labels, NOISE, readOptions, integer, type Schema, toLabels } from "../core";
import type { WeightedSequences } from "../sequences";
import { labelledInputs, type LabelledInputs } from "./labelled-inputs";
import { ownLaw } from "./own-law";
import { ownNeighbors } from "./own-neighbors";

/** Inputs that are looked at. */
const MOST_INPUTS = 600;

export interface SeparationOptions {
  /** Inputs in segments that are looked at; more are drawn from, without replacement. @default 600 */
  maxInputs?: number;
  /** Seed of the draw. @default 1 */
  seed?: number;
}

/** How far the segments of inputs can be told ({@link separation}). Figures are 1 where all can, 0 where chance does as well. */
export interface Separation {
  /** What is left of the smaller of `law` and `near`, times the share of inputs in segments. */
  readonly value: number;
  readonly law: number;
  readonly near: number;
  /** Mean probability of an input's own segment, by what the other inputs of each segment do; chance is in it. */
  readonly ownLaw: number;
  /** Mean share of the nearest other inputs that are in the same segment; chance is in it. */
  readonly ownNeighbors: number;
  /** Share of inputs in segments. */
  readonly inSegments: number;
  /** For each segment the smaller of its `law` and `near`, 0 at least; undefined where fewer than two of its inputs were looked at. */
  readonly ofSegments: readonly (number | undefined)[];
  /** Inputs looked at. */
  readonly inputs: number;
}

const SEPARATION_OPTIONS = {
  maxInputs: integer({ min: 2 }, MOST_INPUTS),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<SeparationOptions>;

export function separation(sequences: WeightedSequences, labels: Labels, options: SeparationOptions = {}): Separation {
  const { maxInputs, seed } = readOptions(options, SEPARATION_OPTIONS);
  const { weights } = sequences;
  const read = toLabels("labels", labels, weights.length);
  const looked = labelledInputs(sequences, read, { limit: maxInputs, seed });
  const [law, near] = [ownLaw(looked), ownNeighbors(looked)].map((of) => told(of, looked)) as [Told, Told];
  const members = weights.reduce((sum, weight, row) => sum + (read[row] === NOISE ? 0 : weight), 0);
  const inSegments = members === 0 ? 0 : members / total(weights);
  const ofSegments = Array<number | undefined>(labelCount(read)).fill(undefined);
  looked.labels.forEach((label, s) => {
    ofSegments[label] = Math.max(0, Math.min(law.ofSegments[s]!, near.ofSegments[s]!));
  });
  return {
    value: inSegments * Math.max(0, Math.min(law.value, near.value)),
    law: law.value,
    near: near.value,
    ownLaw: law.mean,
    ownNeighbors: near.mean,
    inSegments,
    ofSegments,
    inputs: total(looked.weights),
  };
}

interface Told {
  readonly mean: number;
  readonly value: number;
  readonly ofSegments: Float64Array;
}

/** Shares of what is right, and how much of what chance leaves wrong they put right. */
function told(right: Float64Array, { weights, segmentOf, sizes }: LabelledInputs): Told {
  const inputs = total(weights);
  const rightOf = new Float64Array(sizes.length);
  right.forEach((share, row) => {
    rightOf[segmentOf[row]!]! += weights[row]! * share;
  });
  const mean = inputs === 0 ? 0 : total(rightOf) / inputs;
  const chance = sizes.reduce((sum, size) => sum + (size / inputs) ** 2, 0);
  return {
    mean,
    value: sizes.length < 2 ? 0 : 1 - (1 - mean) / (1 - chance),
    ofSegments: sizes.map((size, s) => (sizes.length < 2 ? 0 : 1 - (1 - rightOf[s]! / size) / (1 - size / inputs))),
  };
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
