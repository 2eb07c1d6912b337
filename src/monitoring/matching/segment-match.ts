import type { ModelLineage } from "../../segments";
import type { SegmentFate } from "./segment-fates";
import type { UserMigration } from "./user-migration";

/** What became of the segments of a model in the one that follows (`matchSegments`). */
export interface SegmentMatch {
  /** Hashes of the models. */
  readonly previous: string;
  readonly next: string;
  /** Events that go beyond what refits of unchanged data show; empty where nothing happened. */
  readonly events: readonly SegmentEvent[];
  /** Each earlier segment, in its order. */
  readonly segments: readonly MatchedSegment[];
  /** Each later segment, in its order. */
  readonly successors: readonly SuccessorSegment[];
  /** What the later segments are called: ids are kept by heirs. */
  readonly lineage: ModelLineage;
  /**
   * Users of each population by their segment in either model: a row for each earlier segment and for none, a column for each later one
   * and for none.
   */
  readonly overlaps: {
    readonly previous: readonly (readonly number[])[];
    readonly next: readonly (readonly number[])[];
  };
  /** How much the two labelings agree on the users of each population. */
  readonly agreement: { readonly previous: LabelAgreement; readonly next: LabelAgreement };
  /** Users that both models name, by their segment then and now; undefined where one holds no names. */
  readonly migration: UserMigration | undefined;
  /** Users left out because a model hides their paths. */
  readonly hidden: { readonly previous: number; readonly next: number };
  readonly alpha: number;
  /** Comparisons of refits that events were held against; with 0, none is reported. */
  readonly comparisons: number;
}

/** An earlier segment and what became of it. */
export interface MatchedSegment {
  readonly segment: number;
  readonly id: string;
  readonly name: string;
  /** Share of the users of the earlier population. */
  readonly share: number;
  /** The later segment that keeps its id; -1 for none. */
  readonly heir: number;
  /** Jaccard similarity with the later segment most like it, in each population; 0 for none. */
  readonly jaccard: { readonly previous: number; readonly next: number };
  /** What the rules say, before it is held against refits. */
  readonly fate: SegmentFate["kind"];
  /** Median similarity that refits of unchanged data have; undefined without refits. */
  readonly refitJaccard: number | undefined;
  /** Whether refits find it again, so that events can be reported for it: a median of .75 or more; undefined without refits. */
  readonly foundAgain: boolean | undefined;
  /** How probable it is that any segment departs as far as this one's fate says when nothing has changed; undefined without refits, and where they do not find it again. */
  readonly p: number | undefined;
}

/** A later segment and where it comes from. */
export interface SuccessorSegment {
  readonly segment: number;
  readonly id: string;
  readonly name: string;
  /** Share of the users of the later population. */
  readonly share: number;
  /** The earlier segment whose id it keeps; -1 for none. */
  readonly from: number;
}

/** How two labelings of the same users agree; those in none are a group. */
export interface LabelAgreement {
  readonly adjustedRandIndex: number;
  readonly adjustedMutualInformation: number;
  readonly variationOfInformation: number;
}

/** Something that happened to segments, beyond what refits of unchanged data show. */
export interface SegmentEvent {
  readonly kind: "grow" | "shrink" | "split" | "merge" | "absorb" | "death" | "dissolve" | "birth" | "return";
  /** Ids of the earlier segments; none for a birth, the retired one for a return. */
  readonly from: readonly string[];
  /** Ids of the later segments, the one that continues it first. */
  readonly into: readonly string[];
  /** How probable it is that any segment departs as far when nothing has changed. */
  readonly p: number;
  /** In a sentence. */
  readonly text: string;
}
