import { type Html, html } from "../../html";

/** A share as a bar, with a tick at the share elsewhere; the figures stand beside it, so it is hidden from screen readers. */
export function shareBar(share: number, elsewhere: number | null, color: string): Html {
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6"/><rect width="${percent(share)}" height="6" fill="${color}"/>${
    elsewhere !== null && html`<path class="tick" d="M${percent(elsewhere)} -2V8"/>`
  }</svg>`;
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
