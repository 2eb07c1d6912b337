import { nearestCenters } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { checkpoint, findRows, follow, indexRows, type RowIndex, row, sum } from "../../core/internal";
import { matrixTree, type Tree } from "../file/artefact";
import { matrixOf } from "../file/shape";
import type { Placements, Placer } from "../stages/placer";

const ALTERNATIVES = 3;

/** The rows fitted to, and the center of each segment. */
export interface CentersState {
  readonly training: Matrix;
  readonly centers: Matrix;
}

/**
 * Places a row with the nearest center. It belongs there as far as the second nearest is farther: 1 at the center itself, 0
 * on the border. The distance reported is 0 for a row that was fitted, else that to the center.
 */
export function centersPlacer({ training, centers }: CentersState): Placer {
  let known: RowIndex | undefined;
  const k = Math.min(ALTERNATIVES, centers.rows);
  return {
    state: () => ({ method: "centers", training: matrixTree(training), centers: matrixTree(centers) }),
    async place(vectors, run = {}) {
      const at = checkpoint("assigning", run);
      const { labels, squares } = await nearestCenters(vectors, centers, run);
      known ??= await follow(indexRows(training), at);
      const knownAs = await follow(findRows(known, vectors), at);
      const placements: Placements = {
        labels,
        probabilities: new Float64Array(vectors.rows),
        nearestDistances: squares.map((square, i) =>
          knownAs[i]! >= 0 ? 0 : Math.max(Math.sqrt(square), Number.MIN_VALUE),
        ),
        alternatives: { k, labels: new Int32Array(vectors.rows * k), shares: new Float64Array(vectors.rows * k) },
      };
      for (let i = 0; i < vectors.rows; i++) {
        tellPlace(centers, row(vectors, i), i, placements);
        const pause = at.pass((i + 1) / vectors.rows);
        if (pause) await pause;
      }
      return placements;
    },
  };
}

/** A placer made again from its state. */
export function restoreCenters(
  saved: Readonly<Record<string, Tree>>,
  path: string,
  dimensions: number,
  segments: number,
) {
  return centersPlacer({
    training: matrixOf(undefined, dimensions)(saved.training, `${path}.training`),
    centers: matrixOf(segments, dimensions)(saved.centers, `${path}.centers`),
  });
}

function tellPlace(centers: Matrix, of: Float32Array, i: number, out: Placements): void {
  const distances = Float64Array.from({ length: centers.rows }, (_, center) => distance(row(centers, center), of));
  const own = out.labels[i]!;
  const order = [...distances.keys()].sort((a, b) => distances[a]! - distances[b]! || a - b);
  const next = distances[order.find((center) => center !== own) ?? own]!;
  out.probabilities[i] = order.length < 2 || next === 0 ? 1 : Math.max(0, 1 - distances[own]! / next);
  const { k, labels, shares } = out.alternatives;
  const closeness = order.slice(0, k).map((center) => 1 / Math.max(distances[center]!, 1e-12));
  const all = sum(closeness);
  for (const [j, center] of order.slice(0, k).entries()) {
    labels[i * k + j] = center;
    shares[i * k + j] = closeness[j]! / all;
  }
}

function distance(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let j = 0; j < a.length; j++) squares += (a[j]! - b[j]!) * (a[j]! - b[j]!);
  return Math.sqrt(squares);
}
