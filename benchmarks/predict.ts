// A fitted HDBSCAN and new vectors in memory -> their labels. Ours is apply() with two threads, without the nearest
// clusters, which hdbscan.approximate_predict does not return, and with them. Fitting is not timed. Quality is the adjusted Rand
// index with the planted groups, or where none were planted with the other side's labels.
import { createWorkerPool, hdbscan, type Matrix } from "../src";
import { adjustedRandIndex, HdbscanModel, type Predictions, predictionData } from "../src/clustering";
import { POINT_FILES, type PointSet, readPoints, readTruth, writePoints } from "./data/point-sets";
import type { Case, Subject } from "./harness";

interface Params {
  readonly points: PointSet;
  /** So many rows are clustered, the others placed. */
  readonly training: number;
  readonly alternatives: number;
  readonly minClusterSize: number;
  readonly minSamples: number;
}

interface Input {
  readonly model: HdbscanModel;
  readonly queries: Matrix;
}

const pool = createWorkerPool(2); // threads start with the first run

const TRAINING = 10_000;
const SETS: readonly (readonly [points: PointSet, alternatives: readonly number[], quick: boolean])[] = [
  [{ kind: "blobs", n: 20_000, d: 10 }, [0], true],
  [{ kind: "blobs", n: 110_000, d: 2 }, [0, 3], false],
  [{ kind: "blobs", n: 110_000, d: 10 }, [0, 3], false],
  [{ kind: "blobs", n: 110_000, d: 64 }, [0, 3], false],
  [{ kind: "msnbc", d: 64, limit: 150_000 }, [0, 3], false],
];

const predict: Subject<Params, Input, Predictions> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).flatMap(([points, variants]) =>
      variants.map((alternatives) => ({
        case: `${nameOf(points)}, placed among ${TRAINING}${alternatives === 0 ? "" : `, ${alternatives} nearest clusters`}`,
        params: { points, training: TRAINING, alternatives, minClusterSize: 10, minSamples: 5 },
        ...needs(points),
      })),
    ),
  prepare: ({ points }, folder) => writePoints(points, folder),
  async load({ training, minClusterSize, minSamples }, folder) {
    const points = await readPoints(folder);
    const vectors = rowsOf(points, 0, training);
    const result = await hdbscan(vectors, { minClusterSize, minSamples, workers: pool });
    return { model: new HdbscanModel(predictionData(result)), queries: rowsOf(points, training, points.rows) };
  },
  run: ({ model, queries }, { alternatives }) => model.apply(queries, { alternatives, workers: pool }),
  describe: ({ labels }, { queries: { rows, cols } }) => ({ n: rows, d: cols, result: [...labels] }),
  async quality(result, { training }, folder, other) {
    const expected = (await readTruth(folder))?.slice(training) ?? (other as number[] | undefined);
    return expected ? adjustedRandIndex(expected, result as number[]) : null;
  },
  peer: "peers/predict.py",
};

export default predict;

function nameOf(set: PointSet): string {
  return "n" in set ? `${set.kind} x ${set.d}` : `${set.kind} sequences as ${set.d}-d vectors`;
}

function needs({ kind }: PointSet): Pick<Case<Params>, "needs"> {
  return kind === "bpic2012" || kind === "msnbc" ? { needs: POINT_FILES[kind] } : {};
}

function rowsOf({ data, cols }: Matrix, start: number, end: number): Matrix {
  return { data: data.slice(start * cols, end * cols), rows: end - start, cols };
}
