import type { Points } from "../unpack-points";

/** The order in which points are drawn, each list from the bottom up. */
export interface DrawOrder {
  /** Those that stand for many, largest first, so that none hides a smaller one. */
  readonly large: Uint32Array;
  /** All others: unassigned inputs, then the rest in a scattered order, so that no segment lies on top of another and the last few thousand are a fair sample. */
  readonly small: Uint32Array;
}

const MANY = 32;

/** In which order points are drawn. */
export function drawOrder({ count, segments, weights }: Points): DrawOrder {
  const scattered = Uint32Array.from({ length: count }, (_, i) => i);
  let state = 1;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [scattered[i], scattered[j]] = [scattered[j]!, scattered[i]!];
  }
  const few = scattered.filter((point) => weights[point]! < MANY);
  const small = new Uint32Array(few.length);
  const noise = few.filter((point) => segments[point]! < 0);
  small.set(noise);
  small.set(
    few.filter((point) => segments[point]! >= 0),
    noise.length,
  );
  const large = Uint32Array.from({ length: count }, (_, i) => i).filter((point) => weights[point]! >= MANY);
  return { large: large.sort((a, b) => weights[b]! - weights[a]! || a - b), small };
}
