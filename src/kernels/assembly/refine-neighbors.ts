/** Places of the table of points already looked at, and how many of them may be taken. */
const PLACES = 4096;
const MOST = 3000;
/** 2^32 divided by the golden ratio. */
const HASH: i32 = -1640531527;

/** Marks an index in a list as new since the round before. */
const NEW: i32 = 0x40000000;
const INDEX: i32 = 0x3fffffff;

/** The point whose list is being refined, and what belongs to it; globals of the instance, so that each thread has its own. */
let rows: usize = 0;
let stride: i32 = 0;
let half: i32 = 0;
let k: i32 = 0;
let point: i32 = 0;
let table: usize = 0;
let taken: i32 = 0;
let ids: usize = 0;
let distances: usize = 0;
let changes: i32 = 0;

/**
 * One round of nearest neighbour descent for the points `first .. last`: the neighbours of a point's neighbours, and of those that
 * have it for a neighbour, come into its list where they are nearer. Distances have the bits of `nearestRows`. Only ways of
 * which a part is new are gone: the others were gone in an earlier round.
 *
 * data:                 rows of `width` floats, a multiple of 4, 16-byte aligned, padding zero.
 * indices, spans:       the lists as they were, `size` a point, ascending by (distance, index), all filled; bit 30 of an
 *                       index marks it as new.
 * offsets, reverse:     in compressed rows, for each point those whose lists hold it, marked alike.
 * halved:               0 for distances, 1 for half squares.
 * newIndices, newSpans: the lists as they become. Overlap nothing else.
 * scratch:              4096 pairs of i32, each second one negative before the first round.
 *
 * Returns the number of list entries that changed.
 */
export function refineNeighbors(
  first: i32,
  last: i32,
  data: usize,
  width: i32,
  size: i32,
  indices: usize,
  spans: usize,
  offsets: usize,
  reverse: usize,
  halved: i32,
  newIndices: usize,
  newSpans: usize,
  scratch: usize,
): i32 {
  rows = data;
  stride = width;
  half = halved;
  k = size;
  table = scratch;
  changes = 0;
  const listBytes = (<usize>size) << 2;
  for (let i = 0; i < PLACES; i++) store<i32>(table + ((<usize>i) << 3), -1, 4);
  for (point = first; point < last; point++) {
    const list = indices + <usize>point * listBytes;
    ids = newIndices + <usize>point * listBytes;
    distances = newSpans + <usize>point * listBytes;
    for (let j: usize = 0; j < listBytes; j += 4) store<i32>(ids + j, load<i32>(list + j) & INDEX);
    memory.copy(distances, spans + <usize>point * listBytes, listBytes);
    taken = 0;
    look(point);
    for (let j: usize = 0; j < listBytes; j += 4) look(load<i32>(list + j) & INDEX);
    count = 0;
    for (let j: usize = 0; j < listBytes; j += 4) offerList(indices, load<i32>(list + j));
    const end = load<i32>(offsets + ((<usize>point) << 2), 4);
    for (let p = load<i32>(offsets + ((<usize>point) << 2)); p < end; p++) {
      const other = load<i32>(reverse + ((<usize>p) << 2));
      offerOne(other & INDEX);
      offerList(indices, other);
    }
    if (count > 0) measure();
  }
  return changes;
}

/** Candidates waiting to be measured by fours. */
let count: i32 = 0;
let c0: i32 = 0;
let c1: i32 = 0;
let c2: i32 = 0;
let c3: i32 = 0;

/** Offers what is in the list of a marked point. */
function offerList(indices: usize, via: i32): void {
  const bytes = (<usize>k) << 2;
  const list = indices + <usize>(via & INDEX) * bytes;
  for (let j: usize = 0; j < bytes; j += 4) {
    const candidate = load<i32>(list + j);
    if (((via | candidate) & NEW) !== 0) offerOne(candidate & INDEX);
  }
}

function offerOne(candidate: i32): void {
  if (!look(candidate)) return;
  if (count === 0) {
    c0 = c1 = c2 = c3 = candidate;
  } else if (count === 1) {
    c1 = candidate;
  } else if (count === 2) {
    c2 = candidate;
  } else {
    c3 = candidate;
  }
  if (++count === 4) measure();
}

/** Whether the point looks at a candidate for the first time. */
function look(candidate: i32): bool {
  if (taken >= MOST) return false;
  let place = (candidate * HASH) >>> 20;
  let at = table + ((<usize>place) << 3);
  while (load<i32>(at, 4) === point) {
    if (load<i32>(at) === candidate) return false;
    place = (place + 1) & (PLACES - 1);
    at = table + ((<usize>place) << 3);
  }
  store<i32>(at, candidate);
  store<i32>(at, point, 4);
  taken++;
  return true;
}

function measure(): void {
  const own = rows + ((<usize>(point * stride)) << 2);
  const p0 = rows + ((<usize>(c0 * stride)) << 2);
  const p1 = rows + ((<usize>(c1 * stride)) << 2);
  const p2 = rows + ((<usize>(c2 * stride)) << 2);
  const p3 = rows + ((<usize>(c3 * stride)) << 2);
  let sums = f32x4.splat(0);
  for (let j: usize = 0; j < (<usize>stride) << 2; j += 16) {
    const x = v128.load(own + j);
    const d0 = f32x4.sub(x, v128.load(p0 + j));
    const d1 = f32x4.sub(x, v128.load(p1 + j));
    const d2 = f32x4.sub(x, v128.load(p2 + j));
    const d3 = f32x4.sub(x, v128.load(p3 + j));
    const s0 = f32x4.mul(d0, d0),
      s1 = f32x4.mul(d1, d1),
      s2 = f32x4.mul(d2, d2),
      s3 = f32x4.mul(d3, d3);
    const low01 = v128.shuffle<f32>(s0, s1, 0, 4, 1, 5),
      low23 = v128.shuffle<f32>(s2, s3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(s0, s1, 2, 6, 3, 7),
      high23 = v128.shuffle<f32>(s2, s3, 2, 6, 3, 7);
    sums = f32x4.add(sums, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    sums = f32x4.add(sums, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    sums = f32x4.add(sums, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    sums = f32x4.add(sums, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
  }
  const spans = half !== 0 ? f32x4.mul(sums, f32x4.splat(0.5)) : f32x4.sqrt(sums);
  insert(c0, f32x4.extract_lane(spans, 0));
  if (count > 1) insert(c1, f32x4.extract_lane(spans, 1));
  if (count > 2) insert(c2, f32x4.extract_lane(spans, 2));
  if (count > 3) insert(c3, f32x4.extract_lane(spans, 3));
  count = 0;
}

function insert(id: i32, distance: f32): void {
  let at = ((<usize>k) << 2) - 4;
  if (!before(distance, id, at)) return;
  for (; at > 0 && before(distance, id, at - 4); at -= 4) {
    store<f32>(distances + at, load<f32>(distances + at - 4));
    store<i32>(ids + at, load<i32>(ids + at - 4));
  }
  store<f32>(distances + at, distance);
  store<i32>(ids + at, id | NEW);
  changes++;
}

/** Whether (distance, id) comes before the entry at a place of the list. */
function before(distance: f32, id: i32, at: usize): bool {
  const there = load<f32>(distances + at);
  return distance < there || (distance === there && id < (load<i32>(ids + at) & INDEX));
}
