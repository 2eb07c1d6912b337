/*
 * One round of nearest neighbor descent. For each point:
 *
 *   look          at the point and its list, in a hash table
 *   offerList     the lists of those that have it in theirs, and of its own entries; of pairs with a new part alone
 *   screenFound   each candidate offered for the first time: passed over if its integers are beyond `limit`
 *   measure       the others, by fours; insert into the list; measureLimit
 *
 * Module variables, one set a thread: refineNeighbors writes `rows` .. `k`, `table`, `shift`, `found`, `paths` once a
 * call, and `point, ids, distances` for each point; look writes `left`; offerOne `count`; measureLimit `limit`; wait
 * and measure `waiting, c0..c3`.
 */
/** Places of the largest table of candidates; three in four of them may be taken. */
const MOST_PLACES = 4096;
/** 2^32 divided by the golden ratio. */
const HASH: i32 = -1640531527;

/** Marks an index in a list as new since the round before. */
const NEW: i32 = 0x40000000;
const INDEX: i32 = 0x3fffffff;

/** No squared distance in integers is larger. */
const EVERYTHING: f64 = 1200000000;

let rows: usize = 0;
let stride: i32 = 0;
let integers: usize = 0;
let integerBytes: i32 = 0;
let unit: f64 = 0;
let margin: f64 = 0;
let half: i32 = 0;
let k: i32 = 0;
let point: i32 = 0;
/** Points already looked at, in a table of 2^(32 - shift) places; and those to be screened. */
let table: usize = 0;
let shift: i32 = 0;
let found: usize = 0;
/** Its list, marked where it is new or the point is new in that list in turn. */
let paths: usize = 0;
let ids: usize = 0;
let distances: usize = 0;
let changes: i32 = 0;

/**
 * One round of nearest neighbor descent for the points `first .. last`: the neighbors of a point's neighbors, and of
 * those that have it for a neighbor, come into its list where they are nearer. Distances have the bits of
 * `nearestRows`; they are measured where those of 16-bit integers do not show that a candidate is too far. Only pairs
 * of which a part is new are looked at: the others were in an earlier round.
 *
 * data:                 rows of `width` floats, a multiple of 4, 16-byte aligned, padding zero.
 * screen:               rows of `screenBytes` bytes, a multiple of 16, of 16-bit integers. A distance times `newUnit`,
 *                       and `newMargin` more, is no smaller than the distance between these.
 * indices, spans:       the lists as they were, `size` a point, ascending by (distance, index), all filled; bit 30 of
 *                       an index marks it as new.
 * counts, reverse:      for each point how many and which lists hold it, room for `size` a point, marked alike.
 * halved:               0 for distances, 1 for half squares.
 * newIndices, newSpans: the lists as they become. Overlap nothing else.
 * scratch:              4096 + 3072 + size i32, 16-byte aligned.
 *
 * Returns the number of list entries that changed.
 */
export function refineNeighbors(
  first: i32,
  last: i32,
  data: usize,
  width: i32,
  screen: usize,
  screenBytes: i32,
  newUnit: f64,
  newMargin: f64,
  size: i32,
  indices: usize,
  spans: usize,
  counts: usize,
  reverse: usize,
  halved: i32,
  newIndices: usize,
  newSpans: usize,
  scratch: usize,
): i32 {
  rows = data;
  stride = width;
  integers = screen;
  integerBytes = screenBytes;
  unit = newUnit;
  margin = newMargin;
  half = halved;
  k = size;
  table = scratch;
  found = scratch + (MOST_PLACES << 2);
  paths = found + MOST_PLACES * 3;
  changes = 0;
  const listBytes = (<usize>size) << 2;
  const places = tablePlaces(size);
  const most = (places >> 2) * 3;
  shift = clz(places) + 1;
  for (point = first; point < last; point++) {
    const list = indices + <usize>point * listBytes;
    ids = newIndices + <usize>point * listBytes;
    distances = newSpans + <usize>point * listBytes;
    memory.fill(table, 0xff, (<usize>places) << 2);
    left = most;
    count = 0;
    look(point);
    for (let j: usize = 0; j < listBytes; j += 4) {
      const other = load<i32>(list + j);
      store<i32>(paths + j, other);
      store<i32>(ids + j, other & INDEX);
      look(other & INDEX);
    }
    memory.copy(distances, spans + <usize>point * listBytes, listBytes);
    const holders = reverse + <usize>point * listBytes;
    const end = holders + ((<usize>load<i32>(counts + ((<usize>point) << 2))) << 2);
    for (let p = holders; p < end; p += 4) {
      const other = load<i32>(p);
      if (isListed(other, listBytes)) continue; // its list is gone through once
      offerOne(other & INDEX);
      offerList(indices, other);
    }
    for (let j: usize = 0; j < listBytes; j += 4) offerList(indices, load<i32>(paths + j));
    screenFound();
  }
  return changes;
}

