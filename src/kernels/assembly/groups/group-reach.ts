import { squaredTile } from "../knn/squared-tile";

/**
 * For each query and each group of points the nearest point by (mutual reachability, distance), both squared: mutual
 * reachability is the largest of the distance and the two core distances.
 *
 * queries:      points four by four: coordinate j of query 4p + l is float (p * cols + j) * 4 + l; panels `first` ..
 * `last`.
 * queryCore:    f32, squared core distance of each query.
 * panels, core: the points in the same way, core Infinity for padding and for points to be passed over.
 * starts:       i32: group g consists of the panels `starts[g]` .. `starts[g + 1]`.
 * reach, length: f32: entry (query - 4 first) * groups + group; Infinity where a group has no point.
 * tile:         scratch of 192 bytes, not shared with another thread.
 * All arrays 16-byte aligned; what is written overlaps nothing.
 */
export function groupReach(
  queries: usize,
  queryCore: usize,
  first: i32,
  last: i32,
  panels: usize,
  core: usize,
  cols: i32,
  starts: usize,
  groups: i32,
  reach: usize,
  length: usize,
  tile: usize,
): void {
  const size = (<usize>cols) << 4;
  for (let q = first; q < last; q++) {
    for (let group = 0; group < groups; group++) {
      const end = load<i32>(starts + ((<usize>(group + 1)) << 2));
      for (let l: usize = 64; l < 192; l += 16) v128.store(tile + l, f32x4.splat(Infinity));
      for (let p = load<i32>(starts + ((<usize>group) << 2)); p < end; p++) {
        squaredTile(queries + <usize>q * size, panels + <usize>p * size, cols, tile);
        const others = v128.load(core + ((<usize>p) << 4));
        for (let l: usize = 0; l < 4; l++) {
          const own = v128.load32_splat(queryCore + ((<usize>q) << 4) + (l << 2));
          offer(tile + (l << 4), f32x4.pmax(own, others));
        }
      }
      for (let l = 0; l < 4; l++) {
        const at = (<usize>(((q - first) * 4 + l) * groups + group)) << 2;
        writeBest(tile + ((<usize>l) << 4), reach + at, length + at);
      }
    }
  }
}

/** Of one query: four squared distances at `at`, the best so far 64 bytes on, their distances 128 bytes on. */
function offer(at: usize, cores: v128): void {
  const length = v128.load(at);
  const weight = f32x4.pmax(cores, length);
  const oldWeight = v128.load(at, 64);
  const oldLength = v128.load(at, 128);
  const better = v128.or(
    f32x4.lt(weight, oldWeight),
    v128.and(f32x4.eq(weight, oldWeight), f32x4.lt(length, oldLength)),
  );
  v128.store(at, v128.bitselect(weight, oldWeight, better), 64);
  v128.store(at, v128.bitselect(length, oldLength, better), 128);
}

function writeBest(at: usize, reach: usize, length: usize): void {
  let weight: f32 = Infinity;
  let distance: f32 = Infinity;
  for (let l: usize = 0; l < 16; l += 4) {
    const laneWeight = load<f32>(at + l, 64);
    const laneLength = load<f32>(at + l, 128);
    if (laneWeight < weight || (laneWeight === weight && laneLength < distance)) {
      weight = laneWeight;
      distance = laneLength;
    }
  }
  store<f32>(reach, weight);
  store<f32>(length, weight === Infinity ? <f32>Infinity : distance);
}
