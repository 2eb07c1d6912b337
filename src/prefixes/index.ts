export type { BeginningAnswer, BeginningRead, ReadSettings } from "./beginning";
export { type FitPrefixLawsOptions, fitPrefixLaws } from "./fit-prefix-laws";
export { PrefixLaws } from "./prefix-laws";
export type { BeginningsAnswered, PrefixLawsData } from "./prefix-laws-data";
export type { SparseCounts } from "./sparse-counts";
export type { UserFigures } from "./user-figures";
