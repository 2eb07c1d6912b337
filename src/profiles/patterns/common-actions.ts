import { mostCommon } from "../figures/transition-matrix";
import type { ProfileContext } from "../profile-context";
import { classTfIdf } from "./class-tf-idf";
import type { GroupCounts } from "./count-patterns";
import { findPattern, type SegmentPattern } from "./pattern";

/** The actions that most members show, whether or not others show them too. */
export function commonActions(context: ProfileContext, within: GroupCounts, count: number): SegmentPattern[] {
  return mostCommon(context, within, count).map((id) =>
    findPattern(context, within, id, classTfIdf(context, within, id)),
  );
}
