import { countText, percentText } from "../../core/internal";
import type { SegmentProfile } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import { MOST_NAMED, READABLE } from "../labels/place-labels";
import { term } from "./glossary";
import { hollowMark, segmentMark } from "./mark";

/** What the map shows. */
export interface MapFacts {
  /** What an input is called. */
  readonly unit: string;
  /** Distinct paths, and those of them that are drawn. */
  readonly paths: number;
  readonly drawn: number;
  /** Whether groups of segments can be named in the place of segments. */
  readonly layered: boolean;
  /** Whether some points are misplaced. */
  readonly distorted: boolean;
}

/** The frame of the map; the script draws into it. Without facts there is no map. */
export function mapSection(profiles: readonly SegmentProfile[], facts: MapFacts | undefined, colors: Colors): Html {
  if (facts === undefined)
    return html`<section aria-labelledby="map-title"><h2 id="map-title">Map</h2><p class="note">This model was fitted without a map (projection "none").</p>${legend(profiles, colors)}</section>`;
  const hasNoise = profiles.some(({ segment }) => segment < 0);
  return html`<section aria-labelledby="map-title"><h2 id="map-title">Map</h2>
<p class="note" id="map-help">${caption(facts, profiles.filter(({ segment }) => segment >= 0).length)}</p>
<div class="bar-of-tools scripted-only">
<button type="button" id="lasso" aria-pressed="false">Lasso</button>
<button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="zoom-reset">Reset</button>
</div>
<div class="atlas"><div>
<div id="map" role="application" tabindex="0" aria-label="Map of paths" aria-describedby="map-help map-keys"><canvas></canvas><svg aria-hidden="true"></svg><div class="tip" hidden></div></div>
<ul class="key scripted-only">${hasNoise && html`<li><label><input type="checkbox" id="noise-shown" checked> ${segmentMark(-1, colors)} cross: in no segment</label> ${term("none", "What is that?")}</li>`}${
    facts.distorted &&
    html`<li><label><input type="checkbox" id="distortion-shown" checked> ${hollowMark()} hollow, in its segment's color: misplaced, its true neighbors lie elsewhere</label> ${term("distorted", "Why?")}</li>`
  }</ul>
<p class="note no-print" id="map-keys">Arrow keys walk from point to point, Enter lists the paths there, + and − zoom, Escape clears the choice. With the mouse: drag to move, Shift and drag to draw a lasso; the wheel zooms once the map has been clicked.</p>
<div class="live hidden" aria-live="polite"></div>
<noscript><p class="note">The map needs scripts; the rest of this page does not.</p></noscript>
</div><div>${legend(profiles, colors)}<div id="paths" class="scripted-only" role="region" aria-label="Chosen paths" tabindex="0"><p class="note">Click on the map, draw around points with the lasso, or choose a segment to list its paths here.</p></div></div></div></section>`;
}

function caption({ unit, paths, drawn, layered }: MapFacts, segments: number): string {
  const sampled =
    drawn < paths ? ` ${countText(drawn)} of ${countText(paths)} paths are drawn, the most common ones first.` : "";
  const named =
    layered && segments > READABLE
      ? " Names on the whole map are those of groups of segments; zoom in to see the names of single segments."
      : segments > MOST_NAMED
        ? ` The ${MOST_NAMED} largest segments are named; point at another one in the legend to see where it is.`
        : "";
  return `Each point is a path; paths that are alike lie together. A larger point stands for more ${unit}s.${named}${sampled}`;
}

/** A button for each segment; where the list is longer than its frame, the script fades its end and shows how many follow. */
function legend(profiles: readonly SegmentProfile[], colors: Colors): Html {
  return html`<div class="legend"><ul>${profiles.map(
    ({ segment, name, size, share }) =>
      html`<li><button type="button" data-segment="${segment}" aria-pressed="false" title="${countText(size)}">${segmentMark(segment, colors)}<span>${segment >= 0 && html`<span class="number">${segmentNumber(segment)}</span> `}${name}</span><span class="n">${percentText(share)}</span></button></li>`,
  )}</ul><button type="button" class="legend-more" hidden></button></div>`;
}
