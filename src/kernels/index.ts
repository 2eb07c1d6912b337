export { covarianceRows } from "./covariance-rows";
export { KERNEL_SHA256, type KernelName } from "./generated/module";
export { KernelMemory, type PaddedRows } from "./memory";
export { callKernel, type KernelCall, kernelModule } from "./module";
export { type NeighborLists, nearestRows, type RowPanels, rowPanels } from "./nearest-rows";
export { rowNorms } from "./row-norms";
