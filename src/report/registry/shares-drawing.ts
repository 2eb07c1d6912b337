import { percentText, printable } from "../../core/internal";
import type { LineageGraph } from "../../registry";
import type { Colors } from "../colors";
import { colorOfId } from "../colors";
import { type Html, html } from "../html";

const LEFT = 44;
const COLUMN = 56;
const TOP = 12;
const HEIGHT = 180;
const FOOT = 24;

/** Share of each segment in each version, as lines; one that is in a single version is a dot. */
export function sharesDrawing({ segments }: LineageGraph, versions: readonly number[], colors: Colors): Html {
  const shown = segments.map((segment) => ({
    ...segment,
    shares: segment.shares.filter(({ version }) => versions.includes(version)),
  }));
  const most = Math.max(0.1, ...shown.flatMap(({ shares }) => shares.map(({ share }) => share)));
  const top = Math.ceil(most * 10) / 10;
  const x = (version: number) => LEFT + 12 + versions.indexOf(version) * COLUMN;
  const y = (share: number) => Math.round((TOP + HEIGHT * (1 - share / top)) * 10) / 10;
  const width = LEFT + 24 + Math.max(1, versions.length - 1) * COLUMN;
  const grid = [0, top / 2, top].map(
    (share) =>
      html`<line x1="${LEFT}" x2="${width}" y1="${y(share)}" y2="${y(share)}" stroke="${colors.line}"/><text x="${LEFT - 6}" y="${y(share) + 4}" text-anchor="end" fill="${colors.faint}">${percentText(Math.round(share * 1000) / 1000)}</text>`,
  );
  const lines = shown.map(({ id, name, shares }) => {
    const color = colorOfId(id, colors);
    const points = shares.map(({ version, share }) => `${x(version)},${y(share)}`).join(" ");
    const dots = shares.map(
      ({ version, share }) =>
        html`<circle cx="${x(version)}" cy="${y(share)}" r="3.5" fill="${color}"><title>${printable(name)}, version ${version}: ${percentText(share)}</title></circle>`,
    );
    return html`<polyline points="${points}" fill="none" stroke="${color}" stroke-width="2"/>${dots}`;
  });
  const heads = versions.map(
    (version) =>
      html`<text x="${x(version)}" y="${TOP + HEIGHT + 18}" text-anchor="middle" fill="${colors.faint}">v${version}</text>`,
  );
  return html`<svg viewBox="0 0 ${width} ${TOP + HEIGHT + FOOT}" width="${width}" height="${TOP + HEIGHT + FOOT}" font-size="12" role="img" aria-label="Share of each segment in each version">${grid}${lines}${heads}</svg>`;
}
