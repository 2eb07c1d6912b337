export type { AlignTo } from "./align";
export type { Curve } from "./curve";
export { type PcaOptions, type PcaResult, pca, pcaTransform } from "./pca";
export {
  continuity,
  type Distortion,
  distortion,
  neighborPreservation,
  type PictureQualityOptions,
  trustworthiness,
} from "./picture-quality";
export {
  type TruncatedSvdOptions,
  type TruncatedSvdResult,
  truncatedSvd,
  truncatedSvdTransform,
} from "./truncated-svd";
export { type TsneOptions, type TsneResult, tsne } from "./tsne";
export { type UmapModel, type UmapOptions, type UmapResult, umap } from "./umap";
export { umapTransform } from "./umap-transform";
