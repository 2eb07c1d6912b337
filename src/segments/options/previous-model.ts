import type { ModelLineage } from "../model/model-origin";

/** What a fit continues of the model before it: any {@link SegmentModel}, fitted or loaded. */
export interface PreviousModel {
  readonly lineage: ModelLineage;
  readonly segments: readonly { readonly name: string }[];
  hash(): Promise<string>;
}

const MODELS = new WeakSet<object>();

/** Makes a model known as one. */
export function rememberModel(model: object): void {
  MODELS.add(model);
}

/** Whether a value is a fitted or loaded model. */
export function isModel(value: unknown): value is PreviousModel {
  return typeof value === "object" && value !== null && MODELS.has(value);
}
