import { countText, percentText } from "../../core/internal";
import type { DistributionSummary, SegmentFlow, SegmentPatterns, SegmentProfile } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import type { SegmentEvidence } from "../../selection";
import type { Colors } from "../colors";
import { type Html, html, trusted } from "../html";
import type { PathSteps } from "../path-steps";
import { segmentAnchor } from "../segment-labels";
import { term } from "./glossary";
import { segmentMark, swatch } from "./mark";
import { pathChain } from "./path-chain";
import { patternTable } from "./pattern-table";
import { activityPlot } from "./plots/activity-plot";
import { type SpanRow, spanPlot } from "./plots/span-plot";
import { orderBySteps, stepMatrixDrawing } from "./plots/step-matrix";
import { transitionGraph } from "./plots/transition-graph";
import { sentence } from "./sentence";
import { wordsNote } from "./words-note";

/** What a card shows beside the profile. */
export interface CardContext {
  /** What an input is called, in the singular: `user`. */
  readonly unit: string;
  /** The path of a distinct sequence; undefined where it may not be shown. */
  path(row: number): PathSteps | undefined;
  nameOf(action: number): string;
  readonly colors: Colors;
  /** What the verdict says of the segment; undefined for unassigned inputs. */
  readonly evidence: SegmentEvidence | undefined;
}

/** All there is to say about one segment. */
export function segmentCard(profile: SegmentProfile, { unit, path, nameOf, colors, evidence }: CardContext): Html {
  const { segment, name, size, share, patterns, paths, times } = profile;
  const color = colors.segment(segment);
  const anchor = segmentAnchor(segment);
  const typical = paths.exemplars.map((exemplar) => ({ ...exemplar, steps: path(exemplar.row) }));
  return html`<article class="card" id="${anchor}" aria-labelledby="name-${anchor}">
<header>${segmentMark(segment, colors)}<div><h3 id="name-${anchor}">${segment >= 0 && html`<span class="number">${segmentNumber(segment)}</span> `}${name}</h3>
<p class="figures"><strong>${countText(size)}</strong> ${unit}${size === 1 ? "" : "s"} <span class="faint">·</span> ${percentText(share)} of all${profile.small && html` <span class="flag">fewer than 30: shares are rough</span>`}${
    profile.cohesion !== null &&
    html` <span class="faint">· ${term("cohesion", "cohesion")} ${profile.cohesion.toFixed(2)}</span>`
  }${evidence && stabilityText(evidence)}</p></div></header>
<p class="lead">${sentence(profile.description)}</p>${wordsNote(profile)}
<div class="columns"><section>${patternTables(patterns, color)}${patterns.coverage > 0 && html`<p class="note">${sentence(profile.words.coverageText)}</p>`}</section>
<section>${
    typical.length > 0 &&
    html`<h4>Typical paths</h4><ul class="paths">${typical.map(
      ({ steps, represents, members }) =>
        steps &&
        html`<li>${pathChain(steps, nameOf)}<p class="note">represents ${countText(represents)}, taken exactly by ${countText(members)}</p></li>`,
    )}</ul>`
  }
${spanPlot("actions", spanRows(profile, colors, paths.length, paths.lengthElsewhere))}
${times.duration && times.duration.max > 0 && spanPlot("time", spanRows(profile, colors, times.duration, times.durationElsewhere))}
${times.activity && activityPlot(times.activity, color)}</section></div>
${graphs(profile.flow, color, colors)}
</article>`;
}

function spanRows(
  { segment }: SegmentProfile,
  colors: Colors,
  here: DistributionSummary | null,
  elsewhere: DistributionSummary | null,
): SpanRow[] {
  const rows = [
    here && { who: html`${segmentMark(segment, colors)} members`, color: colors.segment(segment), of: here },
    elsewhere && { who: html`${swatch("var(--faint)")} others`, color: "var(--faint)", of: elsewhere },
  ];
  return rows.filter((row) => row !== null);
}

function patternTables(patterns: SegmentPatterns, color: string): Html {
  const tables = [
    patternTable("Actions that set them apart", patterns.distinctiveActions, color),
    patternTable("In a row", patterns.distinctiveNgrams, color),
    patternTable("In this order, with others between", patterns.distinctiveSubsequences, color),
    patternTable("Rarer here than elsewhere", patterns.lackingActions, "var(--faint)"),
  ];
  const hasPatterns = tables.slice(0, 3).some((table) => table !== null);
  return html`${!hasPatterns && html`<p class="note">No action or pattern is much more common here than elsewhere.</p>`}${tables}${
    !hasPatterns && patternTable("What most of them do", patterns.commonActions, color)
  }`;
}

function graphs({ stepMatrix, transitionMatrix }: SegmentFlow, color: string, colors: Colors): Html | null {
  if (stepMatrix.positions === 0) return null;
  const graph = transitionGraph(transitionMatrix, orderBySteps(transitionMatrix.actions, stepMatrix), colors);
  return html`<div class="columns graphs"><figure><figcaption>What they do at each step <span class="faint">(share of members)</span></figcaption><div class="scroll" tabindex="0" role="group" aria-label="Step by step">${trusted(stepMatrixDrawing(stepMatrix, color, colors))}</div></figure>${
    graph !== "" &&
    html`<figure><figcaption>What follows what <span class="faint">(<b class="more">more</b> or <b class="less">less</b> often than elsewhere)</span></figcaption><div class="scroll" tabindex="0" role="group" aria-label="Transitions">${trusted(graph)}</div></figure>`
  }</div>`;
}

function stabilityText({ stability, stable }: SegmentEvidence): Html {
  const figure =
    stability !== undefined &&
    html` <span class="faint">· ${term("stability", "stability")} ${stability.toFixed(2)}</span>`;
  return html`${figure}${!stable && html` <span class="flag">not found again: a convenient cut</span>`}`;
}
