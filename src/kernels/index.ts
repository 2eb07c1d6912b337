export { type CenterSet, centerSet, shiftCenters, tileScratch } from "./center-set";
export {
  type ChainMerges,
  type MatrixState,
  matrixChain,
  pairDistances,
  startMatrix,
  startWard,
  type WardState,
  wardChain,
} from "./chains";
export { type CoreTask, coreDistances } from "./core-distances";
export { covarianceRows } from "./covariance-rows";
export { EPS_SCRATCH, type EpsGraph, epsBorders, epsCores, epsGraph, epsLinks } from "./eps-graph";
export { KERNEL_SHA256, type KernelName } from "./generated/module";
export { gramRows } from "./gram-rows";
export { type GroupedPanels, groupMeans } from "./group-means";
export { type CorePanels, groupReach } from "./group-reach";
export { type IntegerRows, integerRows } from "./integer-rows";
export {
  type JoinPlaces,
  type JoinTask,
  joinPlaces,
  joinQueries,
  joinScratchBytes,
  joinTask,
  MAX_QUERY,
} from "./join-queries";
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
} from "./kd-calls";
export type { Sketch } from "./kd-sketch";
export { type KdEdges, type KdPoints, type KdTree, kdTree } from "./kd-tree";
export {
  LAYOUT_CHUNK,
  LAYOUT_SCRATCH,
  type LayoutEdges,
  type LayoutForces,
  type LayoutPlanes,
  layoutPlanes,
  optimizeLayout,
  placePoints,
} from "./layout";
export { type LloydState, lloydState, lloydStep } from "./lloyd-step";
export { matmul, type Strided } from "./matmul";
export { type MembershipRule, membershipRows } from "./membership-rows";
export { KernelMemory, type PaddedRows } from "./memory";
export {
  type MixtureState,
  type MixtureSums,
  mixtureState,
  mixtureStep,
  mixtureSums,
  productCount,
} from "./mixture-step";
export { callKernel, type KernelCall, kernelModules } from "./module";
export { nearestCenters } from "./nearest-centers";
export { type NeighborLists, nearestRows, type RowPanels, rowPanels } from "./nearest-rows";
export { neighborRanks, rankScratch } from "./neighbor-ranks";
export { type OpticsState, opticsSteps, startOptics } from "./optics-steps";
export { type Panels, panelRows } from "./panels";
export { type PermutedRows, permutedSums, permutedSumsLength } from "./permuted-sums";
export { perplexityRows } from "./perplexity-rows";
export { type PlaneTree, planeTreeBuild } from "./plane-tree";
export { type PowerSums, powerSums } from "./power-sums";
export { type CodedRows, type CodingRoom, codingRoom, predictiveCode, predictiveLaws } from "./predictive-code";
export { type PrimState, primSteps, startPrim } from "./prim-steps";
export {
  gatherRows,
  growTree,
  leafScratch,
  type ProjectionTree,
  projectionTree,
  searchLeaves,
} from "./projection-tree";
export { blockProducts, mixColumns, type RitzBlock, ritzPairs, ritzScratch } from "./rayleigh-ritz";
export { NEW_NEIGHBOR, refineNeighbors, refineScratch } from "./refine-neighbors";
export { type ReverseLists, reverseNeighbors } from "./reverse-neighbors";
export { rowNorms } from "./row-norms";
export { type SeedState, seedCenters } from "./seed-centers";
export { type AdamParameters, type AdamStep, type SkipGramMemory, skipGramContexts, skipGramWords } from "./skip-gram";
export { type SkipGramPositives, type SkipGramSide, skipGramRows } from "./skip-gram-rows";
export { type SparseRows, sparseBlock, type TallBlocks } from "./sparse-block";
export { accumulateReflections, type EigenState, isolateEigenvalues, tridiagonalize } from "./symmetric-eigen";
export { type TsneState, tsneForces, tsneState, tsneStep } from "./tsne";
