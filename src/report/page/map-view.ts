import { select } from "d3-selection";
import { type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { Crowd } from "../crowd";
import { labelWordings } from "../label-wordings";
import { placeLabels } from "../place-labels";
import type { ReportData } from "../report-data";
import { segmentAnchors } from "../segment-anchors";
import { drawOrder } from "./draw-order";
import { labelNodes, svgNode } from "./label-nodes";
import { ARROWS, nextPoint } from "./next-point";
import { pointIndex } from "./point-index";
import { splatPoints } from "./splat";
import type { Points } from "./unpack-points";
import { viewport } from "./viewport";

/** Points drawn while the view moves. */
const QUICK = 30_000;
const HOVER_REACH = 14;

/** What the map tells the rest of the page. */
export interface MapEvents {
  /** Points were chosen by a click or a lasso; none: the choice was given up. */
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
  greyDistorted(greyed: boolean): void;
  lasso(on: boolean): void;
  zoomBy(factor: number): void;
  reset(): void;
}

/** Draws the points into `host` and lets them be moved, hovered over, walked through by keyboard, and chosen. */
export function mapView(host: HTMLElement, points: Points, data: ReportData, events: MapEvents): MapView {
  const canvas = host.querySelector("canvas")!;
  const over = host.querySelector("svg")!;
  const tip = host.querySelector<HTMLElement>(".tip")!;
  const live = host.parentElement!.querySelector<HTMLElement>(".live")!;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const order = drawOrder(points);
  const index = pointIndex(points);
  const anchors = segmentAnchors(points, data.groups.filter(({ segment }) => segment >= 0).length);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const state = {
    transform: zoomIdentity as ZoomTransform,
    emphasized: undefined as number | undefined,
    flags: undefined as Uint8Array | undefined,
    noise: true,
    greying: true,
    lassoing: false,
    hovered: -1,
    line: [] as [number, number][],
  };

  const accept = (point: number) =>
    (state.noise || points.segments[point]! >= 0) &&
    (state.emphasized === undefined || points.segments[point] === state.emphasized) &&
    (state.flags === undefined || state.flags[point] === 1);
  const visible = (point: number) => (!state.noise && points.segments[point]! < 0 ? 0 : accept(point) ? 2 : 1);

  const { frame, toPixel, toPlace } = viewport(host, points, () => state.transform);

  let pending = 0;
  let settled = 0;
  const redraw = (quick = false) => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => draw(quick));
    clearTimeout(settled);
    if (quick) settled = setTimeout(() => redraw(), 120) as unknown as number;
  };
  const draw = (quick: boolean) => {
    const { width, height, scale, dx, dy } = frame();
    if (width === 0 || height === 0) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const image = context.createImageData(canvas.width, canvas.height);
    const { k, x, y } = state.transform;
    const crowd = Math.sqrt((width * height) / Math.max(points.count, 400));
    const radius = Math.max(1.1, Math.min(4.5, crowd / 6.5)) * Math.sqrt(Math.sqrt(k)) * ratio;
    splatPoints(image, points, order, visible, {
      scale: scale * k * ratio,
      dx: (dx * k + x) * ratio,
      dy: (dy * k + y) * ratio,
      radius,
      opacity: points.count > 20_000 ? 0.55 : 0.8,
      theme: dark.matches ? "dark" : "light",
      greying: state.greying,
      atMost: quick ? QUICK : Number.POSITIVE_INFINITY,
    });
    context.putImageData(image, 0, 0);
    drawOver();
  };

  const drawOver = () => {
    const { width, height } = frame();
    over.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const wanted = anchors
      .filter(({ segment }) => state.emphasized === undefined || state.emphasized === segment)
      .map(({ segment, x, y }) => {
        const [px, py] = toPixel(x, y);
        // on a narrow map only numbers: the legend has the names
        return { segment, x: px, y: py, wordings: labelWordings(segment, data.groups[segment]!.name, width >= 640) };
      });
    const crowd = crowdOf(width, height);
    const placed = placeLabels(wanted, width, height, (box) => crowd.under(box));
    const nodes = wanted.flatMap((label, i) => labelNodes(label, placed[i]));
    nodes.sort((a, b) => Number(a.nodeName === "text") - Number(b.nodeName === "text")); // lines below all names
    over.replaceChildren(...nodes, ...hoverNodes(), ...lassoNodes());
  };
  const crowdOf = (width: number, height: number) => {
    const crowd = new Crowd(width, height);
    const { scale, dx, dy } = frame();
    const { k, x, y } = state.transform;
    for (let i = Math.max(0, order.length - QUICK); i < order.length; i++) {
      const point = order[i]!;
      if (visible(point) === 2)
        crowd.add((points.x[point]! * scale + dx) * k + x, (points.y[point]! * scale + dy) * k + y);
    }
    return crowd;
  };
  const hoverNodes = () => {
    if (state.hovered < 0) return [];
    const [x, y] = toPixel(points.x[state.hovered]!, points.y[state.hovered]!);
    return [svgNode("circle", { cx: x, cy: y, r: 8, class: "ring" })];
  };
  const lassoNodes = () =>
    state.line.length < 2
      ? []
      : [svgNode("path", { class: "lasso", d: `M${state.line.map(([x, y]) => `${x} ${y}`).join("L")}z` })];

  const hover = (point: number, spoken = false) => {
    if (point === state.hovered) return;
    state.hovered = point;
    over.querySelector(".ring")?.remove();
    over.append(...hoverNodes());
    tip.hidden = point < 0;
    if (point < 0) return;
    tip.innerHTML = events.describe(point);
    const [x, y] = toPixel(points.x[point]!, points.y[point]!);
    const { width, height } = frame();
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 14, width - box.width - 4))}px`;
    tip.style.top = `${y + 16 + box.height > height ? Math.max(4, y - box.height - 14) : y + 16}px`;
    if (spoken) live.textContent = tip.innerText.replaceAll(" →", ", then");
  };

  let moved: { x: number; y: number } | undefined;
  const place = (event: MouseEvent): [number, number] => {
    const box = host.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pointAt = (px: number, py: number) => {
    const { scale } = frame();
    const [x, y] = toPlace(px, py);
    return index.nearest(x, y, HOVER_REACH / (scale * state.transform.k), accept);
  };
  host.addEventListener("pointermove", (event) => {
    const [x, y] = place(event);
    if (state.line.length > 0) {
      state.line.push([x, y]);
      over.querySelector(".lasso")?.remove();
      over.append(...lassoNodes());
      return;
    }
    if (moved === undefined)
      requestAnimationFrame(() => {
        const at = moved;
        moved = undefined;
        if (at && event.buttons === 0) hover(pointAt(at.x, at.y));
      });
    moved = { x, y };
  });
  host.addEventListener("pointerleave", () => {
    moved = undefined;
    hover(-1);
  });

  const behavior = zoom<HTMLElement, unknown>()
    .scaleExtent([0.8, 60])
    .filter((event: Event) => {
      if (state.lassoing || (event as MouseEvent).shiftKey) return false;
      if (event.type === "wheel")
        return document.activeElement === host || (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey;
      if (event.type.startsWith("touch")) return (event as TouchEvent).touches.length > 1;
      return !(event as MouseEvent).button;
    })
    .on("zoom", ({ transform }: { transform: ZoomTransform }) => {
      state.transform = transform;
      hover(-1);
      redraw(points.count > QUICK);
    });
  const zoomed = select(host).call(behavior).on("dblclick.zoom", null);

  host.addEventListener("pointerdown", (event) => {
    if (!(state.lassoing || event.shiftKey) || event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    hover(-1);
    state.line = [place(event)];
    event.preventDefault();
  });
  host.addEventListener("pointerup", () => {
    if (state.line.length === 0) return;
    const line = state.line.map(([x, y]) => toPlace(x, y));
    state.line = [];
    over.querySelector(".lasso")?.remove();
    if (line.length > 3) events.chosen(index.inside(line, accept));
  });
  host.addEventListener("click", (event) => {
    if (state.lassoing || event.shiftKey) return;
    choose(...place(event));
  });
  const choose = (px: number, py: number) => {
    const found = pointAt(px, py);
    if (found < 0) return events.chosen([]);
    const { scale } = frame();
    const reach = HOVER_REACH / (scale * state.transform.k);
    const near = index.around(
      points.x[found]!,
      points.y[found]!,
      reach,
      (point) => accept(point) && points.segments[point] === points.segments[found],
    );
    events.chosen(near);
  };

  host.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    if (step) {
      event.preventDefault();
      const { width, height, scale } = frame();
      const least = 3 / (scale * state.transform.k);
      const next = nextPoint(points, index, step, {
        from: state.hovered,
        middle: toPlace(width / 2, height / 2),
        least,
        accept,
      });
      if (next >= 0) hover(next, true);
    } else if (event.key === "Enter" && state.hovered >= 0)
      choose(...toPixel(points.x[state.hovered]!, points.y[state.hovered]!));
    else if (event.key === "+" || event.key === "=") zoomed.call(behavior.scaleBy, 1.5);
    else if (event.key === "-") zoomed.call(behavior.scaleBy, 1 / 1.5);
    else if (event.key === "0") zoomed.call(behavior.transform, zoomIdentity);
    else if (event.key === "Escape") {
      hover(-1);
      events.chosen([]);
    }
  });
  dark.addEventListener("change", () => redraw());
  new ResizeObserver(() => redraw()).observe(host);
  const changed =
    <T>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      hover(-1);
      redraw();
    };
  return {
    emphasize: changed((segment) => {
      state.emphasized = segment;
    }),
    highlight: changed((flags) => {
      state.flags = flags;
    }),
    showNoise: changed((shown) => {
      state.noise = shown;
    }),
    greyDistorted: changed((greyed) => {
      state.greying = greyed;
    }),
    lasso: (on) => {
      state.lassoing = on;
    },
    zoomBy: (factor) => void zoomed.call(behavior.scaleBy, factor),
    reset: () => void zoomed.call(behavior.transform, zoomIdentity),
  };
}
