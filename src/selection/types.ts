/** One way to find segments, and how good those are. No label and no clock enters. */
export interface CandidateScore {
  readonly embedding: string;
  readonly reduction: string;
  /** `hdbscan`, `markov-mixture`, or the method of a clusterer of the user's own. */
  readonly clustering: string;
  /** Of HDBSCAN; undefined otherwise. */
  readonly clusterSelectionMethod: "eom" | "leaf" | undefined;
  readonly minClusterSize: number | undefined;
  readonly segments: number;
  readonly noiseShare: number;
  /** Bits that knowing the segments saves on each action, what it costs to tell them counted; negative when they cost more. */
  readonly savedBits: number;
  /** Mean Jaccard similarity of segments with those of resampled inputs, weighted by inputs; undefined where not looked at. */
  readonly stability: number | undefined;
}

/** How the segmentation was chosen ({@link fitSegments}). */
export interface Selection {
  readonly effort: "quick" | "thorough";
  /** Best first. */
  readonly candidates: readonly CandidateScore[];
  /** Position of the winner among the candidates. */
  readonly winner: number;
  /** Why it won, in a sentence. */
  readonly reason: string;
  /** The inputs and distinct sequences that candidates were tried on; undefined when it was all of them. */
  readonly sample: { readonly inputs: number; readonly distinct: number } | undefined;
  /** Candidates left out because the time budget was used up. */
  readonly skipped: number;
}

/** Whether there are segments in the data at all ({@link fitSegments}). */
export interface Verdict {
  readonly kind: "clear segments" | "some stable segments in a continuum" | "continuum";
  /** The verdict and the figures it rests on, in a sentence. */
  readonly sentence: string;
  /** Bits that the segments save on each action; see {@link CandidateScore.savedBits}. */
  readonly savedBits: number;
  /** The most that segments found the same way save in logs without any. */
  readonly nulls: {
    /** Each action drawn from the shares of all actions; lengths as they are. */
    readonly shuffled: number;
    /** Each action drawn from what follows the one before; lengths as they come. */
    readonly transitions: number;
    /** Inputs in each such log. */
    readonly inputs: number;
  };
  readonly segments: readonly SegmentEvidence[];
  /** Share of inputs in stable segments. */
  readonly stableShare: number;
  /** Number of bootstrap resamples. */
  readonly resamples: number;
}

/** The evidence for one segment. */
export interface SegmentEvidence {
  readonly segment: number;
  /** Mean Jaccard similarity with the most similar segment of resampled inputs: .75 and more is found again, below .5 dissolves. Undefined for clusterers of the user's own. */
  readonly stability: number | undefined;
  /** Bits it saves on each action of its members; next to none for a segment that does what all do. */
  readonly savedBits: number;
  /** Whether it is found again: a stability of .75 or more, or none known. */
  readonly stable: boolean;
}
