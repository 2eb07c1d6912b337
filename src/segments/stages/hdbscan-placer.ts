import { approximatePredict, type HdbscanPredictor } from "../../clustering";
import { matrixTree } from "../file/artefact";
import { figure, matrixOf, numbers, oneOfTexts, record, type Shape, whole } from "../file/shape";
import type { Placer } from "./placer";

/** Places vectors by `approximatePredict`. */
export function hdbscanPlacer(predictor: HdbscanPredictor): Placer {
  const { vectors, condensedTree } = predictor;
  return {
    place: (queries, run = {}) => approximatePredict(predictor, queries, run),
    state: () => ({
      method: "hdbscan",
      ...predictor,
      vectors: matrixTree(vectors),
      condensedTree: { ...condensedTree },
    }),
  };
}

/** A saved predictor of so many columns. */
export function predictorShape(dimensions: number): Shape<HdbscanPredictor> {
  return (value, path) => {
    const parts = record<Pick<HdbscanPredictor, "vectors" | "selectedClusters">>({
      vectors: matrixOf(undefined, dimensions),
      selectedClusters: numbers("Int32Array", undefined, 0),
    })(value, path);
    const points = parts.vectors.rows;
    return record<HdbscanPredictor>({
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

type CondensedTree = HdbscanPredictor["condensedTree"];

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
