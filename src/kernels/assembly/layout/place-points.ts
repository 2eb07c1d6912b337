import { due, lookAt, stepPoint, useForces } from "./layout-step";

/**
 * All epochs of new points in a UMAP layout that stands still: points do not see each other, so each gets the same bits
 * alone and among others.
 *
 * first, last:      the points to place.
 * points:           two copies, one after the other, of `dims` planes of `count` floats: one coordinate of each point.
 *                   Starts in the first copy, ends in copy `epochs` & 1.
 * reference:        the layout: `dims` planes of `plane` floats, as in `optimizeLayout`. Overlaps nothing.
 * groups:           where the edges of each point start, in groups of four, and one more.
 * columns, weights: for each edge a point of the layout and the edge's weight, 16-byte aligned.
 * masks:            for each group, see `stepPoint`.
 * scratch:          48 bytes for each coordinate, of this call alone; 16-byte aligned.
 * pushes, items:    for each point the mean number of groups of four points that push in an epoch, and its random item.
 */
export function placePoints(
  first: i32,
  last: i32,
  dims: i32,
  points: usize,
  count: i32,
  reference: usize,
  population: i32,
  plane: i32,
  groups: usize,
  columns: usize,
  weights: usize,
  masks: usize,
  pushes: usize,
  items: usize,
  a: f32,
  b: f32,
  gamma: f32,
  rate: f32,
  epochs: i32,
  key0: i32,
  key1: i32,
  scratch: usize,
): void {
  const stride = (<usize>count) << 2;
  const copy = <usize>dims * stride;
  useForces(a, b, gamma, key0, key1, scratch);
  lookAt(reference, (<usize>plane) << 2, dims, population, 0, 0);
  for (let v = first; v < last; v++) {
    const at = (<usize>v) << 2;
    const group = load<i32>(groups + at);
    const item = load<i32>(items + at);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const own = points + at + ((epoch & 1) === 0 ? 0 : copy);
      const out = points + at + ((epoch & 1) === 0 ? copy : 0);
      stepPoint(
        own,
        out,
        stride,
        columns + ((<usize>group) << 4),
        weights + ((<usize>group) << 4),
        masks + ((<usize>group) << 2),
        load<i32>(groups + at, 4) - group,
        due(load<f32>(pushes + at), item, epoch),
        rate * (<f32>1 - <f32>epoch / <f32>epochs),
        item,
        epoch,
      );
    }
  }
}
