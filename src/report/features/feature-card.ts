import { countText, numberText, percentText, unitsText } from "../../core/internal";
import { actionOf, type FeatureFigures, type SegmentAction } from "../../features";
import { segmentNumber } from "../../profiles/internal";
import type { FeatureSegment } from "../../segments";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { segmentMark } from "../views/mark";
import { sentence } from "../views/sentence";
import { radarPlot } from "./radar-plot";

/** What a segment's figures are like, and what to do about it. */
export function featureCard(
  segment: FeatureSegment,
  unit: string,
  actions: readonly SegmentAction[] | undefined,
): Html {
  const { segment: number, name, size, share, stability, features } = segment;
  const { goal, offer } = actionOf(name, actions);
  const anchor = `segment-${segmentNumber(number)}`;
  return html`<article class="card" id="${anchor}" aria-labelledby="name-${anchor}">
<header>${segmentMark(number, PAGE_COLORS)}<div><h3 id="name-${anchor}"><span class="number">${segmentNumber(number)}</span> ${name}</h3>
<p class="figures"><strong>${countText(size)}</strong> ${unit}${size === 1 ? "" : "s"} <span class="faint">·</span> ${percentText(share)} of all${stability !== null && html` <span class="faint">· found again in resampled data: ${stability.toFixed(2)}</span>`}</p></div></header>
<p class="lead">${sentence(leadOf(features))}</p>
<div class="columns"><section>${figureTable(features)}</section>
<section>${radarPlot(segment, PAGE_COLORS)}<p class="note"><strong>Suggested:</strong> ${goal}; ${offer}.</p></section></div>
</article>`;
}

/** The figures in which the segment differs most from the others, in words. */
export function leadOf(features: readonly FeatureFigures[]): string {
  const differing = features
    .filter(({ difference }) => difference !== null && Math.abs(difference) >= 0.2)
    .sort((a, b) => Math.abs(b.difference!) - Math.abs(a.difference!))
    .slice(0, 3)
    .map(
      ({ name, difference, median }) =>
        `${difference! > 0 ? "higher" : "lower"} ${name} (median ${figureText(median)})`,
    );
  return differing.length === 0
    ? "Its figures are like those of all others."
    : `What sets it apart: ${differing.join(", ")}.`;
}

export function figureTable(features: readonly FeatureFigures[]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Figures"><table><thead><tr><th scope="col">Figure</th><th scope="col" class="n">Median</th><th scope="col" class="n">Mean</th><th scope="col" class="n">Elsewhere</th><th scope="col" class="n">Difference</th><th scope="col" class="n">In the top quarter</th></tr></thead>
<tbody>${features.map(
    (figure) =>
      html`<tr><th scope="row">${figure.name}${figure.missing > 0 && html` <span class="faint">(${unitsText(figure.missing, "number")} missing)</span>`}</th><td class="n">${figureText(figure.median)}</td><td class="n">${figureText(figure.mean)}</td><td class="n">${figureText(figure.meanElsewhere)}</td><td class="n">${signedText(figure.difference)}</td><td class="n">${figure.aboveQuartile === null ? "–" : percentText(figure.aboveQuartile)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** A figure with as many digits as matter. */
export function figureText(figure: number | null): string {
  if (figure === null) return "–";
  const size = Math.abs(figure);
  if (size >= 100 || size === 0) return `${figure < 0 ? "−" : ""}${countText(Math.round(size))}`;
  return `${figure < 0 ? "−" : ""}${size >= 1 ? numberText(size) : size.toPrecision(2)}`;
}

function signedText(difference: number | null): string {
  if (difference === null) return "–";
  const size = Math.abs(difference).toFixed(1);
  return size === "0.0" ? "0.0" : `${difference > 0 ? "+" : "−"}${size}`;
}
