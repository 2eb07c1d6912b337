/** Gains grow by this much where the slope still goes against the last step, else shrink by this share. */
const GAIN: f32 = 0.2;
const LEAST_GAIN: f32 = 0.01;
/** No point moves farther in one step. */
const LONGEST_STEP: f32 = 5;

/**
 * A step of gradient descent with momentum and a gain for each coordinate (Jacobs 1988, delta-bar-delta).
 *
 * points:   n pairs of f32, moved; the mean of all is then moved to the origin.
 * forces:   of `tsneForces`.
 * velocity: n pairs of f32.    gains: n pairs of f32, at first 1.
 */
export function tsneStep(
  n: i32,
  points: usize,
  forces: usize,
  velocity: usize,
  gains: usize,
  exaggeration: f32,
  z: f64,
  rate: f32,
  momentum: f32,
): void {
  const push = <f32>(1 / z);
  let meanX: f64 = 0;
  let meanY: f64 = 0;
  for (let i = 0; i < n; i++) {
    const at = (<usize>i) << 3;
    const force = forces + ((<usize>i) << 4);
    let x = step(
      velocity + at,
      gains + at,
      exaggeration * load<f32>(force) - push * load<f32>(force, 8),
      rate,
      momentum,
    );
    let y = step(
      velocity + at + 4,
      gains + at + 4,
      exaggeration * load<f32>(force, 4) - push * load<f32>(force, 12),
      rate,
      momentum,
    );
    const length = Mathf.sqrt(x * x + y * y);
    if (length > LONGEST_STEP) {
      x *= LONGEST_STEP / length;
      y *= LONGEST_STEP / length;
      store<f32>(velocity + at, x);
      store<f32>(velocity + at, y, 4);
    }
    store<f32>(points + at, load<f32>(points + at) + x);
    store<f32>(points + at, load<f32>(points + at, 4) + y, 4);
    meanX += <f64>load<f32>(points + at);
    meanY += <f64>load<f32>(points + at, 4);
  }
  const centerX = <f32>(meanX / <f64>n);
  const centerY = <f32>(meanY / <f64>n);
  for (let point = points, end = points + ((<usize>n) << 3); point < end; point += 8) {
    store<f32>(point, load<f32>(point) - centerX);
    store<f32>(point, load<f32>(point, 4) - centerY, 4);
  }
}

function step(velocity: usize, gains: usize, gradient: f32, rate: f32, momentum: f32): f32 {
  const before = load<f32>(velocity);
  const onward = before * gradient <= 0;
  const gain = onward ? load<f32>(gains) + GAIN : max<f32>(load<f32>(gains) * (1 - GAIN), LEAST_GAIN);
  const moved = momentum * before - rate * gain * gradient;
  store<f32>(gains, gain);
  store<f32>(velocity, moved);
  return moved;
}
