// What other modules of the package use, and its users do not: no part of the public API.
export { NAME_EXPECTED } from "./edit/segment-name";
export { rememberFound } from "./emerging/emerging-segments";
export { writeAtomically } from "./file/node-files";
export { answerOf } from "./model/assign-beginnings";
export { MODEL_TABLE } from "./model/model-members";
export { encodeInput } from "./model/new-inputs";
export { partsOf } from "./model/parts-of";
export { type RunningPaths, runningPathsOf } from "./model/running-paths";
export { SegmentModel } from "./model/segment-model";
export { strangePaths } from "./model/strange-paths";
export { toSegmentModel } from "./model/to-segment-model";
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
