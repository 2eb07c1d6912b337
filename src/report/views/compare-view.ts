import { countText, percentText } from "../../core/internal";
import type { DistributionSummary, SegmentProfile } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import { type Colors, groupColors } from "../colors";
import type { ReportData, ReportGroup } from "../data/report-data";
import { type Html, html, trusted } from "../html";
import { numberedName } from "../segment-labels";
import { segmentMark } from "./mark";
import { patternChain } from "./path-chain";
import { type SpanRow, spanPlot } from "./plots/span-plot";
import { stepMatrixDrawing } from "./plots/step-matrix";

const SHOWN = 14;

/** Two segments beside each other: what distinguishes them, most distinctive first, then their steps and lengths. */
export function compareView(data: ReportData, a: number, b: number): Html {
  if (a === b) return html`<p class="note">Choose two different segments.</p>`;
  const groups = [data.groups[a]!, data.groups[b]!] as const;
  const profiles = [data.profiles[a]!, data.profiles[b]!] as const;
  const found = differences(data, a, b);
  const colors = groupColors(data.groups);
  return html`${shareTable(found, groups, colors)}<div class="columns">${spanPlot(
    "actions",
    spanRows(profiles, colors, ({ paths }) => paths.length),
  )}${spanPlot(
    "time",
    spanRows(profiles, colors, ({ times }) => times.duration),
  )}</div>
<div class="columns">${profiles.map((profile) => side(profile, colors))}</div>`;
}

function shareTable(found: readonly Difference[], groups: readonly [ReportGroup, ReportGroup], colors: Colors): Html {
  if (found.length === 0) return html`<p class="note">Every action and pattern has the same share in both.</p>`;
  return html`<table class="patterns"><caption>Shares that differ most, of ${countText(found.length)} actions and patterns</caption>
<thead><tr><th scope="col">Does</th>${groups.map((group) => html`<th scope="col" class="n">${head(group, colors)}</th>`)}</tr></thead>
<tbody>${found
    .slice(0, SHOWN)
    .map(
      ({ actions, gapped, shares }) =>
        html`<tr><th scope="row">${patternChain(actions, gapped)}${dumbbell(shares, groups, colors)}</th><td class="n">${percentText(shares[0])}</td><td class="n">${percentText(shares[1])}</td></tr>`,
    )}</tbody></table>`;
}

function head({ segment }: { readonly segment: number }, colors: Colors): Html {
  return html`${segmentMark(segment, colors)} ${segment < 0 ? "none" : segmentNumber(segment)}`;
}

function side(profile: SegmentProfile, colors: Colors): Html {
  const drawing = stepMatrixDrawing(profile.flow.stepMatrix, colors.segment(profile.segment), colors);
  const steps =
    profile.flow.stepMatrix.positions === 0
      ? null
      : html`<div class="scroll" tabindex="0" role="group" aria-label="Step by step">${trusted(drawing)}</div>`;
  return html`<section><h3>${segmentMark(profile.segment, colors)} ${numberedName(profile)}</h3>
<p class="note">${countText(profile.size)} members, ${percentText(profile.share)} of all. ${steps === null ? "Their steps are not on this page." : "What they do at each step:"}</p>
${steps}</section>`;
}

function spanRows(
  profiles: readonly SegmentProfile[],
  colors: Colors,
  spanOf: (profile: SegmentProfile) => DistributionSummary | null,
): SpanRow[] {
  const row = (profile: SegmentProfile, of: DistributionSummary) => {
    const who = html`${segmentMark(profile.segment, colors)} ${numberedName(profile)}`;
    return { who, color: colors.segment(profile.segment), of };
  };
  return profiles.flatMap((profile) => {
    const of = spanOf(profile);
    return of ? [row(profile, of)] : [];
  });
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

/** Both shares on one line from 0% to 100%, as wide as there is room. */
function dumbbell(
  [x, y]: readonly [number, number],
  [a, b]: readonly [ReportGroup, ReportGroup],
  colors: Colors,
): Html {
  const at = (share: number) => `${Math.round((0.02 + 0.96 * share) * 1000) / 10}%`;
  return html`<svg class="dumbbell" width="100%" height="12" aria-hidden="true"><line x1="2%" x2="98%" y1="6" y2="6" stroke="var(--line)"/><line x1="${at(x)}" x2="${at(y)}" y1="6" y2="6" stroke="var(--faint)" stroke-width="2"/><circle cx="${at(x)}" cy="6" r="5" fill="${colors.segment(a.segment)}"/><circle cx="${at(y)}" cy="6" r="5" fill="${colors.segment(b.segment)}" stroke="var(--ground)"/></svg>`;
}
