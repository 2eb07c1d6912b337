import { percentText } from "../../core/internal";
import type { SegmentPeriod } from "../../monitoring";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import { markNumber } from "../mark-number";
import { dayText } from "../views/day-text";

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 46;
const FOOT = 24;
const TOP = 8;

/** The share of each segment from period to period, with its 95% interval; a ring where it changed beyond chance. */
export function sharesDrawing(periods: readonly SegmentPeriod[], colors: Colors): Html {
  const shown = periods.filter(({ users }) => users > 0);
  const most = Math.min(1, Math.max(0.05, ...shown.flatMap(({ segments }) => segments.map(({ upper }) => upper))));
  const [first, last] = [shown[0]!.start, shown.at(-1)!.start];
  const x = (time: number) => at(LEFT + ((time - first) / Math.max(1, last - first)) * (WIDTH - LEFT - 16));
  const y = (share: number) => at(TOP + (1 - share / most) * HEIGHT);
  const ticks = [0, 0.5, 1].map((part) => part * most);
  const axis = ticks.map(
    (share) =>
      html`<line x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(share)}" y2="${y(share)}" stroke="${colors.line}"/><text x="${LEFT - 6}" y="${y(share) + 4}" text-anchor="end" fill="${colors.faint}">${percentText(share)}</text>`,
  );
  const lines = shown[0]!.segments.map(({ segment, id, name }, s) => {
    const own = shown.map(({ start, segments }) => ({ start, ...segments[s]! }));
    const color = colors.segment(segment < 0 ? -1 : markNumber(id, segment));
    const up = own.map(({ start, upper }) => `${x(start)} ${y(upper)}`);
    const down = own.map(({ start, lower }) => `${x(start)} ${y(lower)}`).reverse();
    const points = own.map(
      ({ start, share, significant }) =>
        html`<circle cx="${x(start)}" cy="${y(share)}" r="${significant ? 5 : 2.5}" fill="${significant ? colors.ground : color}" stroke="${color}" stroke-width="2"><title>${name ?? "in no segment"}, ${dayText(start)}: ${percentText(share)}</title></circle>`,
    );
    return html`<path d="M${[...up, ...down].join("L")}z" fill="${color}" fill-opacity="0.15"/><path d="M${own.map(({ start, share }) => `${x(start)} ${y(share)}`).join("L")}" fill="none" stroke="${color}" stroke-width="2"/>${points}`;
  });
  const bottom = TOP + HEIGHT + 16;
  const ends = html`<text x="${LEFT}" y="${bottom}" fill="${colors.faint}">${dayText(first)}</text>${last > first && html`<text x="${WIDTH - 8}" y="${bottom}" text-anchor="end" fill="${colors.faint}">${dayText(last)}</text>`}`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="sankey" viewBox="0 0 ${WIDTH} ${TOP + HEIGHT + FOOT}" width="${WIDTH}" height="${TOP + HEIGHT + FOOT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Share of each segment over time.">${axis}${lines}${ends}</svg>`;
}

function at(figure: number): number {
  return Math.round(figure * 10) / 10;
}
