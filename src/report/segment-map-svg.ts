import { integer, oneOf, readOptions, type Schema, verbatim, wrongValue } from "../core/internal";
import type { SegmentModel } from "../segments";
import { toSegmentModel } from "../segments/internal";
import { type Colors, colorsById, standaloneColors } from "./colors";
import { mapSource } from "./data/map-source";
import { quantize } from "./data/quantize";
import { sampleRows } from "./data/sample-rows";
import { escapeHtml } from "./html";
import { LABEL_LINE, LABEL_SIZE, labelWordings } from "./labels/label-wordings";
import { OccupancyGrid } from "./labels/occupancy-grid";
import { MOST_NAMED, placeLabels } from "./labels/place-labels";
import { type PlacedPoints, segmentAnchors } from "./labels/segment-anchors";
import { shapeOutline } from "./views/mark";

/** Options of {@link segmentMapSvg}. */
export interface SegmentMapSvgOptions {
  /** Pixels. @default 800 */
  width?: number | undefined;
  /** Pixels. @default 560 */
  height?: number | undefined;
  /** Colors for a light or a dark ground. @default "light" */
  theme?: "light" | "dark" | undefined;
  /** Points drawn at most; of more paths a sample is drawn, common ones first. @default 5000 */
  maxPoints?: number | undefined;
}

const SEGMENT_MAP_SVG_OPTIONS = {
  width: integer({ min: 100, max: 10_000 }, 800),
  height: integer({ min: 100, max: 10_000 }, 560),
  theme: oneOf(["light", "dark"], "light"),
  maxPoints: integer({ min: 1, max: 1_000_000 }, 5000),
} satisfies Schema<SegmentMapSvgOptions>;

const MARGIN = 24;

/**
 * Draws the map of a model as one SVG: a point for each path, in the color and shape of its segment, and the segments'
 * names beside them. A segment keeps its color and shape in models fitted with `previous`. The drawing needs no style
 * sheet, script or font, so it can be put into documents and mail.
 *
 * @param model a model with a picture.
 * @param options size, theme, and how many points are drawn.
 * @returns the text of an `<svg>` element.
 * @throws RangeError when the model has no picture, or on wrong options.
 * @example
 * const model = await loadSegments("players.seqment");
 * segmentMapSvg(model, { width: 640, height: 400 }).startsWith("<svg"); // true
 */
export function segmentMapSvg(model: SegmentModel, options: SegmentMapSvgOptions = {}): string {
  const { width, height, theme, maxPoints } = readOptions(options, SEGMENT_MAP_SVG_OPTIONS);
  const source = mapSource(toSegmentModel("model", model));
  if (source === undefined) throw wrongValue("model", "a model with a picture", verbatim('one with projection "none"'));
  const colors = colorsById(standaloneColors(theme), model.lineage.ids);
  const rows = sampleRows(source.weights, maxPoints);
  const [x, y] = quantize(source.places, rows);
  const points: PlacedPoints = {
    count: rows.length,
    x,
    y,
    segments: Int32Array.from(rows, (row) => source.segments[row]!),
    weights: Uint32Array.from(rows, (row) => source.weights[row]!),
  };
  const toPixel = framing(points, width, height);
  const label = `Map of ${rows.length} paths in ${model.segments.length} segments`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" font-family="system-ui, sans-serif" font-size="${LABEL_SIZE}"><rect width="${width}" height="${height}" fill="${colors.ground}"/>${marks(points, toPixel, colors)}${names(points, model, toPixel, { width, height }, colors)}</svg>`;
}

type ToPixel = (x: number, y: number) => readonly [number, number];

function framing({ x, y }: PlacedPoints, width: number, height: number): ToPixel {
  const [right, bottom] = [x, y].map((plane) => plane.reduce((most, value) => Math.max(most, value), 1)) as [
    number,
    number,
  ];
  const scale = Math.min((width - 2 * MARGIN) / right, (height - 2 * MARGIN) / bottom);
  const [dx, dy] = [(width - right * scale) / 2, (height - bottom * scale) / 2];
  return (px, py) => [Math.round((px * scale + dx) * 10) / 10, Math.round((py * scale + dy) * 10) / 10];
}

/** One path element for each segment and size of point. */
function marks(points: PlacedPoints, toPixel: ToPixel, colors: Colors): string {
  const drawn = new Map<string, { segment: number; level: number; places: string[] }>();
  const order = [...points.segments.keys()].sort(
    (a, b) => Number(points.segments[a]! >= 0) - Number(points.segments[b]! >= 0) || a - b,
  );
  for (const point of order) {
    const segment = points.segments[point]!;
    const level = levelOf(points.weights[point]!);
    const key = `${segment} ${level}`;
    const group = drawn.get(key) ?? { segment, level, places: [] };
    if (group.places.length === 0) drawn.set(key, group);
    group.places.push(toPixel(points.x[point]!, points.y[point]!).join(" "));
  }
  return [...drawn.values()]
    .map(({ segment, level, places }) => {
      const radius = radiusAt(level);
      const shape = colors.shape(segment);
      const fill = colors.segment(segment);
      if (shape === "disc") {
        // a line of no length with round ends is a disc, in ten bytes
        return `<path d="${places.map((at) => `M${at}h0`).join("")}" stroke="${fill}" stroke-width="${2 * radius}" stroke-linecap="round" stroke-opacity="0.8" fill="none"/>`;
      }
      return `<path d="${places.map((at) => `M${at}${shapeOutline(shape, radius)}`).join("")}" fill="${fill}" fill-opacity="0.8"/>`;
    })
    .join("");
}

/** Doublings of a weight, up to twelve. */
function levelOf(weight: number): number {
  return Math.min(12, 31 - Math.clz32(weight));
}

function radiusAt(level: number): number {
  return Math.round((1.6 + 0.55 * level) * 10) / 10;
}

function names(
  points: PlacedPoints,
  { segments }: SegmentModel,
  toPixel: ToPixel,
  { width, height }: { width: number; height: number },
  colors: Colors,
): string {
  const grid = new OccupancyGrid(width, height);
  for (let i = 0; i < points.count; i++)
    grid.add(...toPixel(points.x[i]!, points.y[i]!), radiusAt(levelOf(points.weights[i]!)));
  const wanted = segmentAnchors(points, segments.length)
    .slice(0, MOST_NAMED)
    .map(({ segment, x, y }) => {
      const [px, py] = toPixel(x, y);
      return { segment, x: px, y: py, wordings: labelWordings(segments[segment]!) };
    });
  const placed = placeLabels(wanted, width, height, (box) => grid.under(box)).flatMap((label, i) =>
    label ? [{ ...label, named: wanted[i]! }] : [],
  );
  const leaders = placed.map(({ x, y, named }) => {
    const line = `M${named.x} ${named.y}L${Math.round(x)} ${Math.round(y)}`;
    return `<path d="${line}" stroke="${colors.segment(named.segment)}" stroke-width="1.2"/>`;
  });
  const texts = placed.map(({ x, y, wording }) => {
    const top = y - wording.height / 2;
    const spans = wording.lines.map((line, i) => {
      const at = Math.round(top + LABEL_LINE * (i + 0.8));
      return `<tspan x="${Math.round(x)}" y="${at}">${escapeHtml(line)}</tspan>`;
    });
    return `<text>${spans.join("")}</text>`;
  });
  return `${leaders.join("")}<g text-anchor="middle" font-weight="600" fill="${colors.text}" stroke="${colors.ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${texts.join("")}</g>`;
}
