// What other modules of the package use, and its users do not: no part of the public API.
export { bootstrapStability, bootstrapWeights } from "./bootstrap-stability";
export { middle, secondHalvesByTheKnown } from "./coding-task";
export { disjointGroups } from "./disjoint-groups";
export { type NullModel, nullSequences } from "./null-sequences";
export { PredictiveCode } from "./predictive-code";
export { reachVerdict } from "./reach-verdict";
export { type SavedBits, type Savings, SavingsCode, type Splits } from "./saved-bits";
export { type MostSeparate, Separating } from "./separation";
export { stableShareOf } from "./stable-share";
export { beyondShuffled } from "./verdict-rule";
