import { numbers, orAbsent, record, type Shape } from "../../file/shape";
import type { NearestSegments } from "../../noise/nearest-segments";
import {
  type AnswerCalibration,
  type CalibratedAnswers,
  type RefitAnswers,
  UNMATCHED,
} from "../answers/answer-confidence";
import type { Reference } from "../reference";

/** Coefficients that a logistic curve is believed to have, at most. */
const LARGEST = 1e6;

export function calibrationShape(rows: number, segments: number): Shape<AnswerCalibration> {
  const answers = answersShape(segments);
  return record<AnswerCalibration>({
    seen: answers,
    unseen: answers,
    nearest: orAbsent(answers),
    refits: orAbsent(refitsShape(rows, segments)),
  });
}

export function answersShape(segments: number): Shape<CalibratedAnswers> {
  return record<CalibratedAnswers>({
    rates: numbers("Float64Array", segments + 1, Number.EPSILON, 1 - Number.EPSILON),
    coefficients: numbers("Float64Array", 3, -LARGEST, LARGEST),
  });
}

export function nearestShape(rows: number, segments: number): Shape<NearestSegments> {
  return record<NearestSegments>({
    labels: numbers("Int32Array", rows, -1, segments - 1),
    closeness: numbers("Float64Array", rows, 0, 1),
    placed: numbers("Int32Array", rows, 0, 1),
  });
}

export function referenceShape(rows: number, segments: number): Shape<Reference> {
  return (value, path) => {
    const found = record<Pick<Reference, "rows">>({ rows: numbers("Uint32Array", undefined, 0, rows - 1) })(
      value,
      path,
    );
    return record<Reference>({
      rows: numbers("Uint32Array"),
      weights: numbers("Float64Array", found.rows.length, 1),
      labels: numbers("Int32Array", found.rows.length, -1, segments - 1),
    })(value, path);
  };
}

function refitsShape(rows: number, segments: number): Shape<RefitAnswers> {
  return (value, path) => {
    const found = record<Pick<RefitAnswers, "rows">>({ rows: numbers("Uint32Array", undefined, 0, rows - 1) })(
      value,
      path,
    );
    const answers = found.rows.length;
    return record<RefitAnswers>({
      rows: numbers("Uint32Array"),
      users: numbers("Float64Array", answers, 0),
      labels: numbers("Int32Array", answers, UNMATCHED, segments - 1),
      nearest: orAbsent(numbers("Int32Array", answers, UNMATCHED, segments - 1)),
      heldOut: numbers("Int32Array", answers, UNMATCHED, segments - 1),
      memberships: numbers("Float64Array", answers, 0, 1),
    })(value, path);
  };
}
