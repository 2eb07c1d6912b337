/** A label wanted on the map. */
export interface WantedLabel {
  /** Where what it names is, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Its wordings, the best first; where one finds no room nearby the next is tried. */
  readonly wordings: readonly Wording[];
}

/** A label's lines, and the room they take in pixels. */
export interface Wording {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Where a label stands: the centre of its lines; undefined where no room was found. */
export type PlacedLabel = { readonly x: number; readonly y: number; readonly wording: Wording } | undefined;

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 3;
/** What a place is worth less for each pixel it is away, beside the crowd that it covers. */
const DISTANCE_COST = 0.006;
/** Further away than this nobody would know what a label names. */
const FAR = 60;

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
    for (const wording of label.wordings) {
      const found = findPlace(label, wording, { width, height, crowd, taken });
      if (found === undefined) continue;
      taken.push(boxAround(found.x, found.y, wording));
      return { ...found, wording };
    }
    return undefined;
  });
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly crowd: (box: Box) => number;
  readonly taken: readonly Box[];
}

function findPlace(label: WantedLabel, wording: Wording, { width, height, crowd, taken }: Room) {
  if (wording.width + 8 > width || wording.height + 8 > height) return undefined;
  let best: { x: number; y: number; cost: number } | undefined;
  for (const [dx, dy] of OFFSETS) {
    const [halfWidth, halfHeight] = [wording.width / 2, wording.height / 2];
    const x = clamp(label.x + dx * (halfWidth + 8), halfWidth + 4, width - halfWidth - 4);
    const y = clamp(label.y + dy * (halfHeight + 9), halfHeight + 4, height - halfHeight - 4);
    // from what is named to the nearest edge of the label
    const away = Math.max(0, Math.abs(x - label.x) - halfWidth) + Math.max(0, Math.abs(y - label.y) - halfHeight);
    const cost = DISTANCE_COST * (away + 0.3 * Math.abs(x - label.x));
    if (away > FAR || (best !== undefined && best.cost <= cost)) continue;
    const box = boxAround(x, y, wording);
    if (taken.some((other) => overlap(box, other))) continue;
    const all = cost + crowd(box);
    if (best === undefined || all < best.cost) best = { x, y, cost: all };
  }
  return best && { x: best.x, y: best.y };
}

function boxAround(x: number, y: number, { width, height }: Wording): Box {
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
