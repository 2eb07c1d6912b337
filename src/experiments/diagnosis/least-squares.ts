/**
 * Coefficients of the least squares fit of y by the columns of x, both around their means; columns that the others determine stay
 * at 0.
 *
 * @param x for each row the figures.
 */
export function leastSquares(x: readonly (readonly number[])[], y: readonly number[]): number[] {
  const k = x[0]?.length ?? 0;
  const mean = (values: (row: number) => number) =>
    y.reduce((sum, _, row) => sum + values(row), 0) / Math.max(1, y.length);
  const centers = Array.from({ length: k }, (_, c) => mean((row) => x[row]![c]!));
  const center = mean((row) => y[row]!);
  const system = Array.from({ length: k }, () => new Float64Array(k + 1));
  for (const [row, figures] of x.entries()) {
    for (let i = 0; i < k; i++) {
      const xi = figures[i]! - centers[i]!;
      for (let j = 0; j < k; j++) system[i]![j]! += xi * (figures[j]! - centers[j]!);
      system[i]![k]! += xi * (y[row]! - center);
    }
  }
  return solved(system);
}

/** Gauss-Jordan elimination of a symmetric system, diagonal first. */
function solved(system: readonly Float64Array[]): number[] {
  const k = system.length;
  const scale = system.map((row, i) => row[i]!);
  const isUsed = system.map(() => false);
  for (let step = 0; step < k; step++) {
    const pivot = [...system.keys()].reduce(
      (best, i) => (!isUsed[i] && (best < 0 || ratio(i) > ratio(best)) ? i : best),
      -1,
    );
    if (pivot < 0 || ratio(pivot) < 1e-9) break;
    isUsed[pivot] = true;
    for (let i = 0; i < k; i++) {
      if (i === pivot) continue;
      const factor = system[i]![pivot]! / system[pivot]![pivot]!;
      for (let j = 0; j <= k; j++) system[i]![j]! -= factor * system[pivot]![j]!;
    }
  }
  return system.map((row, i) => (isUsed[i] ? row[k]! / row[i]! : 0));

  function ratio(i: number): number {
    return scale[i]! > 0 ? system[i]![i]! / scale[i]! : 0;
  }
}
