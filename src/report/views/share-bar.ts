import { type Html, html } from "../html";

/** A share as a bar, with a tick at the share elsewhere; the figures stand beside it, so it says nothing to screen readers. */
export function shareBar(share: number, elsewhere: number | null, color: string): Html {
  return html`<svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="12" rx="1"/><rect width="${percent(share)}" height="12" rx="1" fill="${color}"/>${
    elsewhere !== null && html`<path class="tick" d="M${percent(elsewhere)} -2V14"/>`
  }</svg>`;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
