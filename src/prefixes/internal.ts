// What other modules of the package use, and its users do not: no part of the public API.
export { userDraw } from "./draws";
export { LOOKS } from "./looks";
export { TEMPER_FIELDS } from "./temper";
