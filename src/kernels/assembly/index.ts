// One line a kernel: every exported function here is callable from the bindings and from worker threads by its name.
export { covarianceRows } from "./covariance-rows";
export { nearestRows } from "./nearest-rows";
export { rowNorms } from "./row-norms";
