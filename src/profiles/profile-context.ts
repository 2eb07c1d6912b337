import type { Sequences } from "../sequences";
import type { Members } from "./members";
import type { GroupCounts } from "./patterns/count-patterns";
import type { PatternIndex } from "./patterns/pattern-index";

/** What every profile is made from: the sequences, who belongs where, and the patterns that all inputs show. */
export interface ProfileContext {
  readonly sequences: Sequences;
  readonly members: Members;
  readonly patterns: PatternIndex;
  readonly everybody: GroupCounts;
}
