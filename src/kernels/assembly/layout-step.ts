import { attract, repel } from "./layout-forces";
import { second, threefry } from "./threefry";

/** Points stand in two copies of the layout; those of this many interleaved blocks move in turn. */
export const BLOCKS = 16;

/** Where the points of a layout stand: point v at `base + v * bytes`, and `moved` bytes further if its block is below `block`. */
let base: usize = 0;
let bytes: usize = 0;
let moved: isize = 0;
let block: i32 = 0;

/** Sets where points stand for the steps that follow on this thread; block 0 for points that never move. */
export function lookAt(newBase: usize, newBytes: usize, newMoved: isize, newBlock: i32): void {
  base = newBase;
  bytes = newBytes;
  moved = newMoved;
  block = newBlock;
}

function pointer(v: i32): usize {
  const at = base + <usize>v * bytes;
  return (v & (BLOCKS - 1)) < block ? at + moved : at;
}

/**
 * One epoch of one point: `own` is moved in place, four edges at a time, with `pushes` groups of four random points
 * spread evenly between them.
 *
 * columns, weights: the point's edges, `groups` times four of them, padded with weight 0.
 * item, epoch:      what the random draws depend on, besides the key; points are drawn from 0 .. population - 1.
 */
export function stepPoint(
  own: usize,
  quads: i32,
  columns: usize,
  weights: usize,
  groups: i32,
  pushes: i32,
  step: f32,
  a: f32,
  b: f32,
  gamma: f32,
  key0: i32,
  key1: i32,
  item: i32,
  epoch: i32,
  population: i32,
): void {
  let pushed = 0;
  let draws = i32x4.splat(0);
  for (let g = 0; g < groups; g++) {
    const c = columns + ((<usize>g) << 4);
    const steps = f32x4.mul(f32x4.splat(step), v128.load(weights + ((<usize>g) << 4)));
    attract(
      own,
      quads,
      pointer(load<i32>(c)),
      pointer(load<i32>(c, 4)),
      pointer(load<i32>(c, 8)),
      pointer(load<i32>(c, 12)),
      steps,
      a,
      b,
    );
    const until = (pushes * (g + 1)) / groups;
    for (; pushed < until; pushed++) {
      if ((pushed & 1) === 0) {
        const counter = i32x4.add(i32x4.splat((epoch << 12) + (pushed << 1)), i32x4(0, 1, 2, 3));
        draws = threefry(key0, key1, i32x4.splat(item), counter);
      } else {
        draws = second;
      }
      repel(
        own,
        quads,
        pointer(chosen(i32x4.extract_lane(draws, 0), population)),
        pointer(chosen(i32x4.extract_lane(draws, 1), population)),
        pointer(chosen(i32x4.extract_lane(draws, 2), population)),
        pointer(chosen(i32x4.extract_lane(draws, 3), population)),
        step,
        a,
        b,
        gamma,
      );
    }
  }
}

/** An integer in 0 .. population - 1 from 32 random bits. */
function chosen(bits: i32, population: i32): i32 {
  return <i32>((<u64>(<u32>bits) * <u64>population) >> 32);
}

/** Of `mean` groups an epoch, those that are due in this one: evenly spread over the epochs, from a phase of the point's own. */
export function due(mean: f32, item: i32, epoch: i32): i32 {
  const phase = <f64>(<u32>(item * 0x9e3779b1)) / 4294967296.0;
  return <i32>(Math.floor(<f64>mean * <f64>(epoch + 1) + phase) - Math.floor(<f64>mean * <f64>epoch + phase));
}
