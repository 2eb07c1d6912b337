import { heapBound, heapPush, heapRadius, startHeap } from "../knn/weighted-heap";

/**
 * Squared core distances of points `first` .. `last` by looking at every point: the smallest squared radius within
 * which the weights, the point's own included, reach `minWeight`; the farthest point's where all together do not.
 *
 * panels:  points four by four: coordinate j of point 4p + l is float (p * cols + j) * 4 + l.
 * weights: f64, one a point.
 * scratch: 40 bytes, and 8 for each neighbor that may have to be held, not shared with another thread.
 * core:    f32, one a point; entries `first` .. `last` are written.
 */
export function coreDistances(
  panels: usize,
  count: i32,
  cols: i32,
  weights: usize,
  minWeight: f64,
  slack: f64,
  scratch: usize,
  core: usize,
  first: i32,
  last: i32,
): void {
  for (let i = first; i < last; i++) {
    const missing = minWeight - load<f64>(weights + ((<usize>i) << 3));
    if (missing <= 0) {
      store<f32>(core + ((<usize>i) << 2), 0);
      continue;
    }
    startHeap(scratch, missing + slack);
    scan(panels, count, cols, weights, scratch, i);
    store<f32>(core + ((<usize>i) << 2), heapRadius(scratch, missing, weights));
  }
}

function scan(panels: usize, count: i32, cols: i32, weights: usize, heap: usize, i: i32): void {
  const query = panels + ((<usize>(i >> 2) * cols) << 4) + ((<usize>(i & 3)) << 2);
  let point = panels;
  for (let p = 0; p < count; p += 4) {
    let squared = f32x4.splat(0);
    for (let j = 0; j < cols; j++) {
      const difference = f32x4.sub(v128.load32_splat(query + ((<usize>j) << 4)), v128.load(point));
      squared = f32x4.add(squared, f32x4.mul(difference, difference));
      point += 16;
    }
    let lanes = i32x4.bitmask(f32x4.lt(squared, f32x4.splat(heapBound(heap))));
    while (lanes !== 0) {
      const lane = ctz(lanes);
      lanes &= lanes - 1;
      const id = p + lane;
      const distance = laneOf(squared, lane);
      if (id !== i && id < count && distance < heapBound(heap)) heapPush(heap, distance, id, weights);
    }
  }
}

function laneOf(values: v128, lane: i32): f32 {
  if (lane < 2) return lane === 0 ? f32x4.extract_lane(values, 0) : f32x4.extract_lane(values, 1);
  return lane === 2 ? f32x4.extract_lane(values, 2) : f32x4.extract_lane(values, 3);
}
