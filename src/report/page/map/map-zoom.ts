import { select } from "d3-selection";
import { type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";

/**
 * Moving and zooming, by d3-zoom. The wheel zooms once the map has the focus, so that it does not hold up who scrolls the
 * page; one finger scrolls the page, two move the map.
 *
 * @param free whether an event may move the map.
 */
export function mapZoom(
  host: HTMLElement,
  free: (event: MouseEvent) => boolean,
  moved: (transform: ZoomTransform) => void,
) {
  const behavior = zoom<HTMLElement, unknown>()
    .scaleExtent([0.8, 60])
    .filter((event: Event) => {
      if (!free(event as MouseEvent)) return false;
      if (event.type === "wheel")
        return document.activeElement === host || (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey;
      if (event.type.startsWith("touch")) return (event as TouchEvent).touches.length > 1;
      return !(event as MouseEvent).button;
    })
    .on("zoom", ({ transform }: { transform: ZoomTransform }) => moved(transform));
  const zoomed = select(host).call(behavior).on("dblclick.zoom", null);
  return {
    by: (factor: number) => void zoomed.call(behavior.scaleBy, factor),
    reset: () => void zoomed.call(behavior.transform, zoomIdentity),
  };
}
