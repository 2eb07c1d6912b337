import { percentText, printable } from "../../core/internal";
import type { LineageGraph } from "../../registry";
import type { Colors } from "../colors";
import { colorOfId } from "../colors";
import { type Html, html } from "../html";
import { clipped } from "../views/text";

const LABELS = 170;
const COLUMN = 56;
const ROW = 34;
const TOP = 26;
/** Height of a segment that holds all users; one of a tenth is as high as this share of it. */
const FULL = 60;
const LEAST = 3;

/**
 * Segments through the versions: a row each, as thick as its share, from the version where it came to the one where it went; curves lead to those
 * that took over.
 */
export function lineageDrawing({ segments, edges }: LineageGraph, versions: readonly number[], colors: Colors): Html {
  const x = (version: number) => LABELS + versions.indexOf(version) * COLUMN;
  const y = (id: string) => TOP + segments.findIndex((segment) => segment.id === id) * ROW + ROW / 2;
  const width = LABELS + Math.max(1, versions.length) * COLUMN;
  const height = TOP + segments.length * ROW + 8;
  const rows = segments.map(({ id, name, shares }) => {
    const color = colorOfId(id, colors);
    const seen = shares.filter(({ version }) => versions.includes(version));
    const marks = seen.map(({ version, share }) => {
      const thick = Math.min(ROW - 4, Math.max(LEAST, share * FULL));
      const words = `${printable(name)}, version ${version}: ${percentText(share)}`;
      return html`<rect x="${x(version)}" y="${y(id) - thick / 2}" width="${COLUMN - 4}" height="${Math.round(thick * 10) / 10}" fill="${color}"><title>${words}</title></rect>`;
    });
    return html`<text x="${LABELS - 8}" y="${y(id) + 4}" text-anchor="end" fill="${colors.text}">${clipped(printable(name), LABELS - 40)} <tspan fill="${colors.faint}">${id}</tspan></text>${marks}`;
  });
  const curves = edges
    .filter(({ from, to, version }) => versions.includes(version) && has(segments, from) && has(segments, to))
    .map(({ from, to, version }) => {
      const [x1, x2] = [x(version) - 4, x(version) + 14];
      const path = `M${x1 - 18} ${y(from)}C${x1} ${y(from)} ${x1} ${y(to)} ${x2} ${y(to)}`;
      return html`<path d="${path}" fill="none" stroke="${colors.text}" stroke-width="1.5" stroke-opacity="0.7"><title>${from} → ${to} in version ${version}</title></path>`;
    });
  const heads = versions.map(
    (version) => html`<text x="${x(version)}" y="14" fill="${colors.faint}">v${version}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="12" role="img" aria-label="Segments through the versions">${heads}${rows}${curves}</svg>`;
}

function has(segments: LineageGraph["segments"], id: string): boolean {
  return segments.some((segment) => segment.id === id);
}
