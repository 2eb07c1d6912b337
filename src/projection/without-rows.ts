import type { Matrix } from "../core";
import { pickRows } from "../core/internal";
import { metricRows } from "../neighbors/internal";
import { UmapModel } from "./umap-model";

/** A layout as if these rows were not among those that new ones are placed by; they and all others stand where they stood. */
export function layoutWithoutRows(model: UmapModel, vectors: Matrix): UmapModel {
  const { points, layout, metric } = model;
  const rows = metricRows("vectors", vectors, metric);
  const left = new Set(Array.from({ length: rows.rows }, (_, row) => textOf(rows, row)));
  const kept = Array.from({ length: points.rows }, (_, point) => point).filter(
    (point) => !left.has(textOf(points, point)),
  );
  return new UmapModel({ ...model, points: pickRows(points, kept), layout: pickRows(layout, kept) });
}

/** The bits of a row, to find an equal one. */
function textOf({ data, cols }: Matrix, row: number): string {
  return String.fromCharCode(...new Uint16Array(data.slice(row * cols, (row + 1) * cols).buffer));
}
