import type { ReportData } from "../../data/report-data";
import { svgNode } from "../label-nodes";
import type { Points } from "../unpack-points";
import { mapHover } from "./map-hover";
import { mapLasso } from "./map-lasso";
import { MapLook } from "./map-look";
import { mapRenderer } from "./map-renderer";
import { mapZoom } from "./map-zoom";
import { ARROWS, nextPoint } from "./next-point";
import { pointIndex } from "./point-index";
import { Viewport } from "./viewport";

/** Pixels within which a point is pointed at. */
const REACH = 14;

/** What the map reports to the rest of the page. */
export interface MapEvents {
  /** Points were chosen by a click or a lasso; none: the choice was cleared. */
  chosen(points: readonly number[]): void;
  /** The markup that describes a point. */
  describe(point: number): string;
}

/** The map, for the rest of the page. */
export interface MapView {
  /** Shows one segment, faintly the others; undefined: all alike. */
  emphasize(segment: number | undefined): void;
  /** Shows the points whose flag is set, faintly the others. */
  highlight(flags: Uint8Array | undefined): void;
  showNoise(shown: boolean): void;
  markDistortion(marked: boolean): void;
  lasso(on: boolean): void;
  zoomBy(factor: number): void;
  reset(): void;
}

/** Draws the points into `host` and lets them be moved, hovered over, walked through by keyboard, and chosen. */
export function mapView(host: HTMLElement, points: Points, { groups, layers }: ReportData, events: MapEvents): MapView {
  const names = svgNode("g", {});
  const pen = svgNode("g", {});
  host.querySelector("svg")!.append(names, pen);
  const viewport = new Viewport(host, points);
  const look = new MapLook(points);
  const index = pointIndex(points);
  const accept = (point: number) => look.accepts(point);
  const renderer = mapRenderer(host, names, { points, groups, layers, viewport, look });
  const hover = mapHover(host, pen, points, viewport, events.describe);
  const lasso = mapLasso(host, pen, placeOf, (line) => {
    const places = line.map(([x, y]) => viewport.toPlace(x, y));
    events.chosen(index.inside(places, accept));
  });
  const zoom = mapZoom(
    host,
    (event) => !lasso.wants(event),
    (transform) => {
      viewport.transform = transform;
      hover.show(-1);
      renderer.redraw(true);
    },
  );

  function placeOf(event: MouseEvent): [number, number] {
    const box = host.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** A length in pixels as one of places. */
  function inPlaces(pixels: number): number {
    return pixels / viewport.placing.scale;
  }

  function pointAt(px: number, py: number): number {
    return index.nearest(...viewport.toPlace(px, py), inPlaces(REACH), accept);
  }

  /** The point and those of its segment near it. */
  function choose(point: number): void {
    if (point < 0) {
      events.chosen([]);
      return;
    }
    const alike = (other: number) => accept(other) && points.segments[other] === points.segments[point];
    events.chosen(index.around(points.x[point]!, points.y[point]!, inPlaces(REACH), alike));
  }

  let pointed: PointerEvent | undefined;
  host.addEventListener("pointermove", (event) => {
    if (pointed === undefined) requestAnimationFrame(followPointer); // at most one look a frame
    pointed = event;
  });
  function followPointer(): void {
    if (pointed && pointed.buttons === 0 && !lasso.drawing) hover.show(pointAt(...placeOf(pointed)));
    pointed = undefined;
  }
  host.addEventListener("pointerdown", (event) => lasso.wants(event) && hover.show(-1));
  host.addEventListener("pointerleave", () => {
    pointed = undefined;
    hover.show(-1);
  });
  host.addEventListener("click", (event) => {
    if (!lasso.wants(event)) choose(pointAt(...placeOf(event)));
  });

  const KEYS: Readonly<Record<string, () => void>> = {
    Enter: () => hover.point >= 0 && choose(hover.point),
    "+": () => zoom.by(1.5),
    "=": () => zoom.by(1.5),
    "-": () => zoom.by(1 / 1.5),
    "0": () => zoom.reset(),
    Escape: () => {
      hover.show(-1);
      events.chosen([]);
    },
  };
  host.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (step === undefined) {
      KEYS[event.key]?.();
      return;
    }
    event.preventDefault();
    const { width, height } = viewport.size;
    const middle = viewport.toPlace(width / 2, height / 2);
    const next = nextPoint(points, index, step, { from: hover.point, middle, least: inPlaces(3), accept });
    if (next >= 0) hover.show(next, true);
  });

  function set<K extends "emphasized" | "highlighted" | "noise" | "distortion">(part: K, value: MapLook[K]): void {
    look[part] = value;
    hover.show(-1);
    renderer.redraw();
  }
  return {
    emphasize: (segment) => set("emphasized", segment),
    highlight: (flags) => set("highlighted", flags),
    showNoise: (shown) => set("noise", shown),
    markDistortion: (marked) => set("distortion", marked),
    lasso: (on) => lasso.arm(on),
    zoomBy: zoom.by,
    reset: zoom.reset,
  };
}
