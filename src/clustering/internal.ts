// What other modules of the package use, and its users do not: no part of the public API.
export { MARKOV_MIXTURE_SETTINGS, type MarkovMixtureSettings } from "./chains/markov-mixture";
export { toResponsibilities } from "./chains/mixture-steps";
export { mostProbable } from "./chains/most-probable";
export { resampleMixture } from "./chains/resample-mixture";
export { guidedCut } from "./hdbscan/guided-cut";
export { HDBSCAN_SETTINGS } from "./hdbscan/hdbscan";
export { type ClustersBelow, clustersBelow } from "./hdbscan/predict/clusters-below";
export { withoutPoints } from "./hdbscan/predict/without-points";
export { resampleClusters } from "./hdbscan/resample-clusters";
export { GAUSSIAN_MIXTURE_SETTINGS } from "./partition/gaussian-mixture";
export { type NearestCenters, nearestCenters } from "./partition/nearest-centers";
export { resampleMeans } from "./partition/resample-means";
export { findPoint } from "./points/find-point";
