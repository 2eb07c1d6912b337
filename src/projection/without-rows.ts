import type { Matrix } from "../core";
import { findRows, finish, indexRows, pickRows } from "../core/internal";
import { metricRows } from "../neighbors/internal";
import { UmapModel } from "./umap-model";

/** A layout as if these rows were not among those that new ones are placed by; they and all others stand where they stood. */
export function layoutWithoutRows(model: UmapModel, vectors: Matrix): UmapModel {
  const { points, layout, metric } = model;
  const leftBy = finish(findRows(finish(indexRows(metricRows("vectors", vectors, metric))), points));
  const kept = [...leftBy.keys()].filter((point) => leftBy[point]! < 0);
  return new UmapModel({ ...model, points: pickRows(points, kept), layout: pickRows(layout, kept) });
}
