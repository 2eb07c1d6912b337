import type { EmbeddingReport } from "../embedding";
import type { EventsReport } from "../events";
import type { SequencesReport } from "../sequences";
import type { GuideReport } from "./guide/guide-report";

/** What was fitted, how, and what was left out on the way. */
export interface FitReport {
  /** Rows read and refused; undefined when the input was not events. */
  readonly events: EventsReport | undefined;
  readonly sequences: SequencesReport;
  readonly embedding: {
    readonly method: string;
    readonly dimensions: number;
    /** What a model that reads texts saw; undefined for others. */
    readonly texts: EmbeddingReport | undefined;
  };
  readonly reduction: { readonly method: string; readonly dimensions: number };
  readonly clustering: {
    readonly method: string;
    /** Undefined for a clusterer of the user's own. */
    readonly minClusterSize: number | undefined;
    readonly minSamples: number | undefined;
    readonly segments: number;
    /** Inputs that belong to no segment, and their share of all inputs that were kept. */
    readonly noise: number;
    readonly noiseShare: number;
    /**
     * Inputs that were in no segment and were put into the nearest one, as `noise` of the clustering asks; they count as members of
     * their segments. For each segment too.
     */
    readonly placed: number;
    readonly placedShare: number;
    readonly placedOf: readonly number[];
  };
  /** How far what was known beforehand and what users do agree; undefined without a guide. */
  readonly guide: GuideReport | undefined;
  /** Anything else the reader should know, in words. */
  readonly notes: readonly string[];
}
