export type { AlignTo } from "./align";
export type { UmapCurve } from "./curve";
export { PcaModel, type PcaOptions, type PcaResult, pca } from "./pca";
export {
  continuity,
  type Distortion,
  distortion,
  neighborPreservation,
  type PictureQualityOptions,
  trustworthiness,
} from "./picture-quality";
export { TruncatedSvdModel, type TruncatedSvdOptions, type TruncatedSvdResult, truncatedSvd } from "./truncated-svd";
export { type TsneOptions, type TsneResult, tsne } from "./tsne";
export { type UmapOptions, umap } from "./umap";
export { UmapModel, type UmapModelData, type UmapResult } from "./umap-model";
