import { countText, percentText, printable } from "../../core/internal";
import { groupColors } from "../colors";
import type { ReportData } from "../data/report-data";
import { type Html, html } from "../html";
import { numberedName, segmentAnchor } from "../segment-labels";
import { segmentMark } from "./mark";
import { shareBar } from "./plots/share-bar";

/** Which segments do an action: shares of members, greatest first. */
export function searchView(data: ReportData, action: number): Html {
  const width = data.groups.length;
  const colors = groupColors(data.groups);
  const rows = data.groups
    .map((group, g) => ({ group, members: data.actionMembers[action * width + g]! }))
    .map((row) => ({ ...row, share: row.members / Math.max(1, row.group.size) }))
    .sort((a, b) => b.share - a.share || a.group.segment - b.group.segment);
  const members = rows.reduce((sum, row) => sum + row.members, 0);
  const all = rows.reduce((sum, { group }) => sum + group.size, 0);
  return html`<table class="patterns who"><caption>${printable(data.actions[action]!)}: done by ${countText(members)} of ${countText(all)} (${percentText(members / Math.max(1, all))})</caption>
<thead><tr><th scope="col">Segment</th><th scope="col" class="n">Share</th><th scope="col" class="n">Members</th></tr></thead>
<tbody>${rows
    .filter((row) => row.members > 0)
    .map(
      ({ group, members: doing, share }) =>
        html`<tr><th scope="row">${segmentMark(group.segment, colors)} <a href="#${segmentAnchor(group.segment)}">${numberedName(group)}</a>${shareBar(share, null, colors.segment(group.segment))}</th><td class="n">${percentText(share)}</td><td class="n">${countText(doing)}</td></tr>`,
    )}</tbody></table>`;
}
