import type { Matrix } from "../../core";
import type { FittedEmbedder } from "../../embedding";
import type { PrefixLaws } from "../../prefixes";
import type { SegmentProfile, SegmentRelations } from "../../profiles";
import type { Selection, Verdict } from "../../selection";
import type { TokenizedSequences } from "../../sequences";
import type { FitReport } from "../fit-report";
import type { FittedClusterer } from "../stages/clusterer";
import type { FittedReducer } from "../stages/reducer";
import type { AnswerCalibration } from "./answer-confidence";
import type { ModelLineage, ModelOrigin } from "./model-origin";
import type { Reference } from "./reference";

/** The parts a model is made of. */
export interface ModelParts {
  /** SHA-256 of the compiled kernels that fitted it: other kernels may give other bits. */
  readonly kernels: string;
  readonly sequences: TokenizedSequences;
  readonly embedder: FittedEmbedder;
  readonly reducer: FittedReducer;
  readonly clusterer: FittedClusterer;
  readonly segments: readonly SegmentProfile[];
  readonly noise: SegmentProfile | undefined;
  /** Null where the segments are too many to compare all pairs. */
  readonly relations: SegmentRelations | null;
  /** 2-D coordinates of the distinct sequences. */
  readonly projection: Matrix | undefined;
  /** For each distinct sequence how wrong the picture is around it; undefined without a picture, and in older models. */
  readonly distortion: Float32Array | undefined;
  /** Where paths will belong that have only begun; undefined in older models, as the next two. */
  readonly prefixLaws: PrefixLaws | undefined;
  readonly calibration: AnswerCalibration | undefined;
  readonly reference: Reference | undefined;
  readonly selection: Selection;
  readonly verdict: Verdict;
  readonly report: FitReport;
  readonly origin: ModelOrigin;
  readonly lineage: ModelLineage;
}
