import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, pickRows } from "../../core/internal";
import { type KnnGraph, kNearestNeighbors, type Metric } from "../../neighbors";
import type { RunOptions } from "../../parallel";
import { type AlignTo, UmapModel, umap } from "../../projection";
import { targetOfPoints, umapEpochs } from "../../projection/internal";

/** How vectors are laid out. */
export interface UmapSettings {
  readonly nComponents: number;
  readonly nNeighbors: number;
  readonly minDist: number;
  readonly metric: Metric;
  readonly seed: number;
  /** Where some of the vectors stood in an earlier layout. */
  readonly alignTo?: AlignTo;
  /** For each row its group, -1 where none is known: rows of a group come together. @default nothing is known */
  readonly target?: Int32Array;
  /** Rounds of settling for this many distinct rows. @default as many as `umap` takes */
  readonly nEpochs?: (rows: number) => number;
}

/** A layout of rows, and what places new ones. */
export interface UmapLayout {
  readonly embedding: Matrix;
  readonly model: UmapModel;
}

/** Lays out vectors by UMAP; equal rows are one point. */
export type LayOut = (vectors: Matrix, settings: UmapSettings, run: RunOptions) => Promise<UmapLayout>;

/** Layouts that share the neighbour graph where they are of the same vectors, as reduction and picture are. */
export function sharedLayouts(): LayOut {
  const graphs = new WeakMap<Matrix, Map<string, PointGraph>>();
  return async (vectors, settings, run) => {
    const key = `${settings.metric} ${settings.nNeighbors}`;
    const ofVectors = graphs.get(vectors) ?? new Map<string, PointGraph>();
    const graph = ofVectors.get(key) ?? (await pointGraph(vectors, settings, run));
    graphs.set(vectors, ofVectors.set(key, graph));
    const { points, rowOf, knn } = graph;
    const { alignTo } = settings;
    const target = settings.target && targetOfPoints(settings.target, rowOf, points.rows);
    const fitted = await umap(points, {
      ...settings,
      target,
      ...(alignTo && { alignTo: { ...alignTo, rows: Array.from(alignTo.rows, (row) => rowOf[row]!) } }),
      nEpochs: (settings.nEpochs ?? umapEpochs)(points.rows),
      ...(knn && { knn }),
      ...run,
    });
    return { embedding: pickRows(fitted.embedding, rowOf), model: new UmapModel(fitted) };
  };
}

/** The distinct rows and their neighbours; none for a single row. */
interface PointGraph {
  readonly points: Matrix;
  readonly rowOf: Int32Array;
  readonly knn: KnnGraph | undefined;
}

async function pointGraph(vectors: Matrix, { nNeighbors, metric }: UmapSettings, run: RunOptions): Promise<PointGraph> {
  const { points, rowOf } = await follow(distinctRows(vectors), checkpoint("neighbors", run));
  const k = Math.min(nNeighbors, points.rows) - 1;
  return { points, rowOf, knn: k > 0 ? await kNearestNeighbors(points, { k, metric, ...run }) : undefined };
}
