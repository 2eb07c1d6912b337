import { countText, durationText, numberText, percentText, type SegmentProfile } from "../../profiles";
import { type Html, html, trusted } from "../html";
import { PAGE_INK } from "../ink";
import type { ReportData, ReportGroup } from "../report-data";
import { segmentMark } from "./mark";
import { patternChain } from "./path-chain";
import { spanPlot } from "./span-plot";
import { stepMatrixDrawing } from "./step-matrix";

const SHOWN = 14;

/** Two segments beside each other: what tells them apart, most telling first, then their steps and lengths. */
export function compareView(data: ReportData, a: number, b: number): Html {
  const groups = [data.groups[a]!, data.groups[b]!] as const;
  const found = differences(data, a, b);
  if (a === b) return html`<p class="note">Choose two different segments.</p>`;
  return html`<table class="patterns compare"><caption>Shares that differ most, of ${found.length === 0 ? "0" : countText(found.length)} actions and patterns</caption>
<thead><tr><th scope="col">Does</th>${groups.map((group) => html`<th scope="col" class="n">${head(group)}</th>`)}<th scope="col" class="wide"><span class="hidden">Both</span></th></tr></thead>
<tbody>${found
    .slice(0, SHOWN)
    .map(
      ({ actions, gapped, shares }) =>
        html`<tr><th scope="row">${patternChain(actions, gapped)}</th><td class="n">${percentText(shares[0])}</td><td class="n">${percentText(shares[1])}</td><td class="wide">${dumbbell(shares, groups)}</td></tr>`,
    )}</tbody></table>
<div class="columns">${[a, b].map((group) => side(data.profiles[group]!, data.groups[group]!))}</div>`;
}

function head(group: ReportGroup): Html {
  return html`${segmentMark(group.segment, PAGE_INK)} ${group.segment < 0 ? "none" : group.segment}`;
}

function side(profile: SegmentProfile, group: ReportGroup): Html {
  const color = PAGE_INK.segment(group.segment);
  return html`<section><h3>${segmentMark(group.segment, PAGE_INK)} ${group.segment >= 0 && `${group.segment} `}${group.name}</h3>
<p class="note">${countText(group.size)} members, ${percentText(profile.share)} of all</p>
<div class="scroll" tabindex="0" role="group" aria-label="Step by step">${trusted(stepMatrixDrawing(profile.stepMatrix, color, PAGE_INK))}</div>
${profile.length && spanPlot("Actions", profile.length, null, color, numberText)}${profile.duration && spanPlot("From first to last action", profile.duration, null, color, durationText)}</section>`;
}

interface Difference {
  readonly actions: readonly string[];
  readonly gapped: boolean;
  readonly shares: readonly [number, number];
}

/** Actions and patterns by how far their shares differ, as the difference of their arcsines (Cohen's h). */
function differences(data: ReportData, a: number, b: number): Difference[] {
  const width = data.groups.length;
  const share = (members: readonly number[], row: number, group: number) =>
    members[row * width + group]! / Math.max(1, data.groups[group]!.size);
  const of = (members: readonly number[], row: number) => [share(members, row, a), share(members, row, b)] as const;
  const all: Difference[] = [
    ...data.actions.map((action, row) => ({ actions: [action], gapped: false, shares: of(data.actionMembers, row) })),
    ...data.patterns.map((pattern, row) => ({ ...pattern, shares: of(data.patternMembers, row) })),
  ];
  return all.filter(({ shares: [x, y] }) => x !== y).sort((x, y) => distance(y.shares) - distance(x.shares));
}

/** |Cohen's h|, through the chord of the two angles, which orders as the angle does: sin²((α - β) / 2) from the shares. */
function distance([p, q]: readonly [number, number]): number {
  return 1 - Math.sqrt(p * q) - Math.sqrt((1 - p) * (1 - q));
}

function dumbbell([x, y]: readonly [number, number], [a, b]: readonly [ReportGroup, ReportGroup]): Html {
  const at = (share: number) => 8 + Math.round(share * 1840) / 10;
  return html`<svg class="dumbbell" viewBox="0 0 200 14" aria-hidden="true"><path d="M8 7H192" stroke="var(--line)"/><path d="M${at(x)} 7H${at(y)}" stroke="var(--faint)" stroke-width="2"/><circle cx="${at(x)}" cy="7" r="5" fill="${PAGE_INK.segment(a.segment)}"/><circle cx="${at(y)}" cy="7" r="5" fill="${PAGE_INK.segment(b.segment)}" stroke="var(--ground)"/></svg>`;
}
