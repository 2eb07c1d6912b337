import type { RenamedAction } from "./renamed-actions";
import type { OneSidedAction } from "./vocabulary-test";

/** Whether new users are as those before were (`detectDrift`). */
export interface Drift {
  /** Whether any test is significant: the one verdict. */
  readonly drifted: boolean;
  /** The verdict in a sentence. */
  readonly text: string;
  readonly alpha: number;
  /** The tests made, always in this order: mix, new behavior, behavior, components, vocabulary. */
  readonly tests: readonly DriftTest[];
  /** Each segment of the comparison. */
  readonly segments: readonly SegmentShift[];
  readonly vocabulary: {
    /** Actions that go by another name now: `mapActions` reads them as before. */
    readonly renamed: readonly RenamedAction[];
    /** Actions that are new, and those that are gone, without the renamed ones. */
    readonly appeared: readonly OneSidedAction[];
    readonly gone: readonly OneSidedAction[];
  };
  /** Users (and sessions, where the model is of these) compared. */
  readonly compared: {
    readonly reference: number;
    readonly current: number;
    /** Whether users were drawn, for there were more distinct paths than `mostPaths`. */
    readonly drawn: boolean;
    /** Current users left out: without an action that can be read, or by a rule of the model. */
    readonly leftOut: number;
  };
}

/** One test of the panel. */
export interface DriftTest {
  /**
   * - `"mix"`: users are spread otherwise over the segments;
   * - `"new behavior"`: another share belongs to no segment;
   * - `"behavior"`: users of the same segment behave otherwise, as a learnt score shows;
   * - `"components"`: a component of their vectors is distributed otherwise;
   * - `"vocabulary"`: actions came, went, or were renamed.
   */
  readonly about: "mix" | "new behavior" | "behavior" | "components" | "vocabulary";
  /** By permuting users: (1 + permutations as extreme) / (1 + permutations). */
  readonly p: number;
  /** p corrected for all tests of the panel (Holm 1979). */
  readonly adjusted: number;
  readonly significant: boolean;
  /**
   * How large it is. Mix: half of the sum of the changes of shares. New behavior: change of the share in no segment. Behavior: difference
   * of scores, in standard deviations. Components: largest distance of distribution functions. Vocabulary: largest share of users whose
   * action came or went.
   */
  readonly effect: number;
  /** What effect is found four times in five, with this many users. */
  readonly smallestVisible: number;
  /** What it says, in a sentence. */
  readonly text: string;
}

/** A segment before and now. */
export interface SegmentShift {
  /** Number of the model's segment; -1 for none, last; -2 for a group that only the fit to half of the users has. */
  readonly segment: number;
  readonly id: string | null;
  readonly name: string | null;
  readonly reference: number;
  readonly current: number;
  /** Change of the share, with its 95% interval (Newcombe 1998; of sessions it is too narrow where users have many). */
  readonly change: number;
  readonly lower: number;
  readonly upper: number;
  /** Change of the share that is found four times in five, with this many users. */
  readonly smallestVisible: number;
}
