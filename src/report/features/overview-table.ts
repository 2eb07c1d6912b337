import { countText, percentText } from "../../core/internal";
import type { NamedProfile } from "../../features";
import { segmentNumber } from "../../profiles/internal";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { segmentMark } from "../views/mark";
import { figureText } from "./feature-card";

/** All segments with their sizes, and the medians of their figures. */
export function overviewTable(segments: readonly NamedProfile[]): Html {
  const names = segments[0]?.features.map(({ name }) => name) ?? [];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="All segments"><table><caption class="note">Medians</caption><thead><tr><th scope="col">Segment</th><th scope="col" class="n">Size</th><th scope="col" class="n">Share</th>${names.map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead>
<tbody>${segments.map(
    ({ segment, name, size, share, features }) =>
      html`<tr><th scope="row">${segmentMark(segment, PAGE_COLORS)} <a href="#segment-${segmentNumber(segment)}">${segmentNumber(segment)} ${name}</a></th><td class="n">${countText(size)}</td><td class="n">${percentText(share)}</td>${features.map(({ median }) => html`<td class="n">${figureText(median)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
