import type { Matrix, Vectors } from "../../../core";
import { toMatrix, wrongType, wrongValue } from "../../../core/internal";
import { cosineRows } from "../spanning/cosine-rows";
import type { PredictionData } from "./prediction-data";
import { predictionFault } from "./prediction-fault";

/**
 * New points as a clustering sees them: of length 1 under the cosine metric.
 *
 * @throws TypeError when the model is something else; RangeError when they have another number of columns, or one is
 * all zeros under the cosine metric.
 */
export function readQueries(model: PredictionData, vectors: Vectors): Matrix {
  checkModel(model);
  const { vectors: training, metric } = model;
  const given = toMatrix("vectors", vectors);
  if (given.rows > 0 && given.cols !== training.cols) {
    throw wrongValue("vectors", `rows of ${training.cols} numbers`, given.cols);
  }
  return metric === "cosine" ? cosineRows("vectors", given) : given;
}

/** Models that were looked at before. */
const SOUND = new WeakSet<PredictionData>();

function checkModel(model: PredictionData): void {
  if (typeof model === "object" && model !== null && SOUND.has(model)) return;
  const fault = predictionFault(model);
  if (fault === "data" || !("condensedTree" in model)) throw wrongType("model", "what predictionData returns", model);
  if (fault !== undefined) throw wrongType(`model.${fault}`, "what predictionData returns", model[fault as "labels"]);
  SOUND.add(model);
}
