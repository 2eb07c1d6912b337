import type { SegmentActivity } from "./figures/activity";
import type { DistributionSummary } from "./figures/distribution";
import type { DropOff } from "./figures/drop-offs";
import type { DwellTime } from "./figures/dwell-times";
import type { EndAction } from "./figures/end-actions";
import type { PropertyProfile } from "./figures/properties";
import type { StepMatrix } from "./figures/step-matrix";
import type { TransitionMatrix } from "./figures/transition-matrix";
import type { SegmentTransition } from "./figures/transitions";
import type { BorderlinePath } from "./paths/borderline-paths";
import type { Exemplar } from "./paths/exemplars";
import type { SegmentPattern } from "./patterns/pattern";
import type { NameTruth } from "./words/name-truth";

/**
 * What one segment does, in the users' own actions. Plain data. All shares are of the segment's members, or of everybody
 * else: the other segments and unassigned inputs.
 */
export interface SegmentProfile {
  /** The label; -1 for unassigned inputs. */
  readonly segment: number;
  /** A short name made of what sets the segment apart; unique among the segments summarized together. */
  readonly name: string;
  /** What the members do, in one sentence without figures; unique among the segments summarized together. */
  readonly description: string;
  /** What the segment does, in one or two plain sentences with the figures. */
  readonly summary: string;
  /** Members: users, or sessions. */
  readonly size: number;
  /** Share of all inputs that were kept. */
  readonly share: number;
  /** Fewer than 30 members: the shares are rough. */
  readonly small: boolean;
  /**
   * Mean similarity of the members' paths to the most typical one, from 0 (nothing in common) to 1 (the same shares of
   * actions and transitions); null for a segment without members.
   */
  readonly cohesion: number | null;
  /** How long the cluster stands as density rises, from 0 to 1, as the clusterer reports it; null where it reports none. */
  readonly persistence: number | null;
  /** What sets the segment apart. */
  readonly patterns: SegmentPatterns;
  /** The members' paths: how long, which are typical, which doubtful. */
  readonly paths: SegmentPaths;
  /** How the members begin, go on and end. */
  readonly flow: SegmentFlow;
  /** How long they take, and when they are active. */
  readonly times: SegmentTimes;
  /** The numeric properties given, one entry each. */
  readonly properties: readonly PropertyProfile[];
  /** How far the name and the description can be trusted, and who wrote them. */
  readonly words: SegmentWords;
}

/** The patterns of a segment: actions, and actions in an order. */
export interface SegmentPatterns {
  /** Actions that set the segment apart, most distinctive first. */
  readonly distinctiveActions: readonly SegmentPattern[];
  /** Actions in direct succession that set the segment apart, most distinctive first. */
  readonly distinctiveNgrams: readonly SegmentPattern[];
  /** Actions in this order, with others between them or not, that set the segment apart, most distinctive first. */
  readonly distinctiveSubsequences: readonly SegmentPattern[];
  /** Actions that are conspicuously rarer here than elsewhere, most conspicuous first. */
  readonly lackingActions: readonly SegmentPattern[];
  /** Actions that most members show, whether or not others do too. */
  readonly commonActions: readonly SegmentPattern[];
  /** Share of members that show at least one of the distinctive patterns listed. */
  readonly coverage: number;
  /** Patterns found on one half of the inputs and tested on the other, listed or not. */
  readonly tested: number;
}

/** The paths of a segment's members. */
export interface SegmentPaths {
  /** Actions per member; null for a segment without members. */
  readonly length: DistributionSummary | null;
  /** Actions per input of everybody else; null when there is nobody else. */
  readonly lengthElsewhere: DistributionSummary | null;
  /** The most typical path; null for a segment without members. */
  readonly medoid: Exemplar | null;
  /** Different paths that together stand for the members; the medoid is the first. */
  readonly exemplars: readonly Exemplar[];
  /** Paths of members that another segment's typical path fits about as well, the most doubtful first. */
  readonly borderline: readonly BorderlinePath[];
}

/** How a segment's members begin, go on and end. */
export interface SegmentFlow {
  /** Actions that most members begin with. */
  readonly entryActions: readonly EndAction[];
  /** Actions that most members end with. */
  readonly exitActions: readonly EndAction[];
  /** Actions after which members stop more often than others do, most conspicuous first. */
  readonly dropOffs: readonly DropOff[];
  /** The transitions that happen most often. */
  readonly transitions: readonly SegmentTransition[];
  /** All transitions among the most common actions. */
  readonly transitionMatrix: TransitionMatrix;
  /** Share of each action at each of the first positions. */
  readonly stepMatrix: StepMatrix;
}

/** When a segment's members act, and for how long; empty and null where events have no times. */
export interface SegmentTimes {
  /** Milliseconds from a member's first to last action; null without times or without members. */
  readonly duration: DistributionSummary | null;
  /** The same of everybody else; null without times, without members, or when there is nobody else. */
  readonly durationElsewhere: DistributionSummary | null;
  /** Time from an action to the next one; empty without times. */
  readonly dwellTimes: readonly DwellTime[];
  /** Hours, weekdays, active days and sessions; null without times or without members. */
  readonly activity: SegmentActivity | null;
}

/** What is known about a segment's name and description. */
export interface SegmentWords {
  /** Of how many the name is true, counted exactly; null for a name that claims nothing, such as `everybody`. */
  readonly nameTruth: NameTruth | null;
  /** How much of the segment the description speaks of, in words: `these 4 patterns describe 93% of members, …`. */
  readonly coverageText: string;
  /** The name that seqment made of what sets the segment apart, whatever it is called; null in models of older versions. */
  readonly keywords: string | null;
  /** Who named it: seqment, the `describe` of the options, or else people, a guide or the model before. */
  readonly namedBy: "seqment" | "describe" | "given";
  /** Who wrote the description: seqment, or the `describe` of the options. */
  readonly describedBy: "seqment" | "describe";
  /** Why `describe` gave no words here, or not all, so that seqment's own stand; null where it did, or was not asked. */
  readonly describeError: string | null;
  /** What `describe` was given last, and what it answered; null where it was not asked. */
  readonly audit: DescribeAudit | null;
}

/** A prompt and its answer, kept so that it is known where words come from. */
export interface DescribeAudit {
  /** At most 16,000 characters. */
  readonly prompt: string;
  /** At most 4,000 characters; empty after an error. */
  readonly answer: string;
  /** How often it was asked. */
  readonly asks: number;
}

/** A profile before it is put into words. */
export type SegmentFindings = Omit<SegmentProfile, "name" | "description" | "summary" | "words">;

/** All patterns that set a segment apart: actions, n-grams, subsequences, each list in its order. */
export function distinctiveOf({ patterns }: Pick<SegmentProfile, "patterns">): SegmentPattern[] {
  return [...patterns.distinctiveActions, ...patterns.distinctiveNgrams, ...patterns.distinctiveSubsequences];
}
