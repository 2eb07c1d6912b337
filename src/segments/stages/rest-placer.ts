import type { Matrix } from "../../core";
import { NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { type CalibratedAnswers, confidenceBy } from "../model/answers/answer-confidence";
import { ALTERNATIVES, type Placements, type Placer } from "./placer";
import { nearestOnly } from "./routed-placer";

/** Which of those in no segment go with the nearest one. */
export interface RestRule {
  /** The confidence from which on they do; 0 for everybody. */
  readonly least: number;
  /** How confidence follows from the nearest segment and the share of closeness to it. */
  readonly answers: CalibratedAnswers;
}

/** Places as another placer does, and those in no segment with the nearest one, as far as a rule says. */
export function restPlacer(placer: Placer, rule: RestRule): Placer {
  const { without, below } = placer;
  return {
    state: () => ({
      method: "rest",
      least: rule.least,
      answers: { ...rule.answers },
      placer: placer.state(),
    }),
    ...(without && { without: (vectors) => restPlacer(without.call(placer, vectors), rule) }),
    ...(below && { below: () => below.call(placer) }),
    async place(vectors, { alternatives = ALTERNATIVES, ...run } = {}) {
      const all = await placer.place(vectors, { ...run, alternatives: ALL });
      const { k, labels: nearest, shares } = listed(all).alternatives;
      const labels = Int32Array.from(all.labels);
      const probabilities = Float64Array.from(all.probabilities);
      const placed = new Int32Array(labels.length);
      for (const [i, label] of labels.entries()) {
        if (label !== NOISE || !goesWith(rule, nearest[i * k], shares[i * k])) continue;
        labels[i] = nearest[i * k]!;
        probabilities[i] = shares[i * k]!;
        placed[i] = 1;
      }
      const found = { ...all, labels, probabilities, placed };
      return all.alternatives.k > alternatives ? nearestOnly(found, alternatives) : found;
    },
  };
}

/** Whether one in no segment goes with the nearest one, if there is any. */
export function goesWith({ least, answers }: RestRule, nearest = NOISE, closeness = 0): boolean {
  return nearest >= 0 && (least === 0 || confidenceBy(answers, { segment: nearest, membership: closeness }) >= least);
}

/** What is nearest, measured among all segments: the same whatever number of them is listed. */
export async function nearestOfAll(placer: Placer, vectors: Matrix, run: RunOptions): Promise<Placements> {
  return listed(await placer.place(vectors, { ...run, alternatives: ALL }));
}

/** More than there are segments. */
const ALL = 2 ** 30;

function listed(placed: Placements): Placements {
  return placed.alternatives.k > ALTERNATIVES ? nearestOnly(placed, ALTERNATIVES) : placed;
}
