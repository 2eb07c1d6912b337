import type { SegmentProfile } from "../../profiles";
import type { ModelParts } from "../model/model-parts";

/** A group that was found far from all segments of a model. */
export interface EmergingSegment {
  /** What sets it apart. */
  readonly name: string;
  /** New users (or sessions) in it, and those that the model was fitted to. */
  readonly size: number;
  /** Of these, how many the model was fitted to. */
  readonly fromModel: number;
  /** Positions of the new ones in the input, from 0, ascending. */
  readonly members: readonly number[];
  /** Mean Jaccard similarity when users are resampled: how surely it is found again. */
  readonly stability: number;
  /** Bits saved on each action by knowing that a user is in it; below 0 where it has few paths, of which no other ones tell. */
  readonly savedBits: number;
  /** What it does, beside the rest and a sample of the model's own users. */
  readonly profile: SegmentProfile;
}

/** What was found in the rest (`emergingSegments`), for {@link SegmentModel.extend}. */
export interface EmergingSegments {
  /** Largest first; none where there is nothing new. */
  readonly segments: readonly EmergingSegment[];
  /** Users far from all segments who were looked at: new ones, and those that the model was fitted to. */
  readonly rest: { readonly current: number; readonly fromModel: number };
  /** What was found, or why nothing was, in a sentence. */
  readonly reason: string;
}

/** What extending needs of what was found. */
export interface FoundInRest {
  /** The model they were found for. */
  readonly model: ModelParts;
  /** Fitted to the rest, and users of the model beside it. */
  readonly found: ModelParts;
  /** Segments of it that are new, in the order of {@link EmergingSegments.segments}. */
  readonly accepted: readonly number[];
  /** The new users in them: their paths, and their names if they have any. */
  readonly paths: readonly (readonly string[])[];
  readonly ids: readonly string[] | undefined;
}

const FOUND = new WeakMap<EmergingSegments, FoundInRest>();

/** Keeps with a finding what extending by it needs. */
export function rememberFound(emerging: EmergingSegments, found: FoundInRest): void {
  FOUND.set(emerging, found);
}

/** What belongs to a finding; undefined for what is none. */
export function foundOf(emerging: unknown): FoundInRest | undefined {
  return FOUND.get(emerging as EmergingSegments);
}
