import type { Separation } from "./separation";

/** One pipeline from sequences to segments, and how good these are. No label and no clock enters. */
export interface CandidateScore {
  readonly embedding: string;
  readonly reduction: string;
  /** `hdbscan`, `kmeans`, `markov-mixture`, or the method of a clusterer of the user's own. */
  readonly clustering: string;
  /** Of HDBSCAN; undefined otherwise. */
  readonly clusterSelectionMethod: "eom" | "leaf" | undefined;
  readonly minClusterSize: number | undefined;
  readonly segments: number;
  readonly noiseShare: number;
  /**
   * Bits that knowing the segments saves on each action, to a reader who knows the action before; what it costs to encode them is
   * counted, so it is negative where they cost more. Each path is coded by what others do.
   */
  readonly savedBits: number;
  /** The same to a reader who only knows how often each action occurs. */
  readonly savedBitsOfActions: number;
  /** Mean Jaccard similarity of segments with those of resampled inputs, weighted by inputs; undefined where not looked at. */
  readonly stability: number | undefined;
}

/** How the segmentation was chosen (`fitSegments`). */
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

/** Whether there are segments in the log at all, and whether these are them (`fitSegments`). */
export interface Verdict {
  /** Of the log, by what the default call finds: the same whatever embedding, reduction or clustering was asked for. */
  readonly kind: "clear segments" | "some stable segments in a continuum" | "continuum";
  /** What was found, what speaks for it or against it, and what may be done: the three parts of {@link words}. */
  readonly sentence: string;
  readonly words: VerdictWords;
  /** The tests behind the words, with their figures. */
  readonly reasons: readonly VerdictReason[];
  /** Structure in the log. */
  readonly log: LogStructure;
  /** How well the segments of the model can be told apart. */
  readonly separation: Omit<Separation, "ofSegments">;
  /** Bits that the segments save on each action; see {@link CandidateScore.savedBits}. Of all inputs, not of a sample. */
  readonly savedBits: number;
  /** Each segment of the model. */
  readonly segments: readonly SegmentEvidence[];
  /** Share of inputs in stable segments. */
  readonly stableShare: number;
  /** Number of bootstrap resamples. */
  readonly resamples: number;
  /** True where people made the segments by edits, of which only the separation is reported. */
  readonly byHand: true | undefined;
  /** Of a layer other than the chosen one, how it came about; only the separation is reported. */
  readonly layer: "merged" | "divided" | undefined;
}

/** A verdict in words, for those who act on it. */
export interface VerdictWords {
  readonly headline: string;
  readonly why: string;
  readonly advice: string;
}

/** One test behind a verdict. */
export interface VerdictReason {
  readonly about: "structure" | "border" | "separation" | "stability" | "bits";
  readonly holds: boolean;
  /** What was looked at, with figures. */
  readonly text: string;
}

/** What the default call finds in a log, beside what it finds in logs without groups. Of a large log, in a sample. */
export interface LogStructure {
  /** Inputs of the log. */
  readonly inputs: number;
  /** Whether the default call divides them: it finds two segments, or one and inputs in none. */
  readonly divided: boolean;
  /** Segments that it finds. */
  readonly segments: number;
  /** The largest separation of all candidates. */
  readonly separation: number;
  /** Share of the inputs at a border of that division ({@link Separation.atBorder}). */
  readonly atBorder: number;
  /**
   * The largest separation in logs in which each action is drawn from the shares of all actions, at lengths of the log; none where
   * inputs are too few or share nothing, or each did one thing only.
   */
  readonly shuffled: readonly number[];
  /** Inputs in each of these logs. */
  readonly shuffledInputs: number;
  /** How much of what the shuffled logs leave unexplained is explained: 1 where all is, 0 and below where nothing is. */
  readonly beyondShuffled: number;
  /** Share of inputs in segments that are found again. */
  readonly stableShare: number;
  /** Bits that its segments save on each action. */
  readonly savedBits: number;
  /** The most that any candidate saves in the shuffled logs. */
  readonly shuffledBits: number;
  /** The same in a log in which each action is drawn from what follows the one before; undefined where no bits are left for it to explain. */
  readonly transitionBits: number | undefined;
}

/** The evidence for one segment. */
export interface SegmentEvidence {
  readonly segment: number;
  /** Share of all inputs. */
  readonly share: number;
  /** Mean Jaccard similarity with the most similar segment of resampled inputs: .75 and more is found again, below .5 dissolves. Undefined for clusterers of the user's own. */
  readonly stability: number | undefined;
  /** Bits it saves on each action of its members; next to none for a segment that does what all do. */
  readonly savedBits: number;
  /** Whether it is found again: a stability of .75 or more, or none known. */
  readonly stable: boolean;
  /** How well it can be told apart from the others ({@link Separation.ofSegments}). */
  readonly separation: number | undefined;
  /** Whether it is stable and stands apart as no division of the shuffled logs does. */
  readonly real: boolean;
}
