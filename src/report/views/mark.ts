import { type Html, html, trusted } from "../html";
import type { Ink } from "../ink";
import { type Shape, shapeOf } from "../palette";

/** The outline of a shape around (0, 0), of the area that a disc of this radius has. */
export function shapePath(shape: Shape, radius: number): string {
  const at = (...numbers: number[]) => numbers.map((value) => Math.round(value * 100) / 100).join(" ");
  if (shape === "square") {
    const half = radius * 0.886;
    return `M${at(-half, -half)}h${at(2 * half)}v${at(2 * half)}h${at(-2 * half)}z`;
  }
  if (shape === "triangle") return `M${at(0, -1.45 * radius)}L${at(1.3 * radius, 0.8 * radius)}H${at(-1.3 * radius)}z`;
  if (shape === "diamond") {
    const reach = radius * 1.253;
    return `M${at(0, -reach)}L${at(reach, 0)}L${at(0, reach)}L${at(-reach, 0)}z`;
  }
  return `M${at(-radius, 0)}a${at(radius, radius)} 0 1 0 ${at(2 * radius, 0)}a${at(radius, radius)} 0 1 0 ${at(-2 * radius, 0)}z`;
}

/** The mark of a segment as on the map: its colour and shape. */
export function segmentMark(segment: number, ink: Ink): Html {
  const path = trusted(shapePath(shapeOf(segment), 5));
  return html`<svg class="mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="${path}" fill="${ink.segment(segment)}"/></svg>`;
}
