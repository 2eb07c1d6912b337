import type { Colors } from "../colors";
import { LABEL_LINE } from "../labels/label-wordings";
import type { PlacedLabel } from "../labels/place-labels";

const SVG = "http://www.w3.org/2000/svg";

/** The name of a segment where it was placed, with a line to its place where that is not there; nothing where it found none. */
export function labelNodes(
  named: { segment: number; x: number; y: number },
  placed: PlacedLabel,
  colors: Colors,
): Element[] {
  if (placed === undefined) return [];
  const { x, y, wording } = placed;
  const text = svgNode("text", { class: "label", "text-anchor": "middle" });
  wording.lines.forEach((line, i) => {
    const part = svgNode("tspan", { x, y: y - wording.height / 2 + LABEL_LINE * (i + 0.8) });
    part.textContent = line;
    text.append(part);
  });
  if (Math.abs(x - named.x) + Math.abs(y - named.y) < wording.height) return [text];
  const line = `M${named.x} ${named.y}L${x} ${y}`;
  return [svgNode("path", { class: "leader", d: line, stroke: colors.segment(named.segment) }), text];
}

/** A drawn element. */
export function svgNode(name: string, attributes: Readonly<Record<string, string | number>>): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
