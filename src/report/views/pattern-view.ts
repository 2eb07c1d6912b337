import { countText, percentText, printable } from "../../core/internal";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import type { ReportData } from "../report-data";
import { numberedName, segmentAnchor } from "../segment-labels";
import { segmentMark } from "./mark";
import { shareBar } from "./share-bar";

/** Members of one group whose paths hold a match of a pattern. */
export interface GroupMatches {
  readonly members: number;
  /** Members whose whole path the page holds. */
  readonly known: number;
  /** Members on the map. */
  readonly all: number;
}

/** Which segments show a path pattern: shares of members whose path is known, greatest first. */
export function patternView(
  { groups, unit }: ReportData,
  text: string,
  matches: readonly GroupMatches[],
  unknownNames: readonly string[],
): Html {
  const rows = groups
    .map((group, g) => ({ group, ...matches[g]! }))
    .map((row) => ({ ...row, share: row.members / Math.max(1, row.known) }))
    .sort((a, b) => b.share - a.share || a.group.segment - b.group.segment);
  const sum = (key: "members" | "known" | "all") => rows.reduce((total, row) => total + row[key], 0);
  const [members, known] = [sum("members"), sum("known")];
  const unseen = groups.reduce((total, { size }) => total + size, 0) - known;
  return html`<table class="patterns who"><caption>${printable(text)}: shown by ${countText(members)} of ${countText(known)} (${percentText(members / Math.max(1, known))})</caption>
<thead><tr><th scope="col">Segment</th><th scope="col" class="n">Share</th><th scope="col" class="n">Members</th></tr></thead>
<tbody>${rows
    .filter((row) => row.members > 0)
    .map(
      ({ group, members: showing, share }) =>
        html`<tr><th scope="row">${segmentMark(group.segment, PAGE_COLORS)} <a href="#${segmentAnchor(group.segment)}">${numberedName(group)}</a>${shareBar(share, null, PAGE_COLORS.segment(group.segment))}</th><td class="n">${percentText(share)}</td><td class="n">${countText(showing)}</td></tr>`,
    )}</tbody></table>${unknownNames.map((said) => html`<p class="note">${printable(said)}</p>`)}${
    unseen > 0 &&
    html`<p class="note">Of ${countText(unseen)} other ${unit}s this page does not hold the whole path; they are not counted.</p>`
  }`;
}
