/**
 * Steps of OPTICS: each takes the open point of the smallest reachability, the first of equal ones (the first open point
 * where none is reachable), writes it down, and offers every open point to be reached from it at max(core distance of
 * the point taken, distance); all squared.
 *
 * panels:  points four by four: coordinate j of point 4p + l is float (p * cols + j) * 4 + l; `panelCount` panels.
 * core:    squared core distance of each point; Infinity for points that nothing is reached from.
 * limit:   squared distance beyond which nothing is reached.
 * open:    f32: 0 for points not taken yet, Infinity for those taken and for padding.
 * reach:   f32, one a point: smallest reachability so far; Infinity to begin with, and for padding.
 * from:    i32, one a point: which point it is reached from, -1 for none.
 * order:   i32, one a step. reachOf: f32, one a step.
 * All arrays 16-byte aligned, none overlapping.
 */
export function opticsSteps(
  panels: usize,
  panelCount: i32,
  cols: i32,
  core: usize,
  limit: f32,
  open: usize,
  reach: usize,
  from: usize,
  order: usize,
  reachOf: usize,
  first: i32,
  last: i32,
): void {
  for (let step = first; step < last; step++) {
    const current = nextPoint(panelCount, open, reach);
    const at = (<usize>current) << 2;
    store<i32>(order + ((<usize>step) << 2), current);
    store<f32>(reachOf + ((<usize>step) << 2), load<f32>(reach + at));
    store<f32>(open + at, Infinity);
    store<f32>(reach + at, Infinity);
    const own = load<f32>(core + at);
    if (own <= limit) relax(panels, panelCount, cols, own, limit, open, reach, from, current);
  }
}

function nextPoint(panelCount: i32, open: usize, reach: usize): i32 {
  let least = f32x4.splat(Infinity);
  for (let p = 0; p < panelCount; p++) least = f32x4.pmin(least, v128.load(reach + ((<usize>p) << 4)));
  const smallest = min(
    min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)),
    min(f32x4.extract_lane(least, 2), f32x4.extract_lane(least, 3)),
  );
  const wanted = f32x4.splat(smallest === Infinity ? 0 : smallest);
  const among = smallest === Infinity ? open : reach;
  for (let p = 0; p < panelCount; p++) {
    const lanes = i32x4.bitmask(f32x4.eq(v128.load(among + ((<usize>p) << 4)), wanted));
    if (lanes !== 0) return (p << 2) + ctz(lanes);
  }
  return 0; // not reached: there are as many steps as points
}

function relax(
  panels: usize,
  panelCount: i32,
  cols: i32,
  ownCore: f32,
  limit: f32,
  open: usize,
  reach: usize,
  from: usize,
  current: i32,
): void {
  const query = panels + ((<usize>(current >> 2) * cols) << 4) + ((<usize>(current & 3)) << 2);
  const own = f32x4.splat(ownCore);
  const most = f32x4.splat(limit);
  const source = i32x4.splat(current);
  let point = panels;
  for (let p = 0; p < panelCount; p++) {
    let square = f32x4.splat(0);
    for (let j = 0; j < cols; j++) {
      const difference = f32x4.sub(v128.load32_splat(query + ((<usize>j) << 4)), v128.load(point));
      square = f32x4.add(square, f32x4.mul(difference, difference));
      point += 16;
    }
    const at = (<usize>p) << 4;
    const offered = f32x4.pmax(f32x4.pmax(own, v128.load(open + at)), square);
    const known = v128.load(reach + at);
    const better = v128.and(f32x4.lt(offered, known), f32x4.le(square, most));
    v128.store(reach + at, v128.bitselect(offered, known, better));
    v128.store(from + at, v128.bitselect(source, v128.load(from + at), better));
  }
}
