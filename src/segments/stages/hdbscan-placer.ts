import { HdbscanModel, type PredictionData } from "../../clustering";
import { clustersBelow, findPoint, withoutPoints } from "../../clustering/internal";
import { row } from "../../core/internal";
import { matrixTree } from "../file/artefact";
import { figure, matrixOf, numbers, oneOfTexts, record, type Shape, whole } from "../file/shape";
import type { Placer } from "./placer";

/** Places vectors in a clustering by HDBSCAN. */
export function hdbscanPlacer(data: PredictionData): Placer {
  const model = new HdbscanModel(data);
  return {
    place: (vectors, run) => model.apply(vectors, run),
    without(vectors) {
      const left = Array<boolean>(model.labels.length).fill(false);
      for (let i = 0; i < vectors.rows; i++) {
        const point = findPoint(model.vectors, row(vectors, i));
        if (point >= 0) left[point] = true;
      }
      return hdbscanPlacer(withoutPoints(model, left));
    },
    below() {
      const finer = clustersBelow(model);
      return finer && { placer: hdbscanPlacer(finer.data), partOf: finer.partOf };
    },
    state: () => ({
      method: "hdbscan",
      ...model,
      vectors: matrixTree(model.vectors),
      condensedTree: { ...model.condensedTree },
    }),
  };
}

/** Saved prediction data of this many columns. */
export function predictorShape(dimensions: number): Shape<PredictionData> {
  return (value, path) => {
    const parts = record<Pick<PredictionData, "vectors" | "selectedClusters">>({
      vectors: matrixOf(undefined, dimensions),
      selectedClusters: numbers("Int32Array", undefined, 0),
    })(value, path);
    const points = parts.vectors.rows;
    return record<PredictionData>({
      metric: oneOfTexts(["euclidean", "cosine"]),
      minSamples: whole(1),
      vectors: matrixOf(points, dimensions),
      rows: numbers("Int32Array", points, 0),
      weights: numbers("Float64Array", points, 0),
      labels: numbers("Int32Array", points, -1, parts.selectedClusters.length - 1),
      probabilities: numbers("Float64Array", points, 0, 1),
      coreDistances: numbers("Float64Array", points, 0),
      condensedTree: treeShape,
      selectedClusters: numbers("Int32Array"),
      largestLambda: figure,
      rootLambda: figure,
    })(value, path);
  };
}

type CondensedTree = PredictionData["condensedTree"];

const treeShape: Shape<CondensedTree> = (value, path) => {
  const { parent } = record<Pick<CondensedTree, "parent">>({ parent: numbers("Int32Array", undefined, 0) })(
    value,
    path,
  );
  return record<CondensedTree>({
    parent: numbers("Int32Array"),
    child: numbers("Int32Array", parent.length, 0),
    lambda: numbers("Float64Array", parent.length, 0),
    size: numbers("Float64Array", parent.length, 0),
  })(value, path);
};
