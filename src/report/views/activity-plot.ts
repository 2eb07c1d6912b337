import type { SegmentActivity } from "../../profiles";
import { countText, percentText } from "../../profiles";
import { type Html, html } from "../html";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** When the members act: bars for them, a line for everybody else. */
export function activityPlot(activity: SegmentActivity, color: string): Html {
  const { hours, hoursElsewhere, weekdays, weekdaysElsewhere } = activity;
  return html`<div class="when"><h4>When <span class="faint">(UTC, share of ${countText(activity.actions)} actions; line: elsewhere)</span></h4>
<div class="pair">${columns(hours, hoursElsewhere, color, (i) => `${String(i).padStart(2, "0")}:00`, 6)}${columns(weekdays, weekdaysElsewhere, color, (i) => DAYS[i]!, 1)}</div></div>`;
}

function columns(
  shares: readonly number[],
  elsewhere: readonly number[] | null,
  color: string,
  name: (i: number) => string,
  every: number,
): Html {
  const top = Math.max(...shares, ...(elsewhere ?? []), 1e-9);
  const step = 240 / shares.length;
  const y = (share: number) => Math.round((1 - share / top) * 480) / 10;
  const x = (i: number) => Math.round(i * step * 10) / 10;
  const best = shares.indexOf(Math.max(...shares));
  const line = elsewhere?.map((share, i) => `${i ? "L" : "M"}${x(i)} ${y(share)}H${x(i + 1)}`).join("");
  return html`<svg viewBox="0 -2 240 66" width="240" height="66" role="img" aria-label="Most at ${name(best)}: ${percentText(shares[best]!)}." font-size="10">${shares.map(
    (share, i) =>
      html`<rect x="${x(i) + 0.5}" y="${y(share)}" width="${Math.round((step - 1) * 10) / 10}" height="${Math.round((48 - y(share)) * 10) / 10}" fill="${color}" fill-opacity="0.75"><title>${name(i)}: ${percentText(share)}${elsewhere && `, elsewhere ${percentText(elsewhere[i]!)}`}</title></rect>`,
  )}${line && html`<path d="${line}" fill="none" stroke="var(--text)" stroke-width="1" stroke-opacity="0.6"/>`}${shares.map(
    (_, i) =>
      i % every === 0 &&
      html`<text x="${x(i) + (every > 1 ? 0 : step / 2)}" y="61" text-anchor="${every > 1 ? "start" : "middle"}" fill="var(--faint)">${name(i)}</text>`,
  )}</svg>`;
}
