export { EPS_SCRATCH, type EpsGraph, epsBorders, epsCores, epsGraph, epsLinks } from "./density/eps-graph";
export { type OpticsState, opticsSteps, startOptics } from "./density/optics-steps";
export { KERNEL_SHA256, type KernelName } from "./generated/module";
export { type CenterSet, centerSet, shiftCenters, tileScratch } from "./groups/center-set";
export { type GroupedPanels, groupMeans } from "./groups/group-means";
export { type CorePanels, groupReach } from "./groups/group-reach";
export { type LloydState, lloydState, lloydStep } from "./groups/lloyd-step";
export { type MembershipRule, membershipRows } from "./groups/membership-rows";
export { nearestCenters } from "./groups/nearest-centers";
export { type SeedState, seedCenters } from "./groups/seed-centers";
export {
  type ChainMerges,
  type MatrixState,
  matrixChain,
  pairDistances,
  startMatrix,
  startWard,
  type WardState,
  wardChain,
} from "./hierarchy/chains";
export { type CoreTask, coreDistances } from "./kd/core-distances";
export {
  kdBuildCalls,
  kdCoreDistances,
  kdListed,
  kdMerge,
  kdNodeCores,
  kdOutgoing,
  kdScratchBytes,
  kdStartRound,
  type NeighborTask,
} from "./kd/kd-calls";
export type { Sketch } from "./kd/kd-sketch";
export { type KdEdges, type KdPoints, type KdTree, kdTree } from "./kd/kd-tree";
export { type PrimState, primSteps, startPrim } from "./kd/prim-steps";
export {
  type JoinPlaces,
  type JoinTask,
  joinPlaces,
  joinQueries,
  joinScratchBytes,
  joinTask,
  MAX_QUERY,
} from "./knn/join-queries";
export { type NeighborLists, nearestRows, type RowPanels, rowPanels } from "./knn/nearest-rows";
export { neighborRanks, rankScratch } from "./knn/neighbor-ranks";
export {
  gatherRows,
  growTree,
  leafScratch,
  type ProjectionTree,
  projectionTree,
  searchLeaves,
} from "./knn/projection-tree";
export { NEW_NEIGHBOR, refineNeighbors, refineScratch } from "./knn/refine-neighbors";
export { type ReverseLists, reverseNeighbors } from "./knn/reverse-neighbors";
export { type CodedRows, type CodingRoom, codingRoom, predictiveCode, predictiveLaws } from "./laws/predictive-code";
export {
  LAYOUT_CHUNK,
  LAYOUT_SCRATCH,
  type LayoutEdges,
  type LayoutForces,
  type LayoutPlanes,
  layoutPlanes,
  optimizeLayout,
  placePoints,
} from "./layout/layout";
export { covarianceRows } from "./linear/covariance-rows";
export { gramRows } from "./linear/gram-rows";
export { type IntegerRows, integerRows } from "./linear/integer-rows";
export { matmul, type Strided } from "./linear/matmul";
export { type PowerSums, powerSums } from "./linear/power-sums";
export { blockProducts, mixColumns, type RitzBlock, ritzPairs, ritzScratch } from "./linear/rayleigh-ritz";
export { rowNorms } from "./linear/row-norms";
export { type SparseRows, sparseBlock, type TallBlocks } from "./linear/sparse-block";
export { accumulateReflections, type EigenState, isolateEigenvalues, tridiagonalize } from "./linear/symmetric-eigen";
export { KernelMemory, type PaddedRows } from "./memory";
export {
  type MixtureState,
  type MixtureSums,
  mixtureState,
  mixtureStep,
  mixtureSums,
  productCount,
} from "./mixture/mixture-step";
export { callKernel, type KernelCall, kernelModules } from "./module";
export { type Panels, panelRows } from "./panels";
export { type PermutedRows, permutedSums, permutedSumsLength } from "./resampling/permuted-sums";
export {
  type AdamParameters,
  type AdamStep,
  type SkipGramMemory,
  skipGramContexts,
  skipGramWords,
} from "./skip-gram/skip-gram";
export { type SkipGramPositives, type SkipGramSide, skipGramRows } from "./skip-gram/skip-gram-rows";
export { perplexityRows } from "./tsne/perplexity-rows";
export { type PlaneTree, planeTreeBuild } from "./tsne/plane-tree";
export { type TsneState, tsneForces, tsneState, tsneStep } from "./tsne/tsne";
