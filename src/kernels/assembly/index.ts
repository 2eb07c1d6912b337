// One line a kernel: every exported function here is callable from the bindings and from worker threads by its name.
export { coreDistances } from "./core-distances";
export { covarianceRows } from "./covariance-rows";
export { kdCoreDistances } from "./kd-core-distances";
export { kdListed } from "./kd-listed";
export { kdOutgoing } from "./kd-outgoing";
export { kdMerge, kdNodeCores, kdStartRound } from "./kd-rounds";
export { kdBoxes, kdBuild } from "./kd-tree";
export { matmul } from "./matmul";
export { nearestRows } from "./nearest-rows";
export { neighborRanks } from "./neighbor-ranks";
export { optimizeLayout } from "./optimize-layout";
export { placePoints } from "./place-points";
export { primSteps } from "./prim-steps";
export { refineNeighbors } from "./refine-neighbors";
export { rowNorms } from "./row-norms";
export { skipGramContexts, skipGramWords } from "./skip-gram";
export { sparseBlock } from "./sparse-block";
