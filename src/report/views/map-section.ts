import type { SegmentProfile } from "../../profiles";
import { countText, percentText } from "../../profiles";
import { type Html, html } from "../html";
import { PAGE_INK } from "../ink";
import { segmentMark } from "./mark";

/** The frame of the map; the script draws into it. */
export function mapSection(profiles: readonly SegmentProfile[], caption: string, drawn: boolean): Html {
  if (!drawn)
    return html`<section aria-labelledby="map-title"><h2 id="map-title">Map</h2><p class="note">This model was fitted without a picture (projection "none").</p>${legend(profiles)}</section>`;
  const hasNoise = profiles.some(({ segment }) => segment < 0);
  return html`<section aria-labelledby="map-title"><h2 id="map-title">Map</h2>
<p class="note" id="map-help">${caption}</p>
<div class="bar-of-tools scripted-only">
<button type="button" id="lasso" aria-pressed="false">Lasso</button>
<button type="button" id="zoom-in" aria-label="Zoom in">+</button><button type="button" id="zoom-out" aria-label="Zoom out">−</button><button type="button" id="zoom-reset">Reset</button>
${hasNoise && html`<label><input type="checkbox" id="noise-shown" checked> those in no segment</label>`}
<label><input type="checkbox" id="distorted-greyed" checked> grey distorted places</label>
</div>
<div class="atlas"><div>
<div id="map" role="application" tabindex="0" aria-label="Map of paths" aria-describedby="map-help map-keys"><canvas></canvas><svg aria-hidden="true"></svg><div class="tip" hidden></div></div>
<p class="note no-print" id="map-keys">Arrow keys walk from point to point, Enter lists the paths there, + and − zoom, Escape gives up. With the mouse: drag to move, Shift and drag to draw a lasso; the wheel zooms once the map has been clicked.</p>
<div class="live hidden" aria-live="polite"></div>
<noscript><p class="note">The map needs scripts; all else on this page does not.</p></noscript>
</div><div>${legend(profiles)}<div id="paths" class="scripted-only" role="region" aria-label="Chosen paths" tabindex="0"><p class="note">Click on the map, draw around points with the lasso, or choose a segment to list its paths here.</p></div></div></div></section>`;
}

function legend(profiles: readonly SegmentProfile[]): Html {
  return html`<ul class="legend">${profiles.map(
    ({ segment, name, size, share }) =>
      html`<li><button type="button" data-segment="${segment}" aria-pressed="false" title="${countText(size)}">${segmentMark(segment, PAGE_INK)}<span>${segment >= 0 && html`<span class="number">${segment}</span> `}${name}</span><span class="n">${percentText(share)}</span></button></li>`,
  )}</ul>`;
}
