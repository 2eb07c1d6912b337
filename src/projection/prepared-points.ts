import { PreparedRows } from "../neighbors/internal";
import type { UmapModel } from "./umap";

/** The points of a layout, prepared for searches when they are first asked for and kept as long as the layout is. */
export function preparedPoints(model: UmapModel): PreparedRows {
  let points = prepared.get(model);
  if (points === undefined) {
    points = new PreparedRows(model.points, model.metric);
    prepared.set(model, points);
  }
  return points;
}

const prepared = new WeakMap<UmapModel, PreparedRows>();
