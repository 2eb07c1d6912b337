import { GROUNDS } from "../../colors";
import { colorOf, NOISE_COLOR, PALETTE, SHAPES, shapeOf } from "../../palette";
import type { Points } from "../unpack-points";
import type { DrawOrder } from "./draw-order";
import { type Mark, markOf } from "./marks";
import { pointRadius } from "./point-radius";

/** How points are drawn. */
export interface RasterView {
  /** Pixel of a point: `x * scale + dx`, `y * scale + dy`. */
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
  /** Radius in pixels of a point that stands for one. */
  readonly radius: number;
  readonly opacity: number;
  readonly theme: "light" | "dark";
  /** Whether distorted points are hollow. */
  readonly hollow: boolean;
  /** At most this many of the small points, for a quick drawing while the view moves. */
  readonly atMost: number;
  /** The number by which a segment is colored and shaped. */
  readonly mark: (segment: number) => number;
}

/** 0: not drawn, 1: drawn faintly, 2: drawn. */
export type Visibility = (point: number) => 0 | 1 | 2;

/**
 * Draws points into an image, each a small antialiased mark laid over what is there. Plain loops over pixels: 100,000
 * points take some ten milliseconds with no graphics processor, and look the same everywhere.
 */
export function rasterizePoints(
  image: ImageData,
  points: Points,
  { large, small }: DrawOrder,
  visible: Visibility,
  view: RasterView,
): void {
  const { width, height, data } = image;
  data.fill(0);
  const marks = new Map<number, Mark>();
  const markFor = (segment: number, level: number, hollow: boolean, rim: number) => {
    const shape = shapeOf(view.mark(segment));
    const key = ((level * SHAPES.length + SHAPES.indexOf(shape)) * 2 + Number(hollow)) * 2 + Number(rim > 0);
    const known = marks.get(key);
    if (known) return known;
    const radius = pointRadius(view.radius, level);
    const made = markOf(shape, hollow ? Math.max(radius, 1.5 * view.radius) : radius + rim, hollow);
    marks.set(key, made);
    return made;
  };
  const colors = colorTable(view.theme);
  const draw = (point: number, rim: number) => {
    const shown = visible(point);
    if (shown === 0) return;
    const x = points.x[point]! * view.scale + view.dx;
    const y = points.y[point]! * view.scale + view.dy;
    if (x < -40 || y < -40 || x > width + 40 || y > height + 40) return;
    const segment = points.segments[point]!;
    const level = 31 - Math.clz32(points.weights[point]!);
    const hollow = view.hollow && segment >= 0 && points.distorted[point] === 1;
    const faint = shown === 1 ? 0.12 : 1;
    const put = (mark: Mark, color: number, alpha: number) =>
      blend(image, mark, Math.round(x), Math.round(y), colors.subarray(3 * color), alpha * faint);
    if (rim > 0 && !hollow) put(markFor(segment, level, false, rim), 0, 1);
    put(markFor(segment, level, hollow, 0), colorOf(view.mark(segment)) + 2, hollow ? 1 : view.opacity);
  };
  for (const point of large) draw(point, RIM * view.radius);
  for (let i = Math.max(0, small.length - view.atMost); i < small.length; i++) draw(small[i]!, 0);
}

/** Of the ground, around large points, so that overlapping ones can be distinguished; in radii of the smallest. */
const RIM = 0.35;

function blend(
  { data, width, height }: ImageData,
  { half, coverage }: Mark,
  x: number,
  y: number,
  color: Uint8Array,
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
      for (let c = 0; c < 3; c++) data[p + c] = (color[c]! * over + data[p + c]! * under) / all;
      data[p + 3] = all * 255;
    }
  }
}

/** Three bytes each: the ground, unassigned inputs, the colors of segments. */
function colorTable(theme: "light" | "dark"): Uint8Array {
  const colors = [GROUNDS[theme].ground, NOISE_COLOR[theme], ...PALETTE[theme]];
  return Uint8Array.from(colors.flatMap((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))));
}
