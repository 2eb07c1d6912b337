import type { Csr } from "../core";
import { exp, NOISE } from "../core/internal";

/** How far a point of unknown label is from any other, and how far two labels are at weight 0, in powers of e. */
const UNKNOWN_DISTANCE = 1;
const FAR_DISTANCE = 2.5;

/**
 * Labels of points from those of their rows: the one label that is known of them; unknown where rows of one point
 * differ.
 *
 * @returns undefined when no point has a known label.
 */
export function targetOfPoints(labels: Int32Array, rowOf: Int32Array, points: number): Int32Array | undefined {
  const target = new Int32Array(points).fill(NOISE);
  const torn = new Uint8Array(points);
  for (const [i, point] of rowOf.entries()) {
    const label = labels[i]!;
    if (label === NOISE) continue;
    if (target[point] !== NOISE && target[point] !== label) torn[point] = 1;
    target[point] = label;
  }
  for (const [point, isTorn] of torn.entries()) if (isTorn) target[point] = NOISE;
  return target.every((label) => label === NOISE) ? undefined : target;
}

/**
 * The graph as umap-learn intersects it with labels: edges between two labels, and those of unknown ones, are weakened;
 * then the strongest edge of each point is made 1 again, and the edges of both ends are united anew.
 *
 * @param graph  symmetric; so is the result, to the bit.
 * @param weight 0 to 1: at 1 edges between two labels are cut.
 */
export function intersectWithTarget(graph: Csr, target: Int32Array, weight: number): Csr {
  const { offsets, columns, rows, cols } = graph;
  const values = weakened(graph, target, weight);
  const strongest = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) strongest[i] = Math.max(strongest[i]!, values[p]!);
  }
  const kept = {
    offsets: new Uint32Array(rows + 1),
    columns: columns.slice(),
    values: new Float32Array(values.length),
  };
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      if (values[p] === 0) continue;
      const here = values[p]! / strongest[i]!;
      const there = values[p]! / strongest[columns[p]!]!;
      kept.columns[filled] = columns[p]!;
      kept.values[filled++] = here + there - here * there;
    }
    kept.offsets[i + 1] = filled;
  }
  return {
    offsets: kept.offsets,
    columns: kept.columns.slice(0, filled),
    values: kept.values.slice(0, filled),
    rows,
    cols,
  };
}

function weakened({ offsets, columns, values, rows }: Csr, target: Int32Array, weight: number): Float32Array {
  const unknown = exp(-UNKNOWN_DISTANCE);
  const far = weight < 1 ? exp(-FAR_DISTANCE / (1 - weight)) : 0;
  const weaker = values.slice();
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const [own, other] = [target[i]!, target[columns[p]!]!];
      if (own === NOISE || other === NOISE) weaker[p]! *= unknown;
      else if (own !== other) weaker[p]! *= far;
    }
  }
  return weaker;
}
