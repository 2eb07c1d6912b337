import { due, lookAt, stepPoint } from "./layout-step";

/**
 * All epochs of new points in a UMAP layout that stands still: points do not see each other, so each gets the same bits
 * alone and among others.
 *
 * first, last:      the points to place.
 * points:           their positions, `quads` vectors of four floats each; moved in place.
 * reference:        the layout: `population` points of the same shape. Overlaps nothing.
 * groups:           where the edges of each point start, in groups of four, and one more.
 * columns, weights: for each edge a point of the layout and the edge's weight, 16-byte aligned.
 * pushes, items:    for each point the mean number of groups of four random points an epoch, and its random item.
 */
export function placePoints(
  first: i32,
  last: i32,
  quads: i32,
  points: usize,
  reference: usize,
  population: i32,
  groups: usize,
  columns: usize,
  weights: usize,
  pushes: usize,
  items: usize,
  a: f32,
  b: f32,
  gamma: f32,
  rate: f32,
  epochs: i32,
  key0: i32,
  key1: i32,
): void {
  const bytes = (<usize>quads) << 4;
  lookAt(reference, bytes, 0, 0);
  for (let v = first; v < last; v++) {
    const at = (<usize>v) << 2;
    const group = load<i32>(groups + at);
    const edges = (<usize>group) << 4;
    const item = load<i32>(items + at);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const step = rate * (<f32>1 - <f32>epoch / <f32>epochs);
      stepPoint(
        points + <usize>v * bytes,
        quads,
        columns + edges,
        weights + edges,
        load<i32>(groups + at, 4) - group,
        due(load<f32>(pushes + at), item, epoch),
        step,
        a,
        b,
        gamma,
        key0,
        key1,
        item,
        epoch,
        population,
      );
    }
  }
}
