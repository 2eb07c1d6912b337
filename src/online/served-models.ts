import { wrongType } from "../core/internal";
import type { SegmentModel } from "../segments";
import { type RunningPaths, runningPathsOf } from "../segments/internal";

/** A model that reads users. */
export interface ServedModel {
  /** SHA-256 in hexadecimal digits. */
  readonly hash: string;
  readonly paths: RunningPaths;
}

/** The models of a moment: the one that answers, and the one that answers beside it, if any. A call keeps those it began with. */
export type ServedModels = readonly [ServedModel] | readonly [ServedModel, ServedModel];

/** @throws TypeError when it is no model, or one without laws of beginnings. */
export async function toServedModel(model: SegmentModel): Promise<ServedModel> {
  const paths = runningPathsOf(model);
  if (paths === undefined) throw wrongType("model", "a model of fitSegments that has laws of beginnings", model);
  paths.laws.readOn([]); // builds the tables that reading needs, which the first user should not wait for
  return { hash: await paths.hash(), paths };
}

/** Whether ids of segments mean the same in both: one goes on with those of the other, or both with those of a third. */
export function shareIds(a: ServedModel, b: ServedModel): boolean {
  const [before, other] = [a.paths.previous, b.paths.previous];
  return before === b.hash || other === a.hash || (before !== null && before === other);
}
