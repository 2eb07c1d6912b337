// Vectors in memory -> labels. Ours is hdbscan with two threads; the peers are given the same points and parameters.
// Quality is the adjusted Rand index with the planted groups of blobs, and where nothing was planted with the labels of the
// other side (noise counts as a cluster).
import { createWorkerPool, type HdbscanResult, hdbscan, type Matrix } from "../src";
import { adjustedRandIndex } from "../src/clustering";
import { POINT_FILES, type PointSet, readPoints, readTruth, writePoints } from "./data/point-sets";
import type { Case, Subject } from "./harness";

type Peer = "hdbscan" | "fast_hdbscan" | "scikit-learn";

interface Params {
  readonly points: PointSet;
  readonly peer: Peer;
  readonly minClusterSize: number;
  readonly minSamples: number;
}

const pool = createWorkerPool(2); // threads start with the first run

/** hdbscan is left out where it takes minutes, scikit-learn where its distances of all pairs do not fit. */
const SETS: readonly (readonly [set: PointSet, peers: readonly Peer[], quick: boolean])[] = [
  [{ kind: "blobs", n: 4_000, d: 32 }, ["hdbscan", "fast_hdbscan", "scikit-learn"], true],
  [{ kind: "blobs", n: 50_000, d: 2 }, ["hdbscan", "fast_hdbscan"], true],
  [{ kind: "blobs", n: 200_000, d: 2 }, ["hdbscan", "fast_hdbscan"], false],
  [{ kind: "blobs", n: 50_000, d: 10 }, ["hdbscan", "fast_hdbscan"], false],
  [{ kind: "blobs", n: 10_000, d: 64 }, ["hdbscan", "fast_hdbscan", "scikit-learn"], false],
  [{ kind: "blobs", n: 30_000, d: 64 }, ["hdbscan", "fast_hdbscan"], false],
  [{ kind: "noise", n: 10_000, d: 64 }, ["hdbscan", "fast_hdbscan"], false],
  [{ kind: "bpic2012", d: 64 }, ["hdbscan", "fast_hdbscan"], false],
  [{ kind: "msnbc", d: 64, limit: 50_000 }, ["fast_hdbscan"], false],
  [{ kind: "msnbc", d: 64, limit: 150_000 }, ["fast_hdbscan"], false],
  [{ kind: "blobs", n: 100_000, d: 8, distinct: 2_000 }, ["hdbscan"], false],
  [{ kind: "blobs", n: 1_000_000, d: 2 }, ["fast_hdbscan"], false],
];

const benchmark: Subject<Params, Matrix, HdbscanResult> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).flatMap(([points, peers]) =>
      peers.map((peer) => ({
        case: `${nameOf(points)}, beside ${peer}`,
        params: { points, peer, minClusterSize: 10 * copiesIn(points), minSamples: 5 * copiesIn(points) },
        ...needs(points),
      })),
    ),
  prepare: ({ points }, folder) => writePoints(points, folder),
  load: (_, folder) => readPoints(folder),
  run: (points, { minClusterSize, minSamples }) => hdbscan(points, { minClusterSize, minSamples, workers: pool }),
  describe: ({ labels }, { rows, cols }) => ({ n: rows, d: cols, result: [...labels] }),
  async quality(result, _, folder, other) {
    const expected = (await readTruth(folder)) ?? (other as number[] | undefined);
    return expected ? adjustedRandIndex(expected, result as number[]) : null;
  },
  peer: "peers/hdbscan.py",
};

export default benchmark;

/** How often each distinct row is repeated. */
function copiesIn(set: PointSet): number {
  return "n" in set && set.distinct !== undefined ? set.n / set.distinct : 1;
}

function nameOf(set: PointSet): string {
  if (!("n" in set)) {
    const from = set.limit === undefined ? "" : `, first ${set.limit} visitors`;
    return `${set.kind} sequences as ${set.d}-d vectors${from}`;
  }
  return `${set.kind} ${set.n} x ${set.d}${set.distinct === undefined ? "" : `, ${set.distinct} distinct`}`;
}

function needs({ kind }: PointSet): Pick<Case<Params>, "needs"> {
  return kind === "bpic2012" || kind === "msnbc" ? { needs: POINT_FILES[kind] } : {};
}
