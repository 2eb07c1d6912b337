import { svgNode } from "../label-nodes";
import type { Points } from "../unpack-points";
import type { Viewport } from "./viewport";

/** The point that is pointed at: a ring around it, what it is beside it, said to screen readers when asked for. */
export interface MapHover {
  /** -1: none. */
  readonly point: number;
  show(point: number, spoken?: boolean): void;
}

/** @param describe the markup that describes a point. */
export function mapHover(
  host: HTMLElement,
  pen: Element,
  points: Points,
  viewport: Viewport,
  describe: (point: number) => string,
): MapHover {
  const tip = host.querySelector<HTMLElement>(".tip")!;
  const live = host.parentElement!.querySelector<HTMLElement>(".live")!;
  const ring = svgNode("circle", { r: 8, class: "ring" });
  let point = -1;

  function show(next: number, spoken = false): void {
    if (next === point) return;
    point = next;
    tip.hidden = point < 0;
    if (point < 0) {
      ring.remove();
      return;
    }
    const [x, y] = viewport.toPixel(points.x[point]!, points.y[point]!);
    ring.setAttribute("cx", String(x));
    ring.setAttribute("cy", String(y));
    pen.append(ring);
    tip.innerHTML = describe(point);
    const { width, height } = viewport.size;
    const box = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 14, width - box.width - 4))}px`;
    tip.style.top = `${y + 16 + box.height > height ? Math.max(4, y - box.height - 14) : y + 16}px`;
    if (spoken) live.textContent = tip.innerText.replaceAll(" →", ", then");
  }

  return {
    get point() {
      return point;
    },
    show,
  };
}
