/** A global of the instance, so that each thread has its own. */
export let second: v128 = i32x4.splat(0);

/**
 * Threefry-2x32 with 20 rounds in four lanes: the counters (c0, c1) of each lane under one key. The same numbers as
 * `threefry2x32` in core. Returns the first half of the result and leaves the other in `second`.
 */
export function threefry(k0: i32, k1: i32, c0: v128, c1: v128): v128 {
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  let x0 = i32x4.add(c0, i32x4.splat(k0));
  let x1 = i32x4.add(c1, i32x4.splat(k1));
  for (let group = 1; group <= 5; group++) {
    if ((group & 1) !== 0) {
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 13), x0);
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 15), x0);
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 26), x0);
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 6), x0);
    } else {
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 17), x0);
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 29), x0);
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 16), x0);
      x0 = i32x4.add(x0, x1);
      x1 = v128.xor(turned(x1, 24), x0);
    }
    const at = group % 3;
    const first = at === 0 ? k0 : at === 1 ? k1 : k2;
    const next = at === 0 ? k1 : at === 1 ? k2 : k0;
    x0 = i32x4.add(x0, i32x4.splat(first));
    x1 = i32x4.add(x1, i32x4.splat(next + group));
  }
  second = x1;
  return x0;
}

function turned(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}
