import { randomStream } from "../../src/core/internal";
import { normalDistribution } from "../../src/statistics";

/** Random numbers one after the other, for data that a test makes up. */
export class Draws {
  readonly #stream: ReturnType<typeof randomStream>;
  #count = 0;

  constructor(seed: number, stage: string) {
    this.#stream = randomStream(seed, `test/${stage}`);
  }

  /** From 0 to below 1. */
  next(): number {
    this.#count += 1;
    return this.#stream.uniform(this.#count, 0);
  }

  /** An integer from 0 to below `bound`. */
  integer(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  isBelow(share: number): boolean {
    return this.next() < share;
  }

  of<T>(values: readonly T[]): T {
    return values[this.integer(values.length)]!;
  }

  normal(mean = 0, deviation = 1): number {
    return mean + deviation * STANDARD.quantile(Math.max(this.next(), 1e-12));
  }
}

const STANDARD = normalDistribution();
