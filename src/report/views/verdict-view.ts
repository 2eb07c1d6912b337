import { countText, percentText } from "../../profiles";
import type { Selection, Verdict } from "../../selection";
import { type Html, html } from "../html";
import { PAGE_INK } from "../ink";
import { segmentAnchor, segmentNumber } from "../segment-number";
import { candidateTable } from "./candidate-table";
import { term } from "./glossary";
import { segmentMark } from "./mark";

/** The verdict for people who act on it: in words, then what may be done, then, folded, the figures it rests on. */
export function verdictView({ verdict, selection }: { verdict: Verdict; selection: Selection }, unit: string): Html {
  const { heading, advice } = WORDS[verdict.kind](unit);
  return html`<h2 id="verdict">${heading}</h2><p class="headline">${verdict.sentence}</p><p>${advice}</p>${figures(verdict, unit)}${candidateTable(selection)}`;
}

const WORDS: Readonly<Record<Verdict["kind"], (unit: string) => { heading: string; advice: string }>> = {
  "clear segments": (unit) => ({
    heading: "There are clear segments",
    advice: `What you may do: treat the segments as kinds of ${unit}s. Name them, size them, act on each.`,
  }),
  "some stable segments in a continuum": () => ({
    heading: "Some groups are real, the rest is a continuum",
    advice:
      "What you may do: act on the segments that are found again. The others are marked as convenient cuts: use them to read the data.",
  }),
  continuum: (unit) => ({
    heading: "A continuum, not groups",
    advice: `What you may do: use the segments to read the data. They are convenient cuts, not kinds of ${unit}s.`,
  }),
};

function figures({ savedBits, nulls, segments, stableShare, resamples }: Verdict, unit: string): Html {
  const facts: [name: Html | string, value: string][] = [
    [html`${term("bits", "Bits an action")} that the segments save`, savedBits.toFixed(3)],
    ["The most that segments save in logs whose actions were shuffled", nulls.shuffled.toFixed(3)],
    ["The most that segments save in logs in which only what follows what is kept", nulls.transitions.toFixed(3)],
    [
      html`${unit[0]!.toUpperCase() + unit.slice(1)}s in segments ${term("stability", "found again")}`,
      percentText(stableShare),
    ],
  ];
  return html`<details><summary>The figures behind it</summary>
<table><tbody>${facts.map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="n">${value}</td></tr>`)}</tbody></table>
<p class="note">From ${countText(resamples)} resamples, and logs without segments of ${countText(nulls.inputs)} ${unit}s each.</p>
${segments.length > 0 && segmentFigures(segments)}</details>`;
}

function segmentFigures(segments: Verdict["segments"]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Figures of the segments"><table><thead><tr><th scope="col">Segment</th><th scope="col" class="n">${term("stability", "Stability")}</th><th scope="col" class="n">Found again</th><th scope="col" class="n">Bits saved</th></tr></thead>
<tbody>${segments.map(
    ({ segment, stability, stable, savedBits }) =>
      html`<tr><th scope="row">${segmentMark(segment, PAGE_INK)} <a href="#${segmentAnchor(segment)}">${segmentNumber(segment)}</a></th><td class="n">${stability === undefined ? "–" : stability.toFixed(2)}</td><td class="n">${stability === undefined ? "–" : stable ? "yes" : "no"}</td><td class="n">${savedBits.toFixed(3)}</td></tr>`,
  )}</tbody></table></div>`;
}
