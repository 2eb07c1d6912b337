import type { Matrix, Vectors } from "../../../core";
import { toMatrix, wrongType, wrongValue } from "../../../core/internal";
import { unitRows } from "../spanning/unit-rows";
import type { HdbscanPredictor } from "./prediction-data";

/**
 * New points as a clustering sees them: of length 1 under the cosine metric.
 *
 * @throws TypeError when the predictor is something else; RangeError when they have another number of columns, or one is all zeros under the cosine metric.
 */
export function readQueries(predictor: HdbscanPredictor, queries: Vectors): Matrix {
  const { vectors, metric, condensedTree } = (predictor ?? {}) as Partial<HdbscanPredictor>;
  if (!vectors || !condensedTree) {
    throw wrongType("predictor", "what predictionData returns", predictor);
  }
  const given = toMatrix("queries", queries);
  if (given.rows > 0 && given.cols !== vectors.cols) {
    throw wrongValue("queries", `rows of ${vectors.cols} numbers`, given.cols);
  }
  return metric === "cosine" ? unitRows("queries", given) : given;
}
