import { durationText, numberText } from "../../../core/internal";
import type { DistributionSummary } from "../../../profiles";
import { type Html, html } from "../../html";
import { type Measure, type SpanScale, spanScale } from "./span-scale";
import { spanWords } from "./span-words";

/** One line of a plot of lengths. */
export interface SpanRow {
  /** Who it is about, with the mark of its bar. */
  readonly who: Html;
  readonly color: string;
  readonly of: DistributionSummary;
}

const ROW = 16;
const TITLES: Readonly<Record<Measure, string>> = { actions: "Number of actions", time: "From first to last action" };

/** How long: median and middle half of several groups on one labeled scale. Nothing where no time passes for any of them. */
export function spanPlot(measure: Measure, rows: readonly SpanRow[]): Html | null {
  if (rows.length === 0 || rows.every(({ of }) => of.max === 0)) return null;
  const scale = spanScale(
    rows.flatMap(({ of }) => [of.q1, of.median, of.q3]),
    measure,
  );
  const height = rows.length * ROW + 4;
  return html`<figure class="span"><figcaption>${TITLES[measure]}${scale.logarithmic && html` <span class="faint">(logarithmic scale)</span>`}</figcaption><svg width="100%" height="${height + 20}" aria-hidden="true"><rect class="track" width="100%" height="${height}"/>${axis(scale, measure, height)}${rows.map(
    ({ of, color }, i) => box(of, scale, color, 4 + i * ROW),
  )}</svg><ul>${rows.map(({ who, of }) => html`<li>${who}: ${spanWords(of, measure)}</li>`)}</ul></figure>`;
}

function axis({ ticks, at }: SpanScale, measure: Measure, height: number): Html[] {
  return ticks.map((tick) => {
    const x = percent(at(tick));
    const anchor = at(tick) < 0.04 ? "start" : at(tick) > 0.96 ? "end" : "middle";
    return html`<line x1="${x}" x2="${x}" y1="0" y2="${height + 4}" stroke="var(--edge)"/><text x="${x}" y="${height + 17}" text-anchor="${anchor}" fill="var(--faint)">${measure === "time" ? timeText(tick) : numberText(tick)}</text>`;
  });
}

function timeText(tick: number): string {
  return tick === 0 ? "0" : durationText(tick);
}

function box({ q1, median, q3 }: DistributionSummary, { at }: SpanScale, color: string, y: number): Html {
  const width = Math.max(0.006, at(q3) - at(q1));
  return html`<rect x="${percent(Math.min(at(q1), 0.994))}" y="${y}" width="${percent(width)}" height="10" fill="${color}" fill-opacity="0.6"/><line x1="${percent(at(median))}" x2="${percent(at(median))}" y1="${y - 1}" y2="${y + 11}" stroke="var(--text)" stroke-width="3"/>`;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
