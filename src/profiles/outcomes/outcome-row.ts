import type { Interval } from "../../statistics";

/** A property of the members of a segment, beside everybody else: others' segments and those in none. */
export interface OutcomeRow {
  /** Number of the segment, from 0; -1 for those in none, who are no group: they are described, not tested. */
  readonly segment: number;
  /** The number shown to people, from 1; null for none. */
  readonly number: number | null;
  readonly name: string;
  readonly property: string;
  /** What is counted, as a share: `yes`, or a category; null where it is the mean of numbers. */
  readonly category: string | null;
  /** Members whose value is known, and those whose value is missing. */
  readonly known: number;
  readonly missing: number;
  /** Share or mean of those known; null where none is, or, of a mean's interval, where one is. */
  readonly here: number | null;
  readonly interval: Interval | null;
  readonly elsewhere: number | null;
  /** Here less elsewhere, with its interval: of shares Newcombe's, of means Welch's. */
  readonly difference: number | null;
  readonly differenceInterval: Interval | null;
  /**
   * How large the difference is: of shares the odds here over those elsewhere; of means the difference in standard deviations within
   * the two (Cohen's d). Null where it is not defined.
   */
  readonly effect: number | null;
  /** Of shares Fisher's exact test; of means a permutation test, or Welch's for more than 5,000 users. Null where one side is empty. */
  readonly p: number | null;
  /** Adjusted by Benjamini and Hochberg over all segments and properties. */
  readonly q: number | null;
  /** Whether q is small enough. */
  readonly found: boolean;
}

/** A property that was compared. */
export interface OutcomeProperty {
  readonly name: string;
  readonly kind: "numeric" | "yes or no" | "categorical";
  /** Users whose value is known, and those whose value is missing. */
  readonly known: number;
  readonly missing: number;
  /** Ids with a value that are not users of the model. */
  readonly unknownIds: number;
  /** Categories too rare to be compared, and the users who have them. */
  readonly rare: { readonly categories: number; readonly users: number };
  /** How closely it goes with segments, from 0 to 1 (Cramer's V); null for numbers, and where fewer than two of either are left. */
  readonly association: number | null;
}

/** Segments by an outcome. */
export interface OutcomeAnswer {
  /** The property. */
  readonly name: string;
  /** Which segment does best, in one sentence. */
  readonly sentence: string;
  /** For each segment a sentence; null where nothing is known of its members. */
  readonly sentences: readonly (string | null)[];
  /** Numbers of the segments, highest share or mean first. */
  readonly order: readonly number[];
}

/** Result of {@link outcomes}. */
export interface OutcomeComparison {
  readonly rows: readonly OutcomeRow[];
  readonly properties: readonly OutcomeProperty[];
  /** Of the outcome; null where none is named. */
  readonly outcome: OutcomeAnswer | null;
  /** Comparisons that were tested, and the largest q of a finding. */
  readonly tested: number;
  readonly falseDiscoveryRate: number;
  readonly confidence: number;
}
