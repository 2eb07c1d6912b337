import { segmentNumber } from "../../profiles/internal";
import type { Selection, Verdict } from "../../selection";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import { segmentAnchor } from "../segment-labels";
import { candidateTable } from "./candidate-table";
import { term } from "./glossary";
import { segmentMark } from "./mark";
import { sentence } from "./sentence";

/** The verdict for people who act on it: what it means and what may be done; folded, the tests and figures it rests on. */
export function verdictView({ verdict, selection }: { verdict: Verdict; selection: Selection }, colors: Colors): Html {
  const { headline, why, advice } = verdict.words;
  return html`<h2 id="verdict">${headline}</h2><p class="headline">${why}</p><p>${advice}</p>${figures(verdict, colors)}${candidateTable(selection)}`;
}

function figures({ reasons, segments }: Verdict, colors: Colors): Html | null {
  if (reasons.length === 0) return null;
  return html`<details><summary>The figures behind it</summary>
<ul>${reasons.map(({ holds, text }) => html`<li>${holds ? "Yes" : "No"}: ${sentence(text)}</li>`)}</ul>
${segments.length > 0 && segmentFigures(segments, colors)}</details>`;
}

function segmentFigures(segments: Verdict["segments"], colors: Colors): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Figures of the segments"><table><thead><tr><th scope="col">Segment</th><th scope="col" class="n">Separation</th><th scope="col" class="n">${term("stability", "Stability")}</th><th scope="col" class="n">${term("bits", "Bits saved")}</th></tr></thead>
<tbody>${segments.map(
    ({ segment, separation, stability, savedBits }) =>
      html`<tr><th scope="row">${segmentMark(segment, colors)} <a href="#${segmentAnchor(segment)}">${segmentNumber(segment)}</a></th><td class="n">${figure(separation)}</td><td class="n">${figure(stability)}</td><td class="n">${savedBits.toFixed(3)}</td></tr>`,
  )}</tbody></table></div>`;
}

function figure(value: number | undefined): string {
  return value === undefined ? "–" : value.toFixed(2);
}
