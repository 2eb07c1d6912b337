export { type PcaOptions, type PcaResult, pca, pcaTransform } from "./pca";
export {
  continuity,
  type Distortion,
  distortion,
  neighborPreservation,
  type PictureQualityOptions,
  trustworthiness,
} from "./picture-quality";
