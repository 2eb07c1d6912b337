/** Keeps a gradient that was always zero from being divided by zero. */
const TINY: f32 = 1e-12;

/**
 * One step of Adam (Kingma & Ba 2015, algorithm 1 with its reordered bias correction): moves parameters against the
 * gradient, each by its own scale. A parameter whose gradient was always zero does not move.
 *
 * parameters, gradient, mean, square: `count` floats each, 16-byte aligned, none overlapping; count a multiple of 4.
 * rate: the learning rate times sqrt(1 - beta2^t) / (1 - beta1^t).
 * doubt: a size of gradient; smaller ones count as noise, and move in proportion instead of at full pace. 0 for none.
 */
export function adam(
  parameters: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  count: i32,
  beta1: f32,
  beta2: f32,
  rate: f32,
  doubt: f32,
): void {
  const keep1 = f32x4.splat(beta1);
  const take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2);
  const take2 = f32x4.splat(1 - beta2);
  const step = f32x4.splat(rate);
  const epsilon = f32x4.splat(doubt + TINY);
  for (let i: usize = 0, end = (<usize>count) << 2; i < end; i += 16) {
    const g = v128.load(gradient + i);
    const m = f32x4.add(f32x4.mul(keep1, v128.load(mean + i)), f32x4.mul(take1, g));
    const v = f32x4.add(f32x4.mul(keep2, v128.load(square + i)), f32x4.mul(take2, f32x4.mul(g, g)));
    v128.store(mean + i, m);
    v128.store(square + i, v);
    const move = f32x4.div(f32x4.mul(step, m), f32x4.add(f32x4.sqrt(v), epsilon));
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), move));
  }
}
