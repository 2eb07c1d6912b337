import { randomStream } from "../../src/core/internal";
import { normalDistribution } from "../../src/statistics";

/** So many numbers from 0 to 1. */
export function randomSample(seed: number, n: number): number[] {
  const stream = randomStream(seed, "test/sample");
  return Array.from({ length: n }, (_, i) => stream.uniform(i, 0));
}

/** So many numbers of the standard normal distribution. */
export function normalSample(seed: number, n: number): number[] {
  const { quantile } = normalDistribution();
  return randomSample(seed, n).map((u) => quantile(u === 0 ? 0.5 : u));
}
