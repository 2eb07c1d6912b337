import { labelCount, NOISE } from "../../core/internal";
import { calibrationBy } from "../calibration/calibrate-answers";
import { type AnswerCalibration, UNMATCHED } from "../model/answers/answer-confidence";
import type { ModelParts } from "../model/model-parts";
import type { Reference } from "../model/reference";
import type { NearestSegments } from "../noise/nearest-segments";
import { type RouteStep, TO_NEAREST } from "../stages/routed-placer";
import type { Relabelled } from "./relabel";
import { sizesOf } from "./segment-order";

/** How answers can be relied on after an edit. */
export interface EditedAnswers {
  readonly calibration: AnswerCalibration | undefined;
  readonly reference: Reference | undefined;
}

/**
 * Answers that are known of users whom a model had not seen, in the segments after an edit. Where such an answer was a segment
 * that is dissolved, it becomes the user's own where that was the same segment, and else what most of its members went to.
 */
export function calibrateEdited(
  parts: ModelParts,
  step: RouteStep,
  found: Relabelled,
  nearest: NearestSegments | undefined,
): EditedAnswers {
  const { calibration, reference } = parts;
  const { labels: before } = parts.clusterer;
  const after = answersAfter(parts, step, before, found.labels);
  const nearestAfter = nearest && answersAfter(parts, step, parts.nearest?.labels ?? before, nearest.labels);
  const refits = calibration?.refits;
  return {
    reference: reference && { ...reference, labels: after(reference.labels, reference.rows) },
    calibration:
      refits &&
      calibrationBy(
        {
          ...refits,
          labels: after(refits.labels, refits.rows),
          nearest: refits.nearest && nearestAfter?.(refits.nearest, refits.rows),
          heldOut: after(refits.heldOut, refits.rows),
        },
        found,
        nearest,
      ),
  };
}

/** @param before labels that rows had, of which answers are: segments, or what is nearest. */
function answersAfter({ clusterer, sequences }: ModelParts, step: RouteStep, before: Int32Array, labels: Int32Array) {
  const heir = Int32Array.from(step, (to, segment) => {
    if (to !== TO_NEAREST) return to;
    const went = labels.map((label, row) => (clusterer.labels[row] === segment ? label : NOISE));
    const sizes = sizesOf(went, sequences.weights, labelCount(labels));
    return sizes.reduce((best, size, s) => (size > (best < 0 ? 0 : sizes[best]!) ? s : best), NOISE);
  });
  return (answers: Int32Array, rows: Uint32Array) =>
    answers.map((label, i) => {
      if (label === NOISE || label === UNMATCHED) return label;
      const row = rows[i]!;
      return before[row] === label ? labels[row]! : heir[label]!;
    });
}
