import { sortPairs } from "../knn/radix-sort";

/**
 * A tree over points in the plane: points in Morton order, four to a node, four nodes to a node above, up to a root.
 *
 * points:  n pairs of f32.
 * pairs:   2 n pairs of 8 bytes; afterwards the second i32 of pair s is the point at place s.
 * counts:  256 i32 of scratch.
 * starts:  for each level, from the points up to the root, the number of its first node; `levels` i32.
 * nodes:   for each node center x, center y, weight, square of its longer side over `theta` squared: a vector, 16-byte
 *          aligned. Level 0 are the points themselves, padded to a multiple of four with copies of weight 0.
 * boxes:   for each node least x, least y, largest x, largest y: a vector.
 */
export function planeTree(
  n: i32,
  points: usize,
  pairs: usize,
  counts: usize,
  levels: i32,
  starts: usize,
  nodes: usize,
  boxes: usize,
  theta: f32,
): void {
  mortonOrder(n, points, pairs, counts);
  for (let s = 0; s < ((n + 3) & ~3); s++) {
    const point = points + ((<usize>load<i32>(pairs + ((<usize>min(s, n - 1)) << 3), 4)) << 3);
    const x = load<f32>(point);
    const y = load<f32>(point, 4);
    v128.store(nodes + ((<usize>s) << 4), f32x4(x, y, s < n ? 1 : 0, 0));
    v128.store(boxes + ((<usize>s) << 4), f32x4(x, y, x, y));
  }
  let below = n;
  for (let level = 1; level < levels; level++) {
    const count = (below + 3) >> 2;
    const start = load<i32>(starts + ((<usize>level) << 2));
    const children = load<i32>(starts + ((<usize>(level - 1)) << 2));
    for (let i = 0; i < count; i++) {
      join(nodes, boxes, start + i, children + 4 * i, min(4, below - 4 * i), theta);
    }
    below = count;
  }
}

function join(nodes: usize, boxes: usize, node: i32, first: i32, count: i32, theta: f32): void {
  let x: f64 = 0;
  let y: f64 = 0;
  let weight: f32 = 0;
  let low = f32x4.splat(Infinity);
  let high = f32x4.splat(-Infinity);
  for (let child = (<usize>first) << 4, end = (<usize>(first + count)) << 4; child < end; child += 16) {
    const own = load<f32>(nodes + child, 8);
    x += <f64>own * <f64>load<f32>(nodes + child);
    y += <f64>own * <f64>load<f32>(nodes + child, 4);
    weight += own;
    const box = v128.load(boxes + child);
    low = f32x4.pmin(low, box);
    high = f32x4.pmax(high, box);
  }
  const side = max(
    f32x4.extract_lane(high, 2) - f32x4.extract_lane(low, 0),
    f32x4.extract_lane(high, 3) - f32x4.extract_lane(low, 1),
  );
  const at = (<usize>node) << 4;
  v128.store(
    nodes + at,
    f32x4(<f32>(x / <f64>weight), <f32>(y / <f64>weight), weight, (side * side) / (theta * theta)),
  );
  v128.store(boxes + at, v128.shuffle<f32>(low, high, 0, 1, 6, 7));
}

/** Pairs (Morton code, point) in ascending order; 16 bits an axis, in the least square that holds all points. */
function mortonOrder(n: i32, points: usize, pairs: usize, counts: usize): void {
  let lowX: f32 = Infinity,
    lowY: f32 = Infinity,
    highX: f32 = -Infinity,
    highY: f32 = -Infinity;
  for (let point = points, end = points + ((<usize>n) << 3); point < end; point += 8) {
    lowX = min(lowX, load<f32>(point));
    highX = max(highX, load<f32>(point));
    lowY = min(lowY, load<f32>(point, 4));
    highY = max(highY, load<f32>(point, 4));
  }
  const side = max(highX - lowX, highY - lowY);
  const scale: f32 = side > 0 ? 65535 / side : 0;
  for (let i = 0; i < n; i++) {
    const point = points + ((<usize>i) << 3);
    const x = spread(<u32>min<f32>(65535, (load<f32>(point) - lowX) * scale));
    const y = spread(<u32>min<f32>(65535, (load<f32>(point, 4) - lowY) * scale));
    store<u32>(pairs + ((<usize>i) << 3), x | (y << 1));
    store<i32>(pairs + ((<usize>i) << 3), i, 4);
  }
  sortPairs(pairs, n, pairs + ((<usize>n) << 3), counts);
}

/** The 16 bits of a number with a zero after each. */
function spread(value: u32): u32 {
  let bits = value;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
