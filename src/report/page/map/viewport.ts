import { type ZoomTransform, zoomIdentity } from "d3-zoom";
import type { Points } from "../unpack-points";

const MARGIN = 28;

/** Where places of the map are on the page, as it is sized and zoomed now, and the other way round. */
export class Viewport {
  /** How the reader has moved and zoomed. */
  transform: ZoomTransform = zoomIdentity;
  readonly #host: HTMLElement;
  readonly #right: number;
  readonly #bottom: number;

  constructor(host: HTMLElement, points: Points) {
    this.#host = host;
    this.#right = points.x.reduce((a, b) => Math.max(a, b), 1);
    this.#bottom = points.y.reduce((a, b) => Math.max(a, b), 1);
  }

  get size(): { width: number; height: number } {
    return { width: this.#host.clientWidth, height: this.#host.clientHeight };
  }

  /** Pixel of a place: `x * scale + dx`, `y * scale + dy`. */
  get placing(): { scale: number; dx: number; dy: number } {
    const { scale, dx, dy } = this.#unzoomed;
    const { k, x, y } = this.transform;
    return { scale: scale * k, dx: dx * k + x, dy: dy * k + y };
  }

  /** How large points are beside each other is kept; zoomed in, they grow slowly. */
  get growth(): number {
    return Math.sqrt(Math.sqrt(this.transform.k));
  }

  toPixel(x: number, y: number): [number, number] {
    const { scale, dx, dy } = this.placing;
    return [x * scale + dx, y * scale + dy];
  }

  toPlace(px: number, py: number): [number, number] {
    const { scale, dx, dy } = this.placing;
    return [(px - dx) / scale, (py - dy) / scale];
  }

  get #unzoomed() {
    const { width, height } = this.size;
    const scale = Math.min((width - 2 * MARGIN) / this.#right, (height - 2 * MARGIN) / this.#bottom);
    return { scale, dx: (width - this.#right * scale) / 2, dy: (height - this.#bottom * scale) / 2 };
  }
}
