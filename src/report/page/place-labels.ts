/** A label wanted on the map. */
export interface WantedLabel {
  /** Where what it names is, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a label stands: its centre; undefined where no room was found. */
export type PlacedLabel = { readonly x: number; readonly y: number } | undefined;

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 3;
/** What a place is worth less for each pixel it is away, beside the crowd that it covers. */
const DISTANCE_COST = 0.004;

/**
 * Finds places for labels that overlap neither each other nor the edge: the first comes first, and each takes, of the free
 * places around what it names, the one that covers least and is nearest.
 *
 * @param crowd how much a box would cover, from 0 (nothing) on.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  width: number,
  height: number,
  crowd: (box: Box) => number,
): PlacedLabel[] {
  const taken: Box[] = [];
  return wanted.map((label) => {
    if (label.x < 0 || label.y < 0 || label.x > width || label.y > height) return undefined;
    let best: { x: number; y: number; box: Box; cost: number } | undefined;
    for (const [dx, dy] of OFFSETS) {
      const x = clamp(label.x + dx * (label.width / 2 + 8), label.width / 2 + 4, width - label.width / 2 - 4);
      const y = clamp(label.y + dy * (label.height / 2 + 9), label.height / 2 + 4, height - label.height / 2 - 4);
      const distance = Math.abs(x - label.x) + Math.abs(y - label.y);
      if (best !== undefined && best.cost <= distance * DISTANCE_COST) continue;
      const box = boxAround(x, y, label);
      if (taken.some((other) => overlap(box, other))) continue;
      const cost = crowd(box) + distance * DISTANCE_COST;
      if (best === undefined || cost < best.cost) best = { x, y, box, cost };
    }
    if (best !== undefined) taken.push(best.box);
    return best && { x: best.x, y: best.y };
  });
}

function boxAround(x: number, y: number, { width, height }: WantedLabel): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

const RING = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [0.9, -0.9],
  [-0.9, -0.9],
  [0.9, 0.9],
  [-0.9, 0.9],
] as const;
const OFFSETS: readonly (readonly [number, number])[] = [
  [0, 0],
  ...[1, 1.6, 2.4, 3.2].flatMap((reach) => RING.map(([x, y]) => [x * reach, y * reach] as const)),
];

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
