import { countText, percentText, printable } from "../../core/internal";
import { groupColors } from "../colors";
import type { ReportData } from "../data/report-data";
import { type Html, html } from "../html";
import { numberedName, segmentAnchor } from "../segment-labels";
import { segmentMark } from "./mark";
import { shareBar } from "./plots/share-bar";

/** Members of one group on the map, by what is known of their paths. */
export interface GroupMatches {
  /** Members whose paths surely hold a match. */
  readonly surely: number;
  /** Members whose paths may hold one, in a part that the page does not hold. */
  readonly perhaps: number;
  /** All of them. */
  readonly seen: number;
}

/** Which segments show a path pattern: shares of members on the map, greatest first. */
export function patternView(
  { groups, unit }: ReportData,
  text: string,
  matches: readonly GroupMatches[],
  unknownNames: readonly string[],
): Html {
  const colors = groupColors(groups);
  const rows = groups
    .map((group, g) => ({ group, ...matches[g]! }))
    .map((row) => ({ ...row, share: row.surely / Math.max(1, row.seen) }))
    .sort((a, b) => b.share - a.share || a.group.segment - b.group.segment);
  const sum = (key: keyof GroupMatches) => rows.reduce((total, row) => total + row[key], 0);
  const all = { surely: sum("surely"), perhaps: sum("perhaps"), seen: sum("seen") };
  const unseen = groups.reduce((total, { size }) => total + size, 0) - all.seen;
  return html`<table class="patterns who"><caption>${printable(text)}: shown by ${members(all)} of ${countText(all.seen)} (${shares(all)})</caption>
<thead><tr><th scope="col">Segment</th><th scope="col" class="n">Share</th><th scope="col" class="n">Members</th></tr></thead>
<tbody>${rows
    .filter((row) => row.surely + row.perhaps > 0)
    .map(
      (row) =>
        html`<tr><th scope="row">${segmentMark(row.group.segment, colors)} <a href="#${segmentAnchor(row.group.segment)}">${numberedName(row.group)}</a>${shareBar(row.share, null, colors.segment(row.group.segment))}</th><td class="n">${shares(row)}</td><td class="n">${members(row)}</td></tr>`,
    )}</tbody></table>${unknownNames.map((said) => html`<p class="note">${printable(said)}</p>`)}${
    all.perhaps > 0 &&
    html`<p class="note">Of ${countText(all.perhaps)} ${unit}s it is not known: this page holds the beginning and the end of long paths, and leaves rare ones out.</p>`
  }${unseen > 0 && html`<p class="note">${countText(unseen)} other ${unit}s are not on the map.</p>`}`;
}

/** `12`, or `12 to 40` where it is not known of all. */
function members({ surely, perhaps }: GroupMatches): string {
  return perhaps === 0 ? countText(surely) : `${countText(surely)} to ${countText(surely + perhaps)}`;
}

function shares({ surely, perhaps, seen }: GroupMatches): string {
  const low = percentText(surely / Math.max(1, seen));
  const high = percentText((surely + perhaps) / Math.max(1, seen));
  return low === high ? low : `${low} to ${high}`;
}
