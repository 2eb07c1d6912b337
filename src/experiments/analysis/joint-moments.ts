/** Count, means and covariances of the columns of a metric, over some users; two of them add up. */
export interface JointMoments {
  readonly n: number;
  readonly means: Float64Array;
  /** Row-major, one row a column of the metric, divided by n - 1; zeros for fewer than 2 users. */
  readonly covariances: Float64Array;
}

/**
 * Moments of each group of users, by one pass over the columns. Values are taken from the first user's, so that constant
 * columns have a variance of exactly 0 and large values lose no digits.
 *
 * @param groupOf the group of each user, 0 .. groups - 1.
 */
export function momentsByGroup(columns: readonly Float64Array[], groupOf: Uint32Array, groups: number): GroupSums {
  const width = columns.length;
  const shifts = Float64Array.from(columns, (column) => column[0] ?? 0);
  const counts = new Float64Array(groups);
  const sums = new Float64Array(groups * width);
  const products = new Float64Array(groups * width * width);
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i]!;
    counts[group]! += 1;
    for (let a = 0; a < width; a++) {
      const x = columns[a]![i]! - shifts[a]!;
      sums[group * width + a]! += x;
      for (let b = a; b < width; b++) {
        products[(group * width + a) * width + b]! += x * (columns[b]![i]! - shifts[b]!);
      }
    }
  }
  return { width, shifts, counts, sums, products };
}

/** Sums that moments are made of. */
export interface GroupSums {
  readonly width: number;
  readonly shifts: Float64Array;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

/** Moments of several groups taken together. */
export function pooledMoments(
  { width, shifts, counts, sums, products }: GroupSums,
  groups: readonly number[],
): JointMoments {
  let n = 0;
  const sum = new Float64Array(width);
  const product = new Float64Array(width * width);
  for (const group of groups) {
    n += counts[group]!;
    for (let a = 0; a < width; a++) sum[a]! += sums[group * width + a]!;
    for (let ab = 0; ab < width * width; ab++) product[ab]! += products[group * width * width + ab]!;
  }
  const covariances = new Float64Array(width * width);
  for (let a = 0; a < width && n > 1; a++) {
    for (let b = a; b < width; b++) {
      const c = (product[a * width + b]! - (sum[a]! * sum[b]!) / n) / (n - 1);
      covariances[a * width + b] = a === b ? Math.max(0, c) : c;
      covariances[b * width + a] = covariances[a * width + b]!;
    }
  }
  return { n, means: sum.map((s, a) => shifts[a]! + (n > 0 ? s / n : 0)), covariances };
}
