import type { TableSelection } from "../../segments";
import { type Html, html } from "../html";
import { sentence } from "../views/sentence";
import { figureText } from "./feature-card";

/** How the number of segments was found: by what, why, and what speaks for each number. */
export function choiceTable({ method, rule, reason, tried }: TableSelection): Html {
  return html`<p>${sentence(`Engine: ${method}; rule: ${rule}`)} ${sentence(reason)}</p>
${
  tried.length > 1 &&
  html`<div class="scroll" tabindex="0" role="group" aria-label="Numbers of segments tried"><table><thead><tr><th scope="col">Segments</th><th scope="col" class="n">Found again in half</th><th scope="col" class="n">Gap</th><th scope="col" class="n">Silhouette</th><th scope="col" class="n">Inertia</th></tr></thead><tbody>${tried.map(
    ({ k, predictionStrength, gap, silhouette, inertia }) =>
      html`<tr><th scope="row">${k}</th><td class="n">${predictionStrength.toFixed(2)}</td><td class="n">${gap.toFixed(2)}</td><td class="n">${silhouette === undefined ? "–" : silhouette.toFixed(3)}</td><td class="n">${figureText(inertia)}</td></tr>`,
  )}</tbody></table></div>`
}`;
}
