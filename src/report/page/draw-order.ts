import type { Points } from "./unpack-points";

/**
 * The order in which points are drawn: those in no segment first, the others in a scattered order, so that no segment lies
 * on top of another one and the last few thousand are a fair sample.
 */
export function drawOrder({ count, segments }: Points): Uint32Array {
  const scattered = Uint32Array.from({ length: count }, (_, i) => i);
  let state = 1;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [scattered[i], scattered[j]] = [scattered[j]!, scattered[i]!];
  }
  const noise = scattered.filter((point) => segments[point]! < 0);
  const order = new Uint32Array(count);
  order.set(noise);
  order.set(
    scattered.filter((point) => segments[point]! >= 0),
    noise.length,
  );
  return order;
}
