// What other modules of the package use, and its users do not: no part of the public API.
export { alignedOnto } from "./align";
export { targetOfPoints } from "./target";
export { umapEpochs } from "./umap";
export { layoutWithoutRows } from "./without-rows";
