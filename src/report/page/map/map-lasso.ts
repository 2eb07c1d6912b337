import { svgNode } from "../label-nodes";

type Pixel = [x: number, y: number];

/**
 * A line drawn around points: with Shift held, or always once `armed`.
 *
 * @param placeOf where an event is on the map, in pixels.
 * @param drawn   called with the line when it is closed.
 */
export function mapLasso(
  host: HTMLElement,
  pen: Element,
  placeOf: (event: MouseEvent) => Pixel,
  drawn: (line: readonly Pixel[]) => void,
) {
  const outline = svgNode("path", { class: "lasso" });
  let armed = false;
  let line: Pixel[] = [];
  const wants = (event: MouseEvent) => armed || event.shiftKey;

  host.addEventListener("pointerdown", (event) => {
    if (!wants(event) || event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    line = [placeOf(event)];
    event.preventDefault();
  });
  host.addEventListener("pointermove", (event) => {
    if (line.length === 0) return;
    line.push(placeOf(event));
    outline.setAttribute("d", `M${line.map(([x, y]) => `${x} ${y}`).join("L")}z`);
    pen.append(outline);
  });
  host.addEventListener("pointerup", () => {
    const closed = line;
    line = [];
    outline.remove();
    if (closed.length > 3) drawn(closed);
  });
  return {
    /** Whether an event belongs to the lasso, not to moving or choosing. */
    wants,
    get drawing() {
      return line.length > 0;
    },
    arm(on: boolean) {
      armed = on;
      host.classList.toggle("lassoing", on);
    },
  };
}

export type MapLasso = ReturnType<typeof mapLasso>;

/** Whether a place lies inside a closed line (even-odd rule). */
export function insidePolygon(line: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [xi, yi] = line[i]!;
    const [xj, yj] = line[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
