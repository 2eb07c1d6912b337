import { labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { decodeSequence } from "../../sequences";
import type { AnswerCalibration } from "../calibration/answer-calibration";
import { calibrationBy } from "../calibration/calibrate-answers";
import type { Reference } from "../calibration/reference";
import { answerUnseen } from "../calibration/unseen-answers";
import type { ModelParts } from "../model/model-parts";
import { type RouteStep, routedPlacer, TO_NEAREST } from "../stages/routed-placer";
import type { Relabelled } from "./relabel";
import { sizesOf } from "./segment-order";

/**
 * The answers to users whom the model has not seen, in the segments after an edit. Where a half of the users gave a segment that
 * is dissolved, the answer follows the user's own where that was the same segment, and else most of its members.
 */
export function referenceAfter(parts: ModelParts, step: RouteStep, { labels }: Relabelled): Reference | undefined {
  const { reference, clusterer, sequences } = parts;
  if (reference === undefined) return undefined;
  const heir = Int32Array.from(step, (to, segment) => {
    if (to !== TO_NEAREST) return to;
    const went = labels.map((label, row) => (clusterer.labels[row] === segment ? label : NOISE));
    const sizes = sizesOf(went, sequences.weights, labelCount(labels));
    return sizes.reduce((best, size, s) => (size > (best < 0 ? 0 : sizes[best]!) ? s : best), NOISE);
  });
  return {
    ...reference,
    labels: reference.labels.map((label, i) => {
      if (label === NOISE) return NOISE;
      const row = reference.rows[i]!;
      return clusterer.labels[row] === label ? labels[row]! : heir[label]!;
    }),
  };
}

/** How often refits to halves of the users repeat the answers of the edited model. */
export async function calibrateEdited(
  parts: ModelParts,
  reference: Reference | undefined,
  { labels, probabilities }: Relabelled,
  route: readonly RouteStep[],
  run: RunOptions,
): Promise<AnswerCalibration | undefined> {
  if (reference === undefined || parts.calibration === undefined) return undefined;
  const { sequences, embedder, reducer, clusterer, origin } = parts;
  const paths = Array.from(sequences.weights, (_, row) => decodeSequence(sequences, row));
  const vectors = await embedder.embed(paths, run);
  const reduced = await reducer.transform(vectors, run);
  const edited = { ...clusterer, labels, probabilities, placer: routedPlacer(clusterer.placer, route) };
  const rows = [...new Set(reference.rows)];
  const space = { vectors, reducer, reduced, embedder };
  const unseen = await answerUnseen({ space, clusterer: edited }, rows, sequences.weights, origin.seed, run);
  return calibrationBy(reference, edited, unseen);
}
