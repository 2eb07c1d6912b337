import { classTfIdf } from "../patterns/class-tf-idf";
import type { GroupCounts } from "../patterns/count-patterns";
import { findPattern, type SegmentPattern } from "../patterns/pattern";
import type { ProfileContext } from "../profile-context";
import { mostCommon } from "./transition-matrix";

/** The actions that most members show, whether or not others show them too. */
export function commonActions(context: ProfileContext, within: GroupCounts, count: number): SegmentPattern[] {
  return mostCommon(context, within, count).map((id) =>
    findPattern(context, within, id, classTfIdf(context, within, id)),
  );
}
