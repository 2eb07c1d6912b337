import { wrongType } from "../../../core/internal";
import { assignerOf } from "../answers/assigner";
import type { SegmentModel } from "../segment-model";

/**
 * Reads a model at the public edge.
 *
 * @throws TypeError when it is something else.
 */
export function toSegmentModel(name: string, value: unknown): SegmentModel {
  if (assignerOf(value) === undefined) throw wrongType(name, "a fitted or loaded model", value);
  return value as SegmentModel;
}
