/** Forces of t-SNE and the sum Z over ordered pairs, all pairs one by one: pull x, pull y, push x, push y of each point. */
export function tsneForces(
  points: ArrayLike<number>,
  p: readonly (readonly number[])[],
): { forces: number[]; z: number } {
  const n = points.length / 2;
  const forces = Array<number>(4 * n).fill(0);
  let z = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const x = points[2 * i]! - points[2 * j]!;
      const y = points[2 * i + 1]! - points[2 * j + 1]!;
      const q = 1 / (1 + x * x + y * y);
      forces[4 * i]! += p[i]![j]! * q * x;
      forces[4 * i + 1]! += p[i]![j]! * q * y;
      forces[4 * i + 2]! += q * q * x;
      forces[4 * i + 3]! += q * q * y;
      z += q;
    }
  }
  return { forces, z };
}

/** Probabilities proportional to exp(-beta d²) of a given perplexity. */
export function perplexityRow(distances: readonly number[], perplexity: number): number[] {
  const squares = distances.map((d) => d * d);
  const least = Math.min(...squares);
  const at = (beta: number) => {
    const p = squares.map((square) => Math.exp(-beta * (square - least)));
    const sum = p.reduce((a, b) => a + b, 0);
    return p.map((value) => value / sum);
  };
  let low = 0;
  let high = 1e9;
  for (let round = 0; round < 300; round++) {
    const middle = round < 100 ? Math.sqrt(Math.max(low, 1e-9) * high) : (low + high) / 2;
    if (perplexityOf(at(middle)) > perplexity) low = middle;
    else high = middle;
  }
  return at(high);
}

export function perplexityOf(p: readonly number[]): number {
  return Math.exp(-p.reduce((sum, value) => sum + (value > 0 ? value * Math.log(value) : 0), 0));
}

/** The Kullback-Leibler divergence of a layout from affinities, over all pairs. */
export function divergence(points: ArrayLike<number>, p: readonly (readonly number[])[]): number {
  const { z } = tsneForces(points, p);
  let sum = 0;
  for (const [i, row] of p.entries()) {
    for (const [j, value] of row.entries()) {
      if (value === 0) continue;
      const x = points[2 * i]! - points[2 * j]!;
      const y = points[2 * i + 1]! - points[2 * j + 1]!;
      sum += value * Math.log(value * (1 + x * x + y * y) * z);
    }
  }
  return sum;
}
