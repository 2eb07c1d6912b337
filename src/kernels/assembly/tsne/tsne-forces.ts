/*
 *   for each group of four points:
 *     push    nodes of the plane tree in depth-first order, without a stack: a node that is small beside its distance
 *             counts as one point; else its children; at the last level its points
 *     pull    for each of the four: its neighbors, four at a time
 *
 * No module variables.
 */
/**
 * The forces of t-SNE on the points at places `first` .. `last` of a plane tree, four points of a group at a time;
 * returns their share of the sum Z of 1 / (1 + d²) over all ordered pairs of points.
 *
 * points:    n pairs of f32.
 * pairs, levels, starts, nodes, boxes: of `planeTree`. first a multiple of four.
 * offsets, columns, values: the affinities P in compressed rows.
 * forces:    for each point four f32, written: the pull sum p q (y_i - y_j) in x and y, and the push
 *            sum q² (y_i - y_j), q = 1 / (1 + d²), in x and y, the latter with far nodes as one point each.
 */
export function tsneForces(
  first: i32,
  last: i32,
  points: usize,
  pairs: usize,
  levels: i32,
  starts: usize,
  nodes: usize,
  boxes: usize,
  n: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  forces: usize,
): f64 {
  let z: f64 = 0;
  for (let place = first; place < last; place += 4) {
    z += push(place, n, pairs, levels, starts, nodes, boxes, forces);
    for (let s = place; s < min(place + 4, n); s++) {
      pull(load<i32>(pairs + ((<usize>s) << 3), 4), points, offsets, columns, values, forces);
    }
  }
  return z;
}

const LANES: v128 = i32x4(0, 1, 2, 3);

/**
 * The push on one group of four. A node counts as one point when its longer side is below theta times the distance from
 * its center to the group's box. Nodes are taken in depth-first order without a stack: their places say where to go
 * next.
 */
function push(
  place: i32,
  n: i32,
  pairs: usize,
  levels: i32,
  starts: usize,
  nodes: usize,
  boxes: usize,
  forces: usize,
): f64 {
  const four = nodes + ((<usize>place) << 4);
  const left = v128.shuffle<f32>(v128.load(four), v128.load(four, 16), 0, 4, 1, 5);
  const right = v128.shuffle<f32>(v128.load(four, 32), v128.load(four, 48), 0, 4, 1, 5);
  const xs = v128.shuffle<f32>(left, right, 0, 1, 4, 5);
  const ys = v128.shuffle<f32>(left, right, 2, 3, 6, 7);
  const group = place >> 2;
  const box = boxes + ((<usize>(load<i32>(starts, 4) + group)) << 4);
  const lowX = load<f32>(box);
  const lowY = load<f32>(box, 4);
  const highX = load<f32>(box, 8);
  const highY = load<f32>(box, 12);

  let sumX = f32x4.splat(0);
  let sumY = f32x4.splat(0);
  let sumZ = f32x4.splat(0);
  const one = f32x4.splat(1);
  const top = levels - 1;
  let level = top;
  let i = 0;
  while (true) {
    let node = nodes + ((<usize>(load<i32>(starts + ((<usize>level) << 2)) + i)) << 4);
    const centerX = load<f32>(node);
    const centerY = load<f32>(node, 4);
    const awayX = max<f32>(max<f32>(lowX - centerX, centerX - highX), 0);
    const awayY = max<f32>(max<f32>(lowY - centerY, centerY - highY), 0);
    const far = awayX * awayX + awayY * awayY > load<f32>(node, 12);
    if (!far && level > 1) {
      level -= 1;
      i <<= 2;
      continue;
    }
    let terms = 1;
    if (!far) {
      node = nodes + ((<usize>i) << 6);
      terms = 4;
    }
    const own = !far && i === group;
    for (; terms > 0; terms--, node += 16) {
      const x = f32x4.sub(xs, v128.load32_splat(node));
      const y = f32x4.sub(ys, v128.load32_splat(node, 4));
      const q = f32x4.div(one, f32x4.add(f32x4.add(one, f32x4.mul(x, x)), f32x4.mul(y, y)));
      let weighted = f32x4.mul(v128.load32_splat(node, 8), q);
      if (own) weighted = v128.and(weighted, i32x4.ne(LANES, i32x4.splat(4 - terms)));
      const force = f32x4.mul(weighted, q);
      sumZ = f32x4.add(sumZ, weighted);
      sumX = f32x4.add(sumX, f32x4.mul(force, x));
      sumY = f32x4.add(sumY, f32x4.mul(force, y));
    }
    i += 1;
    while (level < top && ((i & 3) === 0 || i >= nodesAt(level, starts))) {
      i = (i + 3) >> 2;
      level += 1;
    }
    if (level === top) break;
  }

  let z: f64 = 0;
  for (let lane = 0; lane < min(4, n - place); lane++) {
    const force = forces + ((<usize>load<i32>(pairs + ((<usize>(place + lane)) << 3), 4)) << 4);
    store<f32>(force, laneOf(sumX, lane), 8);
    store<f32>(force, laneOf(sumY, lane), 12);
    z += <f64>laneOf(sumZ, lane);
  }
  return z;
}

/** Levels stand one after the other, so that a level ends where the next begins. */
function nodesAt(level: i32, starts: usize): i32 {
  const start = starts + ((<usize>level) << 2);
  return load<i32>(start, 4) - load<i32>(start);
}

/** The pull of its neighbors on one point. */
function pull(point: i32, points: usize, offsets: usize, columns: usize, values: usize, forces: usize): void {
  const row = offsets + ((<usize>point) << 2);
  const own = v128.load64_splat(points + ((<usize>point) << 3));
  const one = f32x4.splat(1);
  let sum = f32x4.splat(0);
  const end = (<usize>load<u32>(row, 4)) << 2;
  let edge = (<usize>load<u32>(row)) << 2;
  for (; edge + 8 <= end; edge += 8) {
    const first = points + ((<usize>load<u32>(columns + edge)) << 3);
    const second = points + ((<usize>load<u32>(columns + edge, 4)) << 3);
    sum = f32x4.add(sum, pulls(own, v128.load64_lane(second, v128.load64_zero(first), 1), values + edge, one));
  }
  if (edge < end) {
    const first = points + ((<usize>load<u32>(columns + edge)) << 3);
    const lone = pulls(own, v128.load64_splat(first), values + edge, one);
    sum = f32x4.add(sum, v128.and(lone, i64x2(-1, 0)));
  }
  const folded = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  v128.store64_lane(forces + ((<usize>point) << 4), folded, 0);
}

/** p q (y_i - y_j) of two neighbors. */
function pulls(own: v128, others: v128, values: usize, one: v128): v128 {
  const away = f32x4.sub(own, others);
  const squares = f32x4.mul(away, away);
  const square = f32x4.add(squares, v128.shuffle<f32>(squares, squares, 1, 0, 3, 2));
  const weights = v128.load64_zero(values);
  const p = v128.shuffle<f32>(weights, weights, 0, 0, 1, 1);
  return f32x4.mul(f32x4.div(p, f32x4.add(one, square)), away);
}

function laneOf(values: v128, lane: i32): f32 {
  if (lane < 2) return lane === 0 ? f32x4.extract_lane(values, 0) : f32x4.extract_lane(values, 1);
  return lane === 2 ? f32x4.extract_lane(values, 2) : f32x4.extract_lane(values, 3);
}
