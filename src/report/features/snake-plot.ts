import type { NamedProfile } from "../../features";
import { segmentNumber } from "../../profiles/internal";
import type { Colors } from "../colors";
import { type Html, html } from "../html";

const LEFT = 46;
const TOP = 26;
const HEIGHT = 220;
const BELOW = 58;
/** Pixels between two figures. */
const STEP = 120;

/** Figures' widths that the caption takes. */
const CAPTION_STEPS = 4;

/** How high the medians of each segment stand among all, figure by figure: a line for each segment. */
export function snakePlot(profiles: readonly NamedProfile[], colors: Colors): Html {
  const names = profiles[0]?.features.map(({ name }) => name) ?? [];
  const width = LEFT + STEP * Math.max(CAPTION_STEPS, names.length);
  const x = (c: number) => LEFT + STEP * (c + 0.5);
  const y = (place: number) => Math.round((TOP + HEIGHT * (1 - place)) * 10) / 10;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (place) =>
      html`<line x1="${LEFT}" x2="${width}" y1="${y(place)}" y2="${y(place)}" stroke="${colors.line}"${place === 0.5 && html` stroke-dasharray="4 3"`}/><text x="${LEFT - 6}" y="${y(place) + 4}" text-anchor="end" fill="${colors.faint}">${place * 100}%</text>`,
  );
  const lines = profiles.map(({ segment, features, name }) => {
    const points = features.flatMap(({ place }, c) => (place === null ? [] : [{ x: x(c), y: y(place) }]));
    const path = points.map((point, i) => `${i === 0 ? "M" : "L"}${point.x} ${point.y}`).join("");
    const color = colors.segment(segment);
    return html`<g><title>${name}</title><path d="${path}" fill="none" stroke="${color}" stroke-width="2.5"/>${points.map(
      (point) =>
        html`<circle cx="${point.x}" cy="${point.y}" r="8" fill="${color}"/><text x="${point.x}" y="${point.y + 4}" text-anchor="middle" fill="${colors.ground}">${segmentNumber(segment)}</text>`,
    )}</g>`;
  });
  const labels = names.map(
    (name, c) =>
      html`<text x="${x(c)}" y="${TOP + HEIGHT + 26}" text-anchor="middle" fill="${colors.text}">${name}</text>`,
  );
  const height = TOP + HEIGHT + BELOW;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Snake plot: the place of each segment's median among all, by figure" font-family="system-ui, sans-serif" font-size="12">${grid}${labels}${lines}<text x="${LEFT}" y="${TOP + HEIGHT + 50}" fill="${colors.faint}">Place of each segment's median among all: 50% is the median of all.</text></svg>`;
}
