import { NOISE, sum } from "../../core/internal";
import { ALTERNATIVES, type Placements, type Placer } from "./placer";

/** What an edit does with each segment there was: its number from now on, or one of the two below. */
export type RouteStep = Int32Array;

/** Members go to no segment. */
export const TO_NONE = NOISE;
/** Each member goes to the nearest of the segments that stay. */
export const TO_NEAREST = -2;

/** Places as another placer does, and sends its answers through edits, one after the other. */
export function routedPlacer(placer: Placer, route: readonly RouteStep[]): Placer {
  const first = route[0];
  if (first === undefined) return placer;
  const { without } = placer;
  return {
    state: () => placer.state(),
    ...(without && { without: (vectors) => routedPlacer(without.call(placer, vectors), route) }),
    async place(vectors, { alternatives = ALTERNATIVES, ...run } = {}) {
      const placed = await placer.place(vectors, { ...run, alternatives: first.length });
      return nearestOnly(route.reduce(takeStep, placed), alternatives);
    },
  };
}

/** What is nearest after a step, of one vector: segments and their shares of closeness. */
interface Nearest {
  readonly labels: number[];
  readonly shares: number[];
}

/** Placements after a step. */
export function takeStep(placed: Placements, step: RouteStep): Placements {
  const nearest = Array.from(placed.labels, (_, i) => nearestAfter(placed, i, step));
  const labels = placed.labels.map((label, i) => {
    if (label === NOISE) return NOISE;
    return step[label] === TO_NEAREST ? (nearest[i]!.labels[0] ?? NOISE) : step[label]!;
  });
  const probabilities = placed.probabilities.map((probability, i) => {
    if (labels[i] === NOISE) return 0;
    return step[placed.labels[i]!] === TO_NEAREST ? shareOfFirst(nearest[i]!) : probability;
  });
  const k = nearest.reduce((least, { labels }) => Math.min(least, labels.length), step.length);
  const alternatives = {
    k,
    labels: Int32Array.from(nearest.flatMap(({ labels }) => labels.slice(0, k))),
    shares: Float64Array.from(nearest.flatMap(({ shares }) => shares.slice(0, k))),
  };
  return { ...placed, labels, probabilities, alternatives };
}

/** Segments that stay, nearest first; one of several parts is as near as its nearest part. */
function nearestAfter({ alternatives: { k, labels, shares } }: Placements, i: number, step: RouteStep): Nearest {
  const found: Nearest = { labels: [], shares: [] };
  for (let j = i * k; j < (i + 1) * k; j++) {
    const to = step[labels[j]!]!;
    if (to < 0 || found.labels.includes(to)) continue;
    found.labels.push(to);
    found.shares.push(shares[j]!);
  }
  return found;
}

function shareOfFirst({ shares }: Nearest): number {
  const all = sum(shares.slice(0, ALTERNATIVES));
  return all > 0 ? shares[0]! / all : 1;
}

/** The same with this many alternatives at most, whose shares sum to 1. */
export function nearestOnly(placed: Placements, most: number): Placements {
  const { k: known, labels, shares } = placed.alternatives;
  const k = Math.min(known, most);
  const kept = {
    k,
    labels: new Int32Array(placed.labels.length * k),
    shares: new Float64Array(placed.labels.length * k),
  };
  for (let i = 0; i < placed.labels.length; i++) {
    const own = shares.subarray(i * known, i * known + k);
    const all = sum(own);
    kept.labels.set(labels.subarray(i * known, i * known + k), i * k);
    kept.shares.set(
      own.map((share) => (all > 0 ? share / all : 1 / k)),
      i * k,
    );
  }
  return { ...placed, alternatives: kept };
}
