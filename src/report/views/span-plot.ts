import type { Distribution } from "../../profiles";
import { type Html, html } from "../html";

/** How long: median and middle half of the members over those of everybody else, on one scale. */
export function spanPlot(
  title: string,
  here: Distribution,
  elsewhere: Distribution | null,
  color: string,
  text: (value: number) => string,
): Html {
  const end = Math.max(here.q3, elsewhere?.q3 ?? 0, 1e-9) * 1.15;
  const at = (value: number) => Math.round((Math.min(value, end) / end) * 1000) / 10;
  const box = ({ q1, median, q3 }: Distribution, y: number, fill: string) =>
    html`<rect x="${at(q1)}" y="${y}" width="${Math.max(0.8, at(q3) - at(q1))}" height="8" rx="1" fill="${fill}" fill-opacity="0.55"/><rect x="${Math.max(0, at(median) - 0.5)}" y="${y - 1}" width="1" height="10" fill="var(--text)"/>`;
  const words = (of: Distribution) =>
    of.q1 === of.q3 ? `${text(of.median)}` : `${text(of.median)} (half of them ${text(of.q1)} to ${text(of.q3)})`;
  return html`<div class="span"><h4>${title}</h4><svg viewBox="0 -1 100 26" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="-1" width="100" height="26"/>${box(here, 2, color)}${
    elsewhere && box(elsewhere, 14, "var(--faint)")
  }</svg><p>Median ${words(here)}${elsewhere && html`<span class="faint">; elsewhere ${words(elsewhere)}</span>`}.</p></div>`;
}
