// What other modules of the package use, and its users do not: no part of the public API.
export { NAME_EXPECTED } from "./edit/segment-name";
export { rememberFound } from "./emerging/emerging-segments";
export { writeAtomically } from "./file/node-files";
export { answerOf } from "./model/answers/assign-beginnings";
export { encodeInput } from "./model/answers/new-inputs";
export { type RunningPaths, runningPathsOf } from "./model/answers/running-paths";
export { strangePaths } from "./model/answers/strange-paths";
export { toSegmentModel } from "./model/contents/to-segment-model";
export { MODEL_TABLE } from "./model/model-members";
export { partsOf } from "./model/parts-of";
export { SegmentModel } from "./model/segment-model";
export { checkFitOptions, FIT_SEGMENTS_OPTIONS } from "./options/fit-segments-options";
export { noisePolicyOf } from "./options/noise-policy";
export { pinnedSettings } from "./previous/fit-pinned";
export { findHeirs, type Heirs, inheritedLineage } from "./previous/heirs";
export { labelRows } from "./previous/label-rows";
export { maximumWeightMatching } from "./previous/maximum-weight-matching";
export { type ModelOverlaps, modelOverlaps, shownWeights } from "./previous/model-overlaps";
export {
  jaccard,
  type Overlap,
  type Overlaps,
  overlapOf,
  shareOfAfter,
  shareOfBefore,
} from "./previous/overlap";
export { type Pipeline, pipelineOf, refitPipeline } from "./previous/pipeline";
export { binomialWeights, shareFor } from "./survey/binomial-weights";
