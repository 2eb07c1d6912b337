/**
 * The smallest whole number in low .. high at which `reached` holds, which stays true once it is; `high` where it never
 * does. Looks around `near` first.
 */
export function firstCount(low: number, high: number, near: number, reached: (k: number) => boolean): number {
  let from = low - 1; // not reached
  let to = high; // reached
  let probe = Math.min(high, Math.max(low, Math.round(near)));
  let stride = 1;
  while (to - from > 1) {
    if (reached(probe)) to = Math.min(to, probe);
    else from = Math.max(from, probe);
    const known = from >= low && to < high;
    if (known) stride = 0;
    else stride *= 2;
    if (stride === 0 || to - from <= 2 * stride) probe = from + Math.floor((to - from) / 2);
    else probe = to < high ? to - stride : from + stride;
  }
  return to;
}
