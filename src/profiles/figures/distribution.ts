/**
 * A distribution in six numbers. A quantile q is the least value that at least a share q of the members do not exceed
 * (type 1 of Hyndman & Fan 1996): always a value that occurs, and the same whether equal members are counted or repeated.
 */
export interface DistributionSummary {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly mean: number;
}

/** Values in ascending order, with the number of inputs up to each. */
export interface Sample {
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
  readonly sum: number;
}

/** A sample of values that each stand for one input; the array is taken over. */
export function sampleOf(values: Float64Array): Sample {
  const sorted = values.sort();
  const cumulative = new Float64Array(sorted.length);
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += sorted[i]!;
    cumulative[i] = i + 1;
  }
  return { values: sorted, cumulative, sum };
}

/** A sample of values that stand for several inputs each: `inputs.get(value)` of them. */
export function sampleOfCounts(inputs: ReadonlyMap<number, number>): Sample {
  const values = Float64Array.from(inputs.keys()).sort();
  let total = 0;
  let sum = 0;
  const cumulative = values.map((value) => {
    total += inputs.get(value)!;
    sum += value * inputs.get(value)!;
    return total;
  });
  return { values, cumulative, sum };
}

/** The distribution of a sample; null when it is empty. */
export function distribution(sample: Sample): DistributionSummary | null {
  return distributionWithout(sample, NOBODY);
}

/** The distribution of `all` without those in `part`, a sample drawn from it; null when nobody is left. */
export function distributionWithout(all: Sample, part: Sample): DistributionSummary | null {
  const inputs = (all.cumulative.at(-1) ?? 0) - (part.cumulative.at(-1) ?? 0);
  if (inputs === 0) return null;
  const at = (rank: number) => valueAt(all, part, rank);
  const min = at(1);
  const max = at(inputs);
  return {
    min,
    q1: at(Math.ceil(inputs * 0.25)),
    median: at(Math.ceil(inputs * 0.5)),
    q3: at(Math.ceil(inputs * 0.75)),
    max,
    mean: Math.min(max, Math.max(min, (all.sum - part.sum) / inputs)), // bounded: sums of fractions are rounded
  };
}

const NOBODY: Sample = { values: new Float64Array(0), cumulative: new Float64Array(0), sum: 0 };

/** The value of the input that stands at `rank` (from 1) in `all` without `part`. */
function valueAt(all: Sample, part: Sample, rank: number): number {
  let low = 0;
  let high = all.values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = all.values[middle]!;
    if (inputsUpTo(all, value) - inputsUpTo(part, value) >= rank) high = middle;
    else low = middle + 1;
  }
  return all.values[low]!;
}

/** Inputs whose value is at most `value`. */
function inputsUpTo({ values, cumulative }: Sample, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : cumulative[low - 1]!;
}
