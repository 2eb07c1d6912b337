import { integer, number, type Schema, wrongType, wrongValue } from "../../core/internal";
import { requiredFigures } from "../required-figures";

/** Values of a sample, one a user: finite numbers. */
export type Values = Float64Array | readonly number[];

/** What is left of a sample that was summed up elsewhere. */
export interface Moments {
  /** Number of values. */
  readonly n: number;
  readonly mean: number;
  /** Sum of squared distances to the mean, divided by n - 1. */
  readonly variance: number;
}

/** Sums of squares of millions of values up to this size stay finite, and so do products of such sums. */
export const LARGEST_VALUE = 1e60;

const MOMENTS = {
  n: integer({ min: 1 }),
  mean: number({ min: -LARGEST_VALUE, max: LARGEST_VALUE }),
  variance: number({ min: 0, max: 1e120 }),
} satisfies Schema<Moments>;

/**
 * Reads values at the public edge.
 *
 * @throws TypeError when it is no array of numbers.
 * @throws RangeError when there are fewer than `least`, or one is not finite.
 */
export function toValues(name: string, values: Values, least = 1): Float64Array {
  if (!Array.isArray(values) && !(values instanceof Float64Array)) {
    throw wrongType(name, "a Float64Array or an array of numbers", values);
  }
  for (const [i, value] of values.entries()) {
    if (typeof value !== "number") {
      throw wrongType(name, "finite numbers", value, ` at position ${i}`);
    }
    if (!Number.isFinite(value)) {
      throw wrongValue(name, "finite numbers", value, ` at position ${i}`);
    }
  }
  if (values.length < least) {
    throw wrongValue(name, `at least ${least} value${least > 1 ? "s" : ""}`, values.length);
  }
  return values instanceof Float64Array ? values : Float64Array.from(values);
}

/**
 * Reads values that are squared.
 *
 * @throws as {@link toValues}, and RangeError when squares would leave the range of numbers.
 */
export function toMeasures(name: string, values: Values, least: number): Float64Array {
  const read = toValues(name, values, least);
  for (const [i, value] of read.entries()) {
    if (Math.abs(value) > LARGEST_VALUE) {
      throw wrongValue(name, `numbers of at most ${LARGEST_VALUE} in size`, value, ` at position ${i}`);
    }
  }
  return read;
}

/** Reads values, or the moments that stand for them. */
export function toMoments(name: string, sample: Values | Moments, least = 2): Moments {
  if (Array.isArray(sample) || sample instanceof Float64Array) {
    const values = toMeasures(name, sample, least);
    const found = momentsOf(values);
    const differing = found.variance === 0 ? values.findIndex((value) => value !== values[0]) : -1;
    if (differing >= 0) {
      throw wrongValue(name, "differences whose squares are above 0", values[differing], ` at position ${differing}`);
    }
    return found;
  }
  const moments = requiredFigures(name, sample, MOMENTS, "an array of numbers or an object of n, mean and variance");
  if (moments.n < least) throw wrongValue(`${name}.n`, `an integer >= ${least}`, moments.n);
  return moments;
}

export function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  const mean = meanOf(values);
  let squares = 0;
  let rest = 0;
  for (const value of values) {
    squares += (value - mean) * (value - mean);
    rest += value - mean;
  }
  return { n, mean, variance: n > 1 ? Math.max(0, (squares - (rest * rest) / n) / (n - 1)) : 0 };
}

/** Exact for equal values, so that a constant sample has variance 0. */
export function meanOf(values: ArrayLike<number>): number {
  const first = values[0] ?? 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  return first + sum / values.length;
}
