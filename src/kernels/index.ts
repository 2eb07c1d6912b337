export { KERNEL_SHA256, type KernelName } from "./generated/module";
export { KernelMemory, type PaddedRows } from "./memory";
export { callKernel, type KernelCall, kernelModule } from "./module";
export { rowNorms } from "./row-norms";
