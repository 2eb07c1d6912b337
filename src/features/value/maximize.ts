/** A function of several numbers at a place, and its derivative by each of them, which is written to `gradient`. */
export type Objective = (place: Float64Array, gradient: Float64Array) => number;

/** Where a function is largest, as far as it was found. */
export interface Maximum {
  readonly place: Float64Array;
  readonly value: number;
  /** Steps taken. */
  readonly iterations: number;
  /** Whether the function is flat there: no derivative is larger than the tolerance. */
  readonly converged: boolean;
  /** The largest derivative. */
  readonly slope: number;
}

/** Share of the rise promised by the slope that a step must give (Armijo). */
const LEAST_RISE = 1e-4;
const MOST_HALVINGS = 60;
/** Longest first step in a coordinate: the parameters are logarithms, so that a factor of 20 is the most. */
const LONGEST_STEP = 3;

/**
 * Climbs from a place to where a smooth function is largest (BFGS; Nocedal and Wright 2006, section 6.1), halving steps
 * until they rise.
 */
export function maximize(
  of: Objective,
  start: readonly number[],
  { tolerance, maxIterations }: { readonly tolerance: number; readonly maxIterations: number },
): Maximum {
  const n = start.length;
  let place: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(n);
  let value = of(place, gradient);
  let inverse = identity(n);
  let iterations = 0;
  for (; iterations < maxIterations && slopeOf(gradient) > tolerance; iterations++) {
    let direction: Float64Array = times(inverse, gradient);
    if (dot(direction, gradient) <= 0) {
      inverse = identity(n);
      direction = Float64Array.from(gradient);
    }
    const longest = slopeOf(direction);
    let step = Math.min(1, LONGEST_STEP / longest);
    const nextGradient = new Float64Array(n);
    let next = moved(place, direction, step);
    let nextValue = of(next, nextGradient);
    const rises = () => nextValue >= value + LEAST_RISE * step * dot(direction, gradient);
    for (let halving = 0; halving < MOST_HALVINGS && !rises(); halving++) {
      step /= 2;
      next = moved(place, direction, step);
      nextValue = of(next, nextGradient);
    }
    if (!(nextValue >= value)) break;
    const stride = next.map((x, i) => x - place[i]!);
    const bend = gradient.map((x, i) => x - nextGradient[i]!);
    if (dot(stride, bend) > 0) inverse = updated(inverse, stride, bend);
    if (next.every((x, i) => x === place[i])) break;
    [place, value, gradient] = [next, nextValue, nextGradient];
  }
  const slope = slopeOf(gradient);
  return { place, value, iterations, converged: slope <= tolerance, slope };
}

type Square = readonly Float64Array[];

function identity(n: number): Square {
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (_, j) => Number(i === j)));
}

/** The inverse of the curvature, after a step along which the gradient fell by `bend`. */
function updated(inverse: Square, stride: Float64Array, bend: Float64Array): Square {
  const along = dot(stride, bend);
  const turned = times(inverse, bend);
  const factor = (1 + dot(bend, turned) / along) / along;
  return inverse.map((row, i) =>
    row.map(
      (x, j) => x + factor * stride[i]! * stride[j]! - (turned[i]! * stride[j]! + stride[i]! * turned[j]!) / along,
    ),
  );
}

function times(square: Square, vector: Float64Array): Float64Array {
  return Float64Array.from(square, (row) => dot(row, vector));
}

function moved(place: Float64Array, direction: Float64Array, step: number): Float64Array {
  return place.map((x, i) => x + step * direction[i]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function slopeOf(gradient: Float64Array): number {
  return gradient.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
}
