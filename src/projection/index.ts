export { type PcaOptions, type PcaResult, pca, pcaTransform } from "./pca";
