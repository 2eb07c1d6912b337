import { countText, percentText } from "../../core/internal";
import type { Selection } from "../../selection";
import { type Html, html } from "../html";
import { term } from "./glossary";
import { sentence } from "./sentence";

/** How the segmentation was chosen; nothing where there was no choice. */
export function candidateTable({ candidates: tried, winner, reason, sample, skipped, effort }: Selection): Html | null {
  if (tried.length < 2) return null;
  const scope = [
    `Effort "${effort}"`,
    sample && `tried on ${countText(sample.inputs)} inputs`,
    skipped > 0 && `${countText(skipped)} not tried: the time budget was used up`,
  ].filter((text) => text !== undefined && text !== false);
  return html`<details><summary>How it was chosen</summary><p>${sentence(reason)}</p><div class="scroll" tabindex="0" role="group" aria-label="Candidates"><table><caption class="note">${scope.join("; ")}</caption>
<thead><tr><th scope="col">Vectors</th><th scope="col">Reduction</th><th scope="col">Clustering</th><th scope="col" class="n">Segments</th><th scope="col" class="n">In no segment</th><th scope="col" class="n">${term("bits", "Next-action bits")}</th><th scope="col" class="n">${term("bits", "Action bits")}</th><th scope="col" class="n">${term("stability", "Stability")}</th></tr></thead>
<tbody>${tried.map(
    (candidate, i) =>
      html`<tr><th scope="row">${candidate.embedding}${i === winner && html` <strong>(chosen)</strong>`}</th><td>${candidate.reduction}</td><td>${candidate.clustering}${candidate.clusterSelectionMethod && `, ${candidate.clusterSelectionMethod}`}${candidate.minClusterSize !== undefined && `, from ${countText(candidate.minClusterSize)}`}</td><td class="n">${candidate.segments}</td><td class="n">${percentText(candidate.noiseShare)}</td><td class="n">${candidate.savedBits.toFixed(3)}</td><td class="n">${candidate.savedBitsOfActions.toFixed(3)}</td><td class="n">${candidate.stability === undefined ? "–" : candidate.stability.toFixed(2)}</td></tr>`,
  )}</tbody></table></div></details>`;
}
