import type { Matrix, Vectors } from "../../../core";
import { toMatrix, wrongType, wrongValue } from "../../../core/internal";
import { cosineRows } from "../spanning/cosine-rows";
import type { PredictionData } from "./prediction-data";

/**
 * New points as a clustering sees them: of length 1 under the cosine metric.
 *
 * @throws TypeError when the model is something else; RangeError when they have another number of columns, or one is
 * all zeros under the cosine metric.
 */
export function readQueries(model: PredictionData, vectors: Vectors): Matrix {
  const { vectors: training, metric, condensedTree } = (model ?? {}) as Partial<PredictionData>;
  if (!training || !condensedTree) throw wrongType("model", "what predictionData returns", model);
  const given = toMatrix("vectors", vectors);
  if (given.rows > 0 && given.cols !== training.cols) {
    throw wrongValue("vectors", `rows of ${training.cols} numbers`, given.cols);
  }
  return metric === "cosine" ? cosineRows("vectors", given) : given;
}
