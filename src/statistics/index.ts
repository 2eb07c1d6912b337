export { benjaminiHochberg } from "./corrections/benjamini-hochberg";
export { holm } from "./corrections/holm";
export { betaDistribution } from "./distributions/beta";
export { binomialDistribution } from "./distributions/binomial";
export { chiSquareDistribution } from "./distributions/chi-square";
export type { Distribution } from "./distributions/distribution";
export { fDistribution } from "./distributions/f";
export { type GammaDistributionOptions, gammaDistribution } from "./distributions/gamma";
export { type HypergeometricOptions, hypergeometricDistribution } from "./distributions/hypergeometric";
export { kolmogorovDistribution } from "./distributions/kolmogorov";
export { type NormalDistributionOptions, normalDistribution } from "./distributions/normal";
export { tDistribution } from "./distributions/t";
export {
  type AlwaysValidInterval,
  type AlwaysValidIntervalOptions,
  alwaysValidInterval,
  type Estimate,
} from "./intervals/always-valid-interval";
export {
  type ConfidenceSequence,
  type EmpiricalBernsteinSequenceOptions,
  empiricalBernsteinSequence,
} from "./intervals/empirical-bernstein-sequence";
export type { ConfidenceOptions, Interval } from "./intervals/interval";
export { newcombeInterval } from "./intervals/newcombe-interval";
export { type RatioOfSums, ratioOfSums } from "./intervals/ratio-of-sums";
export { type RelativeEffect, relativeEffect } from "./intervals/relative-effect";
export { wilsonInterval } from "./intervals/wilson-interval";
export {
  type BootstrapInterval,
  type BootstrapIntervalOptions,
  bootstrapInterval,
} from "./resampling/bootstrap-interval";
export { type PermutationTest, type PermutationTestOptions, permutationTest } from "./resampling/permutation-test";
export type { Durations, TimePoint } from "./survival/durations";
export { kaplanMeier, type SurvivalCurve, type SurvivalPoint } from "./survival/kaplan-meier";
export { type LogRankTest, logRankTest } from "./survival/log-rank-test";
export type { AlternativeHypothesis } from "./tests/alternative";
export {
  type AndersonDarlingTest,
  type AndersonDarlingTestOptions,
  andersonDarlingTest,
} from "./tests/anderson-darling-test";
export { type ChiSquareTest, type ChiSquareTestOptions, chiSquareTest } from "./tests/chi-square-test";
export type { ComparisonOptions } from "./tests/comparison-options";
export { type FisherExactTest, type FisherExactTestOptions, fisherExactTest } from "./tests/fisher-exact-test";
export {
  type KolmogorovSmirnovTest,
  type KolmogorovSmirnovTestOptions,
  kolmogorovSmirnovTest,
} from "./tests/kolmogorov-smirnov-test";
export { type MannWhitneyTest, type MannWhitneyTestOptions, mannWhitneyTest } from "./tests/mann-whitney-test";
export type { Proportion } from "./tests/proportion";
export type { Moments, Values } from "./tests/sample";
export type { CountTable } from "./tests/table";
export {
  type TwoProportionsTest,
  type TwoProportionsTestOptions,
  twoProportionsTest,
} from "./tests/two-proportions-test";
export { twoSampleKolmogorovSmirnovTest } from "./tests/two-sample-kolmogorov-smirnov-test";
export { type WelchTest, welchTest } from "./tests/welch-test";
