import { countText, percentText } from "../../core/internal";
import { segmentNumber } from "../../profiles/internal";
import { type Colors, groupColors } from "../colors";
import type { ReportData } from "../data/report-data";
import { type Html, html } from "../html";
import { pathText } from "../path-steps";
import { numberedName } from "../segment-labels";
import { segmentMark } from "../views/mark";
import { pathChain } from "../views/path-chain";
import { csvFile } from "./tables";
import type { Points } from "./unpack-points";

/** Paths listed at most after a choice; a download has them all. */
const LISTED = 100;

/** Writes about points of the map: one beside the pointer, chosen ones in a list. */
export function pathsPanel(panel: HTMLElement, points: Points, data: ReportData, download: Download) {
  const nameOf = (action: number) => data.actions[action] ?? "another action";
  const colors = groupColors(data.groups);
  const groupOf = (segment: number) => data.groups.find((group) => group.segment === segment)!;
  const unitText = (count: number) => `${countText(count)} ${data.unit}${count === 1 ? "" : "s"}`;
  const chain = (point: number) => {
    const path = points.path(point);
    return path ? pathChain(path, nameOf) : html`<p class="note">Taken by few: not shown.</p>`;
  };

  function describe(point: number): string {
    const misplaced = points.distorted[point] === 1 && "; misplaced: its true neighbors lie elsewhere";
    return html`${segmentLine(groupOf(points.segments[point]!), colors)}${chain(point)}<p class="note">${unitText(points.weights[point]!)}${misplaced}</p>`
      .text;
  }

  function list(chosen: readonly number[]): void {
    if (chosen.length === 0) {
      panel.innerHTML =
        html`<p class="note">Click on the map, draw around points with the lasso (or Shift and drag), or choose a segment to list its paths here.</p>`.text;
      return;
    }
    const sorted = [...chosen].sort((a, b) => points.weights[b]! - points.weights[a]! || a - b);
    const members = sorted.reduce((sum, point) => sum + points.weights[point]!, 0);
    panel.innerHTML =
      html`<h3>${unitText(members)} on ${countText(chosen.length)} path${chosen.length === 1 ? "" : "s"}</h3>
${shares(sorted, members)}
<p><button type="button" id="paths-csv">Download as CSV</button></p>
<ul class="paths">${sorted.slice(0, LISTED).map((point) => html`<li>${chain(point)}<p class="note">${unitText(points.weights[point]!)}</p></li>`)}</ul>${
        sorted.length > LISTED &&
        html`<p class="note">The ${LISTED} most common of ${countText(sorted.length)}; the download has them all.</p>`
      }`.text;
    panel.querySelector("#paths-csv")!.addEventListener("click", () => download("paths.csv", csvOf(sorted)));
  }

  /** Which segments the chosen are in. */
  function shares(chosen: readonly number[], members: number): Html {
    const rows = data.groups
      .map((group) => ({ group, members: membersIn(chosen, group.segment) }))
      .filter((row) => row.members > 0)
      .sort((a, b) => b.members - a.members);
    return html`<div class="shares">${rows.slice(0, 5).map((row) => html`${segmentLine(row.group, colors)}<span class="n">${percentText(row.members / members)}</span>`)}</div>`;
  }

  function membersIn(chosen: readonly number[], segment: number): number {
    return chosen.reduce((sum, point) => (points.segments[point] === segment ? sum + points.weights[point]! : sum), 0);
  }

  function csvOf(chosen: readonly number[]): string {
    return csvFile(
      chosen.map((point) => {
        const segment = points.segments[point]!;
        const path = points.path(point);
        const number = segment < 0 ? null : segmentNumber(segment);
        return { segment, number, members: points.weights[point]!, path: path ? pathText(path, nameOf) : null };
      }),
    );
  }

  return { describe, list };
}

type Download = (name: string, text: string) => void;

/** A segment's mark and name. */
function segmentLine(group: { readonly segment: number; readonly name: string }, colors: Colors): Html {
  return html`<p class="tip-name">${segmentMark(group.segment, colors)} ${numberedName(group)}</p>`;
}
