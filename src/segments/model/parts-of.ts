import { assignerOf } from "./answers/assigner";
import type { ModelParts } from "./model-parts";
import type { SegmentModel } from "./segment-model";

/** What a model is made of, for rooms that look into it. */
export function partsOf(model: SegmentModel): ModelParts {
  return assignerOf(model)!.parts;
}
