import type { Colors } from "../colors";
import { type Html, html, trusted } from "../html";
import type { Shape } from "../palette";

/** The outline of a shape of the area of a disc of this radius, drawn from its center on: `M${x} ${y}${outline}`. */
export function shapeOutline(shape: Shape, radius: number): string {
  const at = (...numbers: number[]) => numbers.map((value) => Math.round(value * radius * 100) / 100).join(" ");
  if (shape === "square") return `m${at(-0.886, -0.886)}h${at(1.772)}v${at(1.772)}h${at(-1.772)}z`;
  if (shape === "triangle") return `m${at(0, -1.45)}l${at(1.3, 2.25)}h${at(-2.6)}z`;
  if (shape === "diamond") return `m${at(0, -1.253)}l${at(1.253, 1.253)}l${at(-1.253, 1.253)}l${at(-1.253, -1.253)}z`;
  if (shape === "cross") return `m${at(0, -0.467)}${CROSS.map(([x, y]) => `l${at(x, y)}`).join("")}z`;
  return `m${at(-1, 0)}a${at(1, 1)} 0 1 0 ${at(2, 0)}a${at(1, 1)} 0 1 0 ${at(-2, 0)}z`;
}

/** A small bar of a color, for what has no mark of its own. */
export function swatch(color: string): Html {
  return html`<svg class="mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><rect x="-6" y="-4" width="12" height="8" fill="${color}" fill-opacity="0.6"/></svg>`;
}

/** The mark of a point that is misplaced on the map: a hollow one. */
export function hollowMark(): Html {
  return html`<svg class="mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><circle r="4.4" fill="none" stroke="var(--c0)" stroke-width="1.6"/></svg>`;
}

/** The corners of a saltire with arms of 1.35 and half as wide as 0.33, each from the one before. */
const CROSS = [
  [0.721, -0.721],
  [0.467, 0.467],
  [-0.721, 0.721],
  [0.721, 0.721],
  [-0.467, 0.467],
  [-0.721, -0.721],
  [-0.721, 0.721],
  [-0.467, -0.467],
  [0.721, -0.721],
  [-0.721, -0.721],
  [0.467, -0.467],
] as const;

/** The mark of a segment as on the map: its color and shape. */
export function segmentMark(segment: number, colors: Colors): Html {
  const path = trusted(`M0 0${shapeOutline(colors.shape(segment), 5)}`);
  return html`<svg class="mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="${path}" fill="${colors.segment(segment)}"/></svg>`;
}
