/** A label wanted on the map. */
export interface WantedLabel {
  /** Where what it names is, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Its wordings, the best first; another stands where the best finds no room nearby, or would cover much. */
  readonly wordings: readonly Wording[];
}

/** A label's lines, and the room they take in pixels. */
export interface Wording {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Where a label stands: the center of its lines; undefined where no room was found. */
export type PlacedLabel = { readonly x: number; readonly y: number; readonly wording: Wording } | undefined;

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Names on the whole map, at most, where a layer has so few. */
export const READABLE = 12;

/** Segments named on a map, the largest first: more would be a web of lines. */
export const MOST_NAMED = 40;

const GAP = 3;
/** What a place is worth less for each pixel it is away, for all of it standing on points, and for a lesser wording. */
const DISTANCE_COST = 0.006;
const COVERED_COST = 2;
const WORDING_COST = 0.3;
/** Further away than this nobody would know what a label names. */
const FAR = 80;

/**
 * Finds places for labels that overlap neither each other nor the edge: the first comes first, and each takes, of the free
 * places around what it names, the one that covers least and is nearest.
 *
 * @param covered how much a box would cover, from 0 (nothing) on.
 */
export function placeLabels(
  wanted: readonly WantedLabel[],
  width: number,
  height: number,
  covered: (box: Box) => number,
): PlacedLabel[] {
  const taken: Box[] = [];
  return wanted.map((label) => {
    if (label.x < 0 || label.y < 0 || label.x > width || label.y > height) return undefined;
    let best: Place | undefined;
    for (const [i, wording] of label.wordings.entries()) {
      const below = best?.cost ?? Number.POSITIVE_INFINITY;
      best = findPlace(label, wording, WORDING_COST * i, below, { width, height, covered, taken }) ?? best;
    }
    if (best === undefined) return undefined;
    const { x, y, wording } = best;
    taken.push(boxAround(x, y, wording));
    return { x, y, wording };
  });
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly covered: (box: Box) => number;
  readonly taken: readonly Box[];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly wording: Wording;
  readonly cost: number;
}

/** The cheapest place of a wording, when it costs less than `below`. */
function findPlace(
  label: WantedLabel,
  wording: Wording,
  extra: number,
  below: number,
  { width, height, covered, taken }: Room,
): Place | undefined {
  if (wording.width + 8 > width || wording.height + 8 > height) return undefined;
  let best: Place | undefined;
  for (const [dx, dy] of OFFSETS) {
    const [halfWidth, halfHeight] = [wording.width / 2, wording.height / 2];
    const x = clamp(label.x + dx * (halfWidth + 8), halfWidth + 4, width - halfWidth - 4);
    const y = clamp(label.y + dy * (halfHeight + 9), halfHeight + 4, height - halfHeight - 4);
    // from what is named to the nearest edge of the label
    const away = Math.max(0, Math.abs(x - label.x) - halfWidth) + Math.max(0, Math.abs(y - label.y) - halfHeight);
    const near = extra + DISTANCE_COST * (away + 0.3 * Math.abs(x - label.x));
    const least = best?.cost ?? below;
    if (away > FAR || near >= least) continue;
    const box = boxAround(x, y, wording);
    if (taken.some((other) => overlap(box, other))) continue;
    const cost = near + COVERED_COST * covered(box);
    if (cost < least) best = { x, y, wording, cost };
  }
  return best;
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
  [0.45, -1],
  [-0.45, -1],
  [0.45, 1],
  [-0.45, 1],
  [1, 0.5],
  [-1, 0.5],
  [1, -0.5],
  [-1, -0.5],
] as const;
const OFFSETS: readonly (readonly [number, number])[] = [
  [0, 0],
  ...[1, 1.35, 1.75, 2.3, 3, 4, 5].flatMap((reach) => RING.map(([x, y]) => [x * reach, y * reach] as const)),
];

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
