/**
 * How sharply a falling curve bends at each point: its curvature, with both axes scaled to [0, 1]; 0 at the ends and
 * where it does not bend inwards.
 *
 * @param x ascending.
 */
export function curvatures(x: readonly number[], y: readonly number[]): Float64Array {
  const found = new Float64Array(x.length);
  const width = x.at(-1)! - x[0]!;
  const height = Math.max(...y) - Math.min(...y);
  if (!(width > 0 && height > 0)) return found;
  for (let i = 1; i < x.length - 1; i++) {
    const before = (x[i]! - x[i - 1]!) / width;
    const after = (x[i + 1]! - x[i]!) / width;
    const slopeBefore = (y[i]! - y[i - 1]!) / height / before;
    const slopeAfter = (y[i + 1]! - y[i]!) / height / after;
    const second = (2 * (slopeAfter - slopeBefore)) / (before + after);
    const first = (slopeBefore * after + slopeAfter * before) / (before + after);
    const steep = 1 + first * first;
    found[i] = Math.max(0, second / (steep * Math.sqrt(steep)));
  }
  return found;
}
