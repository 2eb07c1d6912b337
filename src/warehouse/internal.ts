// What other modules of the package use, and its users do not: no part of the public API.
export { DIALECT_NAMES } from "./dialects/dialects";
