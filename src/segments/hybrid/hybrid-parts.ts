import type { FittedEmbedder } from "../../embedding";
import type { FeatureFigures, FeaturesModel } from "../../features";
import type { SegmentProfile } from "../../profiles";
import type { TokenizedSequences } from "../../sequences";
import type { FittedClusterer } from "../stages/clusterer";
import type { FittedReducer } from "../stages/reducer";
import type { TableSelection } from "../table/table-selection";
import type { AblationRow } from "./ablation";
import type { BlockScales } from "./blocks";

/** What a segment does, and what its figures are like. */
export interface HybridSegment extends SegmentProfile {
  readonly figures: readonly FeatureFigures[];
}

/** The parts a model of paths and figures is made of. */
export interface HybridModelParts {
  /** A row for each pair of a path and figures. */
  readonly sequences: TokenizedSequences;
  readonly embedder: FittedEmbedder;
  readonly reducer: FittedReducer;
  readonly preparation: FeaturesModel;
  readonly scales: BlockScales;
  readonly clusterer: FittedClusterer;
  readonly segments: readonly HybridSegment[];
  readonly ablation: readonly AblationRow[];
  readonly selection: TableSelection;
  readonly notes: readonly string[];
}
