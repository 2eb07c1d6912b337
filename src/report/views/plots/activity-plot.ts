import { countText, percentText } from "../../../core/internal";
import type { SegmentActivity } from "../../../profiles";
import { type Html, html } from "../../html";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HEIGHT = 48;

/** When the members act: bars for them, a line for everybody else. */
export function activityPlot(activity: SegmentActivity, color: string): Html {
  const { hours, hoursElsewhere, weekdays, weekdaysElsewhere } = activity;
  return html`<div class="when"><h4>When <span class="faint">(UTC, share of ${countText(activity.actions)} actions; line: elsewhere)</span></h4>
<div class="pair">${columns(hours, hoursElsewhere, color, (i) => `${String(i).padStart(2, "0")}:00`, 6)}${columns(weekdays, weekdaysElsewhere, color, (i) => DAYS[i]!, 1)}</div></div>`;
}

/** Drawn in percent of the width, so that its letters are of one size at any width. */
function columns(
  shares: readonly number[],
  elsewhere: readonly number[] | null,
  color: string,
  name: (i: number) => string,
  every: number,
): Html {
  const top = Math.max(...shares, ...(elsewhere ?? []), 1e-9);
  const step = 100 / shares.length;
  const y = (share: number) => Math.round((1 - share / top) * HEIGHT * 10) / 10 + 2;
  const x = (i: number) => `${Math.round(i * step * 100) / 100}%`;
  const best = shares.indexOf(Math.max(...shares));
  const bars = shares.map(
    (share, i) =>
      html`<rect x="${x(i + 0.06)}" y="${y(share)}" width="${x(0.88)}" height="${Math.round((HEIGHT + 2 - y(share)) * 10) / 10}" fill="${color}" fill-opacity="0.75"><title>${name(i)}: ${percentText(share)}${elsewhere && `, elsewhere ${percentText(elsewhere[i]!)}`}</title></rect>`,
  );
  const line = elsewhere?.map(
    (share, i) =>
      html`<line x1="${x(i)}" x2="${x(i + 1)}" y1="${y(share)}" y2="${y(share)}" stroke="var(--text)" stroke-opacity="0.7"/>`,
  );
  const labels = shares.map(
    (_, i) =>
      i % every === 0 &&
      html`<text x="${x(every > 1 ? i : i + 0.5)}" y="${HEIGHT + 16}" text-anchor="${every > 1 ? "start" : "middle"}" fill="var(--faint)">${name(i)}</text>`,
  );
  return html`<svg width="100%" height="${HEIGHT + 20}" role="img" aria-label="Most at ${name(best)}: ${percentText(shares[best]!)}.">${bars}${line}${labels}</svg>`;
}
