import { countText, durationText, numberText, percentText, printable, unitsText } from "../../core/internal";
import type { DistributionSummary, SegmentPattern, SegmentProfile } from "../../profiles";
import { distinctiveOf, segmentNumber } from "../../profiles/internal";
import type { SegmentEvidence } from "../../selection";
import type { Colors } from "../colors";
import { type Html, html } from "../html";
import type { PathSteps } from "../path-steps";
import { segmentAnchor } from "../segment-labels";
import { segmentMark } from "../views/mark";
import { pathChain } from "../views/path-chain";
import { patternTable } from "../views/pattern-table";
import { shareBar } from "../views/plots/share-bar";
import { sentence } from "../views/sentence";
import { wordsNote } from "../views/words-note";

/** What a card shows beside the profile. */
export interface SheetContext {
  readonly id: string;
  /** What an input is called, in the singular: `user`. */
  readonly unit: string;
  readonly colors: Colors;
  readonly question: string;
  readonly minPathMembers: number;
  readonly outcomes: readonly { readonly name: string; readonly sentence: string | null }[];
  /** What the verdict says of the segment. */
  readonly evidence: SegmentEvidence | undefined;
  path(row: number): PathSteps;
  /** An action as it is printed, by its number or its name. */
  nameOf(action: number | string): string;
}

const PATHS = 3;
const PATTERNS = 4;
/** Characters of a name that is set smaller. */
const LONG_NAME = 60;
const RARER = 3;

/** One segment on a page of paper, with room for an answer. */
export function segmentSheet(profile: SegmentProfile, context: SheetContext): Html {
  const { segment, name, size, share } = profile;
  const { id, unit, question, colors } = context;
  const anchor = segmentAnchor(segment);
  const color = colors.segment(segment);
  return html`<article class="sheet" id="${anchor}" aria-labelledby="name-${anchor}">
<header>${segmentMark(segment, colors)}<div><h2 id="name-${anchor}"${name.length > LONG_NAME && html` class="long-name"`}><span class="number">${segmentNumber(segment)}</span> ${printable(name)}</h2>
<p class="figures"><strong>${countText(size)}</strong> ${unit}${size === 1 ? "" : "s"} <span class="faint">·</span> ${percentText(share)} of all</p><div class="share">${shareBar(share, null, color)}</div></div><span class="id">${id}</span></header>
<p class="lead">${sentence(printable(profile.description))}</p>${wordsNote(profile)}
${spans(profile)}${doubts(profile, context.evidence)}
${realPaths(profile, context)}
${apart(profile, context, color)}
${outcomesView(context.outcomes)}
<section class="ask"><h3>${question}</h3>
<p class="choices-of-card"><span>Yes</span><span>No</span><span class="other">I would call them:</span></p>
<div class="answer-box" aria-hidden="true"></div></section>
</article>`;
}

/** How much they do, and for how long, beside others. */
function spans({ paths, times }: SegmentProfile): Html | null {
  const isTimed = times.duration !== null && times.duration.max > 0;
  const texts = [
    beside("do", "actions", [paths.length, paths.lengthElsewhere], numberText),
    isTimed && beside("are active over", "", [times.duration, times.durationElsewhere], durationText),
  ].filter((text) => typeof text === "string");
  return texts.length === 0 ? null : html`<p class="note">${texts.join(" ")}</p>`;
}

/** `Half of them do at least 22 actions; of all others, half do at least 35.` */
function beside(
  does: string,
  what: string,
  [here, elsewhere]: readonly (DistributionSummary | null)[],
  textOf: (median: number) => string,
): string | undefined {
  if (!here) return undefined;
  const others = elsewhere ? `; of all others, half ${does} at least ${textOf(elsewhere.median)}` : "";
  return `Half of them ${does} at least ${textOf(here.median)}${what && ` ${what}`}${others}.`;
}

function doubts({ small }: SegmentProfile, evidence: SegmentEvidence | undefined): Html | null {
  const warnings = [
    small && "fewer than 30 of them: take shares as rough",
    evidence &&
      !evidence.stable &&
      "not found again in other samples of the data: a convenient cut, not a kind of its own",
  ].filter((text) => typeof text === "string");
  return warnings.length === 0 ? null : html`<p class="flag">${warnings.map(sentence).join(" ")}</p>`;
}

function realPaths(
  { paths, size }: SegmentProfile,
  { path, nameOf, unit, minPathMembers: least }: SheetContext,
): Html | null {
  if (paths.exemplars.length === 0) return null;
  const shown = paths.exemplars
    .filter(({ members }) => members >= least)
    .map((exemplar) => ({ ...exemplar, steps: path(exemplar.row) }))
    .filter(({ steps }) => steps.head.length > 0)
    .slice(0, PATHS);
  const heading = shown.length === 1 ? "A real path" : `${shown.length === 2 ? "Two" : "Three"} real paths`;
  if (shown.length === 0)
    return html`<section><h3>Real paths</h3><p class="note">Each was taken by fewer than ${unitsText(least, unit)}: not shown.</p></section>`;
  return html`<section><h3>${heading}</h3><ul class="paths">${shown.map(
    ({ steps, members, represents }) =>
      html`<li>${pathChain(steps, nameOf)}<p class="note">taken exactly so by ${unitsText(members, unit)}; like those of ${percentText(represents / size)} of the group</p></li>`,
  )}</ul></section>`;
}

function apart(profile: SegmentProfile, { nameOf }: SheetContext, color: string): Html {
  const named = (patterns: readonly SegmentPattern[]) =>
    patterns.map((pattern) => ({ ...pattern, actions: pattern.actions.map(nameOf) }));
  const { commonActions, lackingActions } = profile.patterns;
  const more = named(distinctPatterns(profile));
  const rarer = patternTable("Rarer here than elsewhere", named(lackingActions.slice(0, RARER)), "var(--faint)");
  if (more.length > 0)
    return html`<div class="columns"><div>${patternTable("What sets them apart", more, color)}</div><div>${rarer}</div></div>`;
  const most = patternTable("What most of them do", named(commonActions.slice(0, PATTERNS)), color);
  return html`<p class="note">No action or pattern is much more common here than elsewhere.</p><div class="columns"><div>${most}</div><div>${rarer}</div></div>`;
}

/** The strongest patterns, each with an action that those before it do not have. */
function distinctPatterns(profile: SegmentProfile): SegmentPattern[] {
  const covered = new Set<string>();
  const strongest = distinctiveOf(profile).sort((a, b) => (b.effect ?? 0) - (a.effect ?? 0));
  return strongest
    .filter(({ actions }) => {
      const isNews = actions.some((action) => !covered.has(action));
      for (const action of actions) covered.add(action);
      return isNews;
    })
    .slice(0, PATTERNS);
}

function outcomesView(outcomes: SheetContext["outcomes"]): Html | null {
  const shown = outcomes.filter(({ sentence: text }) => text !== null);
  if (shown.length === 0) return null;
  return html`<section><h3>What came of it</h3><ul class="outcomes">${shown.map(
    ({ name, sentence: text }) => html`<li><strong>${printable(name)}</strong>: ${printable(text!)}</li>`,
  )}</ul></section>`;
}
