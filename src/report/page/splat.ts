import { colorOf, NOISE_COLOR, PALETTE, SHAPES, type Shape, shapeOf } from "../palette";
import type { Points } from "./unpack-points";

/** How points are drawn. */
export interface SplatView {
  /** Pixel of a point: `x * scale + dx`, `y * scale + dy`. */
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
  /** Radius in pixels of a point that stands for one. */
  readonly radius: number;
  readonly opacity: number;
  readonly theme: "light" | "dark";
  /** Whether distorted points are greyed. */
  readonly greying: boolean;
  /** At most so many points, for a quick drawing while the view moves. */
  readonly atMost: number;
}

/** 0: not drawn, 1: drawn faintly, 2: drawn. */
export type Visibility = (point: number) => 0 | 1 | 2;

/**
 * Draws points into an image, each a small antialiased mark laid over what is there. Plain loops over pixels: 100,000
 * points take some ten milliseconds with no graphics processor, and look the same everywhere.
 *
 * @param order the points, those to be on top last.
 */
export function splatPoints(
  image: ImageData,
  points: Points,
  order: Uint32Array,
  visible: Visibility,
  view: SplatView,
): void {
  const { width, height, data } = image;
  data.fill(0);
  const masks = new Map<number, Mask>();
  const colors = colorTable(view.theme);
  const from = Math.max(0, order.length - view.atMost);
  for (let i = from; i < order.length; i++) {
    const point = order[i]!;
    const shown = visible(point);
    if (shown === 0) continue;
    const x = points.x[point]! * view.scale + view.dx;
    const y = points.y[point]! * view.scale + view.dy;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    const segment = points.segments[point]!;
    const level = 31 - Math.clz32(points.weights[point]!);
    const shape = SHAPES.indexOf(shapeOf(segment));
    const key = level * SHAPES.length + shape;
    let mask = masks.get(key);
    if (mask === undefined) {
      const radius = Math.min(MOST * view.radius, view.radius * growth(level)) * (segment < 0 ? 0.8 : 1);
      mask = maskOf(SHAPES[shape]!, radius);
      masks.set(key, mask);
    }
    const grey = view.greying ? points.greyness[point]! : 0;
    const at = ((colorOf(segment) + 1) * 16 + grey) * 3;
    const alpha = view.opacity * (shown === 1 ? 0.12 : 1) * (1 - 0.025 * grey);
    blend(data, width, height, mask, Math.round(x), Math.round(y), colors, at, alpha);
  }
}

/** The largest point, in radii of the smallest. */
const MOST = 7;

/** Area grows by a third with each doubling of the weight. */
function growth(level: number): number {
  let times = 1;
  for (let i = 0; i < level; i++) times *= 1.155;
  return times;
}

interface Mask {
  readonly half: number;
  /** Coverage in 0 .. 1 of (2 half + 1)² pixels. */
  readonly coverage: Float32Array;
}

function blend(
  data: Uint8ClampedArray,
  width: number,
  height: number,
  { half, coverage }: Mask,
  x: number,
  y: number,
  colors: Uint8Array,
  color: number,
  alpha: number,
): void {
  const side = 2 * half + 1;
  for (let row = 0; row < side; row++) {
    const py = y + row - half;
    if (py < 0 || py >= height) continue;
    for (let column = 0; column < side; column++) {
      const px = x + column - half;
      const over = coverage[row * side + column]! * alpha;
      if (over === 0 || px < 0 || px >= width) continue;
      const p = (py * width + px) * 4;
      const under = (data[p + 3]! / 255) * (1 - over);
      const all = over + under;
      for (let c = 0; c < 3; c++) data[p + c] = (colors[color + c]! * over + data[p + c]! * under) / all;
      data[p + 3] = all * 255;
    }
  }
}

/** Coverage by 4 x 4 samples a pixel. */
function maskOf(shape: Shape, radius: number): Mask {
  const half = Math.ceil(radius * 1.5);
  const side = 2 * half + 1;
  const coverage = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let inside = 0;
      for (let sample = 0; sample < 16; sample++) {
        const x = column - half + ((sample & 3) - 1.5) / 4;
        const y = row - half + ((sample >> 2) - 1.5) / 4;
        if (covers(shape, x / radius, y / radius)) inside += 1;
      }
      coverage[row * side + column] = inside / 16;
    }
  }
  return { half, coverage };
}

/** Whether a shape of the area of the unit disc covers a place. */
function covers(shape: Shape, x: number, y: number): boolean {
  if (shape === "square") return Math.max(Math.abs(x), Math.abs(y)) <= 0.886;
  if (shape === "diamond") return Math.abs(x) + Math.abs(y) <= 1.253;
  if (shape === "triangle") return y <= 0.8 && Math.abs(x) <= ((y + 1.45) / 2.25) * 1.3;
  return x * x + y * y <= 1;
}

/** Colours by (segment colour + 1, greyness): three bytes each. */
function colorTable(theme: "light" | "dark"): Uint8Array {
  const noise = bytesOf(NOISE_COLOR[theme]);
  const table = new Uint8Array((PALETTE[theme].length + 1) * 16 * 3);
  [NOISE_COLOR[theme], ...PALETTE[theme]].forEach((hex, color) => {
    const pure = bytesOf(hex);
    for (let grey = 0; grey < 16; grey++) {
      for (let c = 0; c < 3; c++)
        table[(color * 16 + grey) * 3 + c] = pure[c]! + ((noise[c]! - pure[c]!) * grey * 0.85) / 15;
    }
  });
  return table;
}

function bytesOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
