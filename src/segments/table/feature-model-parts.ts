import type { FeatureProfile, FeaturesModelData } from "../../features";
import type { MemberRow } from "../model/member-row";
import type { FittedClusterer } from "../stages/clusterer";
import type { TableSelection } from "./table-selection";

/** What the figures of a segment are like, and what it is called. */
export interface FeatureSegment extends FeatureProfile {
  readonly name: string;
  /** How much of it resampled rows find again, in [0, 1]; null where they were not resampled. */
  readonly stability: number | null;
}

/** What was fitted, and how. */
export interface TableReport {
  readonly rows: number;
  /** For each column, what is missing and clipped, and its skew before and after. */
  readonly columns: readonly TableColumn[];
  readonly clustering: {
    readonly method: string;
    readonly segments: number;
    readonly noise: number;
    /** Mean silhouette of the rows in segments, of 4,000 at most; null for fewer than two segments. */
    readonly silhouette: number | null;
  };
  /** What else the reader should know, in words. */
  readonly notes: readonly string[];
}

/** A column, and what was done to it. */
export interface TableColumn {
  readonly name: string;
  readonly missing: number;
  readonly clipped: number;
  readonly skewBefore: number;
  readonly skewAfter: number;
}

/** A row of the table of features: one figure of one segment. */
export interface FeatureFigureRow {
  readonly segment: number;
  readonly number: number | null;
  readonly name: string | null;
  readonly size: number;
  readonly feature: string;
  readonly mean: number | null;
  readonly median: number | null;
  readonly meanElsewhere: number | null;
  readonly difference: number | null;
  readonly aboveQuartile: number | null;
  readonly place: number | null;
  readonly total: number;
  readonly missing: number;
}

/** Tables of a model of features, and what a row of each is. */
export interface FeatureModelTables {
  readonly features: FeatureFigureRow;
  readonly members: MemberRow;
}

/** The parts a model of features is made of. */
export interface FeatureModelParts {
  readonly ids: readonly string[] | undefined;
  readonly preparation: FeaturesModelData;
  readonly clusterer: FittedClusterer;
  readonly segments: readonly FeatureSegment[];
  readonly noise: FeatureProfile | undefined;
  readonly selection: TableSelection;
  readonly report: TableReport;
}
