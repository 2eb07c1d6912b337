import { numbers, record, type Shape } from "../file/shape";
import type { AnswerCalibration, CalibratedAnswers } from "./answer-confidence";
import type { Reference } from "./reference";

/** Coefficients that a logistic curve is believed to have, at most. */
const LARGEST = 1e6;

export function calibrationShape(segments: number): Shape<AnswerCalibration> {
  const answers = record<CalibratedAnswers>({
    rates: numbers("Float64Array", segments + 1, Number.EPSILON, 1 - Number.EPSILON),
    coefficients: numbers("Float64Array", 3, -LARGEST, LARGEST),
  });
  return record<AnswerCalibration>({ seen: answers, unseen: answers });
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
