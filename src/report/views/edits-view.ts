import { countText, percentText, printable } from "../../core/internal";
import type { SegmentModel } from "../../segments";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import { numberedName } from "../segment-labels";
import { segmentMark } from "./mark";
import { sentence } from "./sentence";

/** What was changed by hand; null where nothing was. */
export function editsView({ edits }: SegmentModel): Html | null {
  if (edits.length === 0) return null;
  return html`<details open><summary>Edited by hand</summary>
<ol>${edits.map(({ text }) => html`<li>${sentence(printable(text))}</li>`)}</ol></details>`;
}

/** The segments that were split further, as a tree that opens; null where none was. */
export function partsView(model: SegmentModel, colors: Colors): Html | null {
  if (model.children.size === 0) return null;
  return html`<section aria-labelledby="parts"><h2 id="parts">Split further</h2>
${[...model.children].map(([id, child]) => {
  const profile = model.segments[model.lineage.ids.indexOf(id)]!;
  const title = html`${segmentMark(profile.segment, colors)} ${numberedName(profile)}`;
  return partsOf(title, child);
})}</section>`;
}

/** What a segment was split into: each part with its own words, those that were split again with parts of their own. */
function partsOf(title: Html, model: SegmentModel): Html {
  const parts = model.segments.map(({ segment, name, size, share, description }) => {
    const id = model.lineage.ids[segment]!;
    const deeper = model.children.get(id);
    const head = html`<strong>${id}</strong> ${printable(name)} <span class="faint">${countText(size)}, ${percentText(share)}</span>`;
    return html`<li>${head}<br>${printable(description)}${deeper && partsOf(html`Its parts`, deeper)}</li>`;
  });
  return html`<details open><summary>${title}</summary><p class="note">${model.verdict.sentence}</p><ul>${parts}</ul></details>`;
}
