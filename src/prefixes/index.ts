export { type FitPrefixLawsOptions, fitPrefixLaws } from "./fit-prefix-laws";
export { type BeginningAnswer, type BeginningRead, PrefixLaws, type ReadSettings } from "./prefix-laws";
export type { BeginningsAnswered, PrefixLawsData } from "./prefix-laws-data";
export type { SparseCounts } from "./sparse-counts";
export type { UserFigures } from "./user-figures";
