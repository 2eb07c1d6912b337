import type { HdbscanResult } from "../../src/clustering";
import type { Matrix } from "../../src/core";
import { matrix, row } from "../../src/core/internal";
import { fixture } from "./fixture";

/** What a library makes of a set of points. */
export interface Answers {
  readonly labels: number[];
  readonly probabilities: number[];
  readonly outlierScores?: number[];
}

interface Cases {
  readonly library: string;
  readonly sets: Readonly<Record<string, number[]>>;
  readonly columns: Readonly<Record<string, number>>;
  readonly truth: Readonly<Record<"blobs" | "uneven" | "distinct", number[]>>;
  readonly hdbscan: Readonly<
    Record<"blobs" | "noisy" | "wide" | "single" | "singleEpsilon" | "persistence" | "maxSize", Answers>
  > & {
    readonly cut: number[];
    readonly robustSingleLinkage: Readonly<Record<string, number[]>>;
    readonly queries: number[][];
    readonly queryLabels: number[];
  };
  readonly scikitLearn: Readonly<Record<"blobs" | "uneven" | "singleEpsilon", Answers>>;
  readonly flat: {
    readonly cuts: readonly { clusters: number; method: "eom" | "leaf"; labels: number[] }[];
    readonly eom: Answers;
    readonly leaf: Answers;
    readonly predicted: Answers;
  };
}

/** Data of the suites of hdbscan and scikit-learn, and their results; see test/oracles/hdbscan_cases.py. */
export const CASES = fixture<Cases>("hdbscan_cases");

/** Points of one of the sets. */
export function points(name: string): Matrix {
  const data = Float32Array.from(CASES.sets[name]!);
  const cols = CASES.columns[name]!;
  return matrix(data.length / cols, cols, data);
}

/** All distances between rows, as 32-bit floats. */
export function distancesOf(rows: Matrix): Matrix {
  const result = matrix(rows.rows, rows.rows);
  for (let i = 0; i < rows.rows; i++) {
    for (let j = 0; j < rows.rows; j++) {
      const other = row(rows, j);
      result.data[i * rows.rows + j] = Math.sqrt(row(rows, i).reduce((sum, x, c) => sum + (x - other[c]!) ** 2, 0));
    }
  }
  return result;
}

/** Number of clusters, noise not counted. */
export function clusterCount(labels: Iterable<number>): number {
  return [...new Set(labels)].filter((label) => label >= 0).length;
}

/** The parts that hang together below a distance, of at least `size` rows; hdbscan's `get_clusters` of a tree. */
export function cutAt({ points: { pointOf }, singleLinkageTree: tree }: HdbscanResult, distance: number, size: number) {
  const count = tree.left.length + 1;
  const parts = Array.from({ length: count }, (_, i) => [i]);
  tree.left.forEach((left, i) => {
    parts.push(tree.distances[i]! < distance ? [...parts[left]!, ...parts[tree.right[i]!]!] : []);
    if (tree.distances[i]! < distance) parts[left] = parts[tree.right[i]!] = [];
  });
  const labels = new Int32Array(count).fill(-1);
  for (const [part, members] of parts.entries()) {
    const rows = [...pointOf].filter((point) => members.includes(point)).length;
    if (rows >= size) for (const point of members) labels[point] = part;
  }
  return Int32Array.from(pointOf, (point) => labels[point]!);
}
