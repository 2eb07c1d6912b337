// Kernels of the classical engines: a module of their own, loaded with the first call of one of them.

export { epsBorders } from "./density/eps-borders";
export { epsCores } from "./density/eps-cores";
export { epsLinks } from "./density/eps-links";
export { opticsSteps } from "./density/optics-steps";
export { matrixChain } from "./hierarchy/matrix-chain";
export { pairDistances } from "./hierarchy/pair-distances";
export { wardChain } from "./hierarchy/ward-chain";
export { mixtureStep } from "./mixture/mixture-step";
