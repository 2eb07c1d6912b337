// What other modules of the package use, and its users do not: no part of the public API.
export { writeAtomically } from "./file/node-files";
export { partsOf } from "./model/parts-of";
export { toSegmentModel } from "./model/to-segment-model";
export { checkFitOptions, FIT_SEGMENTS_OPTIONS } from "./options/fit-segments-options";
export { pinnedSettings } from "./previous/fit-pinned";
export { findHeirs, type Heirs, inheritedLineage } from "./previous/heirs";
export { labelRows } from "./previous/label-rows";
export { type ModelOverlaps, modelOverlaps, shownWeights } from "./previous/model-overlaps";
export {
  jaccard,
  type Overlap,
  type Overlaps,
  overlapOf,
  shareOfAfter,
  shareOfBefore,
} from "./previous/overlap";
export { refitRows } from "./previous/refit-rows";
export { binomialWeights } from "./survey/binomial-weights";
