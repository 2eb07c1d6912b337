import { groupColors } from "../../colors";
import type { MergedGroup, ReportGroup } from "../../data/report-data";
import { OccupancyGrid } from "../../labels/occupancy-grid";
import { MOST_NAMED, placeLabels } from "../../labels/place-labels";
import { markNumber } from "../../mark-number";
import { labelNodes } from "../label-nodes";
import { namedLayers } from "../named-layers";
import { shownLayer } from "../shown-layer";
import type { Points } from "../unpack-points";
import { drawOrder } from "./draw-order";
import type { MapLook } from "./map-look";
import { pointRadius } from "./point-radius";
import { rasterizePoints } from "./rasterize-points";
import type { Viewport } from "./viewport";

/** Small points drawn while the view moves. */
const QUICK = 30_000;

/** Draws the map: points on a canvas, names of segments over them. */
export interface MapRenderer {
  /** Draws at the next frame; quickly at first, where there are many points, when the view is moving. */
  redraw(moving?: boolean): void;
}

export function mapRenderer(
  host: HTMLElement,
  names: Element,
  { points, groups, layers, viewport, look }: Drawn,
): MapRenderer {
  const canvas = host.querySelector("canvas")!;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const order = drawOrder(points);
  const colors = groupColors(groups);
  const named = namedLayers(points, groups, layers);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const visible = (point: number) => look.visibility(point);
  let pending = 0;
  let settled = 0;

  function redraw(moving = false): void {
    const quick = moving && points.count > QUICK;
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => draw(quick));
    clearTimeout(settled);
    if (quick) settled = setTimeout(redraw, 120) as unknown as number;
  }

  function draw(quick: boolean): void {
    const { width, height } = viewport.size;
    if (width === 0 || height === 0) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
    const image = context.createImageData(across, down);
    const { scale, dx, dy } = viewport.placing;
    rasterizePoints(image, points, order, visible, {
      scale: scale * ratio,
      dx: dx * ratio,
      dy: dy * ratio,
      radius: radius() * ratio,
      opacity: points.count > 20_000 ? 0.55 : 0.8,
      theme: dark.matches ? "dark" : "light",
      hollow: look.distortion,
      mark: (segment) => markNumber(groups[segment]?.id, segment),
      atMost: quick ? QUICK : Number.POSITIVE_INFINITY,
    });
    context.putImageData(image, 0, 0);
    nameSegments();
  }

  /** Of a point that stands for one, in pixels of the page: smaller where points are many. */
  function radius(): number {
    const { width, height } = viewport.size;
    const room = Math.sqrt((width * height) / Math.max(points.count, 400));
    return Math.max(1.2, Math.min(4.5, room / 6.5)) * viewport.growth;
  }

  function nameSegments(): void {
    const { width, height } = viewport.size;
    const { emphasized } = look;
    const layer =
      emphasized === undefined
        ? shownLayer(
            named.map(({ count }) => count),
            viewport.transform.k,
          )
        : -1;
    const wanted = named
      .at(layer)!
      .labels()
      .slice(0, emphasized === undefined ? MOST_NAMED : undefined)
      .filter(({ segment }) => emphasized === undefined || emphasized === segment)
      .map(({ segment, x, y, wordings }) => {
        const [px, py] = viewport.toPixel(x, y);
        return { segment, x: px, y: py, wordings: wordings(width) };
      });
    const grid = occupancyOf(width, height);
    const placed = placeLabels(wanted, width, height, (box) => grid.under(box));
    const nodes = wanted.flatMap((label, i) => labelNodes(label, placed[i], colors));
    nodes.sort((a, b) => Number(a.nodeName === "text") - Number(b.nodeName === "text")); // lines below all names
    names.replaceChildren(...nodes);
  }

  function occupancyOf(width: number, height: number): OccupancyGrid {
    const grid = new OccupancyGrid(width, height);
    const one = radius();
    const add = (point: number) => {
      if (visible(point) < 2) return;
      const [x, y] = viewport.toPixel(points.x[point]!, points.y[point]!);
      const level = 31 - Math.clz32(points.weights[point]!);
      grid.add(x, y, pointRadius(one, level));
    };
    order.large.forEach(add);
    order.small.subarray(-QUICK).forEach(add);
    return grid;
  }

  dark.addEventListener("change", () => redraw());
  new ResizeObserver(() => redraw()).observe(host);
  return { redraw };
}

/** What is drawn, and how. */
export interface Drawn {
  readonly points: Points;
  readonly groups: readonly ReportGroup[];
  readonly layers: readonly (readonly MergedGroup[])[];
  readonly viewport: Viewport;
  readonly look: MapLook;
}