/** A power of two: twice as many places as there can be candidates, as far as there may be. */
function tablePlaces(size: i32): i32 {
  const candidates = 2 * size * (size + 1);
  let places = 256;
  while (places < MOST_PLACES && places < candidates + (candidates >> 1)) places <<= 1;
  return places;
}

/** Candidates found, and how many more may be looked at. */
let count: i32 = 0;
let left: i32 = 0;

/** Whether a marked point is in the list too; then the mark passes over to it. */
function isListed(other: i32, listBytes: usize): bool {
  for (let j: usize = 0; j < listBytes; j += 4) {
    if (load<i32>(ids + j) !== (other & INDEX)) continue;
    store<i32>(paths + j, load<i32>(paths + j) | (other & NEW));
    return true;
  }
  return false;
}

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
  store<i32>(found + ((<usize>count) << 2), candidate);
  count += 1;
}

/** Whether the point looks at a candidate for the first time. */
function look(candidate: i32): bool {
  if (left === 0) return false;
  let at = table + ((<usize>((candidate * HASH) >>> shift)) << 2);
  const end = table + ((<usize>1) << (34 - shift));
  for (let there = load<i32>(at); there >= 0; there = load<i32>(at)) {
    if (there === candidate) return false;
    at += 4;
    if (at === end) at = table;
  }
  store<i32>(at, candidate);
  left -= 1;
  return true;
}

/** The largest squared distance in integers that may matter. */
let limit: i32 = 0;
/** Candidates waiting to be measured by fours. */
let waiting: i32 = 0;
let c0: i32 = 0;
let c1: i32 = 0;
let c2: i32 = 0;
let c3: i32 = 0;

/** Measures the candidates found, but for those that integers show to be too far. */
function screenFound(): void {
  measureLimit();
  const bytes = <usize>integerBytes;
  const own = integers + <usize>point * bytes;
  for (let c = count; c < ((count + 3) & ~3); c++) store<i32>(found + ((<usize>c) << 2), point);
  for (let c = 0; c < count; c += 4) {
    const at = found + ((<usize>c) << 2);
    const p0 = integers + <usize>load<i32>(at) * bytes;
    const p1 = integers + <usize>load<i32>(at, 4) * bytes;
    const p2 = integers + <usize>load<i32>(at, 8) * bytes;
    const p3 = integers + <usize>load<i32>(at, 12) * bytes;
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      const x = v128.load(own + j);
      const d0 = i16x8.sub_sat_s(x, v128.load(p0 + j));
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(d0, d0));
      const d1 = i16x8.sub_sat_s(x, v128.load(p1 + j));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(d1, d1));
      const d2 = i16x8.sub_sat_s(x, v128.load(p2 + j));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(d2, d2));
      const d3 = i16x8.sub_sat_s(x, v128.load(p3 + j));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(d3, d3));
    }
    const a = i32x4.add(v128.shuffle<i32>(s0, s1, 0, 4, 1, 5), v128.shuffle<i32>(s0, s1, 2, 6, 3, 7));
    const b = i32x4.add(v128.shuffle<i32>(s2, s3, 0, 4, 1, 5), v128.shuffle<i32>(s2, s3, 2, 6, 3, 7));
    const squares = i32x4.add(v128.shuffle<i32>(a, b, 0, 1, 4, 5), v128.shuffle<i32>(a, b, 2, 3, 6, 7));
    let near = i32x4.bitmask(i32x4.le_s(squares, i32x4.splat(limit)));
    if (count - c < 4) near &= (1 << (count - c)) - 1;
    while (near !== 0) {
      wait(load<i32>(at + ((<usize>ctz(near)) << 2)));
      near &= near - 1;
    }
  }
  if (waiting > 0) measure();
}

function measureLimit(): void {
  const span = <f64>load<f32>(distances + ((<usize>(k - 1)) << 2));
  const radius = (half !== 0 ? Math.sqrt(2 * span) : span) * unit + margin;
  limit = <i32>min(radius * radius + 1, EVERYTHING);
}

function wait(candidate: i32): void {
  if (waiting === 0) {
    c0 = c1 = c2 = c3 = candidate;
  } else if (waiting === 1) {
    c1 = candidate;
  } else if (waiting === 2) {
    c2 = candidate;
  } else {
    c3 = candidate;
  }
  if (++waiting === 4) measure();
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
  if (waiting > 1) insert(c1, f32x4.extract_lane(spans, 1));
  if (waiting > 2) insert(c2, f32x4.extract_lane(spans, 2));
  if (waiting > 3) insert(c3, f32x4.extract_lane(spans, 3));
  waiting = 0;
  measureLimit();
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
