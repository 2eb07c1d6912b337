import type { ZoomTransform } from "d3-zoom";
import type { Points } from "./unpack-points";

const MARGIN = 28;

/** Where places of the map are on the page, as it is sized and zoomed now, and the other way round. */
export function viewport(host: HTMLElement, points: Points, transform: () => ZoomTransform) {
  const right = points.x.reduce((a, b) => Math.max(a, b), 0);
  const bottom = points.y.reduce((a, b) => Math.max(a, b), 0);

  /** Pixels of the page for one unit of a place, before zooming; and where place 0, 0 is. */
  const frame = () => {
    const { clientWidth: width, clientHeight: height } = host;
    const scale = Math.min((width - 2 * MARGIN) / Math.max(right, 1), (height - 2 * MARGIN) / Math.max(bottom, 1));
    return { width, height, scale, dx: (width - right * scale) / 2, dy: (height - bottom * scale) / 2 };
  };
  const toPixel = (x: number, y: number): [number, number] => {
    const { scale, dx, dy } = frame();
    return [transform().applyX(x * scale + dx), transform().applyY(y * scale + dy)];
  };
  const toPlace = (px: number, py: number): [number, number] => {
    const { scale, dx, dy } = frame();
    return [(transform().invertX(px) - dx) / scale, (transform().invertY(py) - dy) / scale];
  };
  return { frame, toPixel, toPlace };
}
