import type { Distribution } from "./distribution";
import type { EndAction } from "./end-actions";
import type { Exemplar } from "./exemplars";
import type { Pattern } from "./pattern";
import type { Transition } from "./transitions";

/**
 * What one segment does, in the users' own actions. Plain data. All shares are of the segment's members, or of everybody
 * else: the other segments and those in none.
 */
export interface SegmentProfile {
  /** The label; -1 for those outside every segment. */
  readonly segment: number;
  /** A short name made of what sets the segment apart; unique among the segments summarized together. */
  readonly name: string;
  /** What the segment does, in one or two plain sentences with the figures. */
  readonly summary: string;
  /** Members: users, or sessions. */
  readonly size: number;
  /** Share of all inputs that were kept. */
  readonly share: number;
  /** Fewer than 30 members: the shares are rough. */
  readonly small: boolean;
  /** Actions that set the segment apart, most telling first. */
  readonly distinctiveActions: readonly Pattern[];
  /** Actions in direct succession that set the segment apart, most telling first. */
  readonly distinctiveNgrams: readonly Pattern[];
  /** Share of members that show at least one of the distinctive actions and n-grams listed. */
  readonly coverageOfDescription: number;
  /** Actions that are conspicuously rarer here than elsewhere, most conspicuous first. */
  readonly lackingActions: readonly Pattern[];
  /** Actions that most members show, whether or not others do too. */
  readonly commonActions: readonly Pattern[];
  /** Actions that most members begin with. */
  readonly entryActions: readonly EndAction[];
  /** Actions that most members end with. */
  readonly exitActions: readonly EndAction[];
  /** The transitions that happen most often. */
  readonly transitions: readonly Transition[];
  /** Actions per member; null for a segment without members. */
  readonly length: Distribution | null;
  /** Actions per input of everybody else; null when there is nobody else. */
  readonly lengthElsewhere: Distribution | null;
  /** Milliseconds from a member's first to last action; null without a clock or without members. */
  readonly duration: Distribution | null;
  readonly durationElsewhere: Distribution | null;
  /** The most typical path; null for a segment without members. */
  readonly medoid: Exemplar | null;
  /** Different paths that together stand for the members; the medoid is the first. */
  readonly exemplars: readonly Exemplar[];
}

/** A profile before it is put into words. */
export type SegmentFindings = Omit<SegmentProfile, "name" | "summary">;
