// What other rooms of the package use, and its users do not: no part of the public API.
export { normalTails } from "./distributions/normal";
export { CONFIDENCE } from "./intervals/interval";
export { LARGEST_VALUE } from "./tests/sample";
