/**
 * A full matrix of memberships intersected with labels, step by step as umap-learn 0.5 does it: `fast_intersection`, then
 * `reset_local_connectivity`.
 */
export function intersectedWithTarget(
  graph: readonly (readonly number[])[],
  target: readonly number[],
  farDistance: number,
) {
  const weaker = graph.map((values, i) =>
    values.map((value, j) => {
      if (target[i] === -1 || target[j] === -1) return value * Math.exp(-1);
      return target[i] === target[j] ? value : value * Math.exp(-farDistance);
    }),
  );
  const whole = weaker.map((values) => {
    const largest = Math.max(...values);
    return largest > 0 ? values.map((value) => value / largest) : values;
  });
  return whole.map((values, i) => values.map((value, j) => value + whole[j]![i]! - value * whole[j]![i]!));
}
