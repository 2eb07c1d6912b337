import { percentText } from "../../core/internal";
import type { AblationRow } from "../../segments";
import { type Html, html } from "../html";

const BLOCKS: Readonly<Record<AblationRow["blocks"], string>> = {
  features: "Figures alone",
  embedding: "Paths alone",
  hybrid: "Both",
};

/** What segments by figures, by paths and by both are good for, side by side. */
export function ablationTable(rows: readonly AblationRow[], verdict: string | undefined): Html {
  const hasOutcome = rows.some(({ outcome }) => outcome !== undefined);
  return html`<section aria-labelledby="ablation"><h2 id="ablation">Figures, paths, or both</h2>
${verdict !== undefined && html`<p>${verdict}</p>`}
<div class="scroll" tabindex="0" role="group" aria-label="Figures alone, paths alone and both"><table><thead><tr><th scope="col">Grouped by</th><th scope="col" class="n">Segments</th><th scope="col" class="n">Bits saved an action</th><th scope="col" class="n">Found again</th><th scope="col" class="n">Silhouette</th>${hasOutcome && html`<th scope="col" class="n">Outcome: bits</th><th scope="col" class="n">right</th><th scope="col" class="n">without segments</th>`}</tr></thead>
<tbody>${rows.map(
    ({ blocks, segments, savedBits, stability, silhouette, outcome }) =>
      html`<tr><th scope="row">${BLOCKS[blocks]}</th><td class="n">${segments}</td><td class="n">${savedBits.toFixed(3)}</td><td class="n">${fixed(stability)}</td><td class="n">${fixed(silhouette)}</td>${hasOutcome && html`<td class="n">${outcome === undefined ? "–" : outcome.bits.toFixed(3)}</td><td class="n">${outcome === undefined ? "–" : percentText(outcome.accuracy)}</td><td class="n">${outcome === undefined ? "–" : percentText(outcome.baseline)}</td>`}</tr>`,
  )}</tbody></table></div>
<p class="note">Bits saved: how much better the next action is predicted by who knows the segment. Found again: how much of the segments is there in resampled data, from 0 to 1. Silhouette: how far segments stand apart, from −1 to 1.${hasOutcome && " Outcome: of users that took no part in the grouping, how much the segment says about what became of them."}</p></section>`;
}

function fixed(figure: number | undefined): string {
  return figure === undefined ? "–" : figure.toFixed(2);
}
