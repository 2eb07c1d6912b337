import {
  asExpected,
  countText,
  NOISE,
  percentText,
  readOptions,
  type Schema,
  string,
  wrongType,
} from "../../core/internal";
import type { LabelAgreement, SegmentMatch } from "../../monitoring";
import { pText } from "../../profiles/internal";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { markNumber } from "../mark-number";
import { type StaticPage, staticPage } from "../static-page";
import { type FlowEnd, flowsDrawing } from "./flows-drawing";
import { segmentName } from "./segment-name";

/** Options of {@link renderMatch}. */
export interface MatchPageOptions {
  /** Heading of the page. @default "What became of the segments" */
  title?: string | undefined;
}

const MATCH_PAGE_OPTIONS = { title: string("What became of the segments") } satisfies Schema<MatchPageOptions>;

/**
 * Writes a match of two models as one HTML page: events, flows of users from old segments to new ones, what became of each segment beside
 * what refits do, new segments, and how the two labelings agree. What users did by name stands apart from what models differ by.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of users.
 *
 * @param match of `matchSegments`.
 * @param options the title.
 * @returns the page, UTF-8 text to be written to a file; the same match and options give the same bytes.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const log = ["A -> B -> C", "A -> B -> D", "X -> Y -> Z"].flatMap((path) => Array(40).fill(path));
 * const model = await fitSegments(log);
 * const match = await matchSegments(model, model, { refits: 0 });
 * (await renderMatch(match)).startsWith("<!doctype html>"); // true
 */
export async function renderMatch(match: SegmentMatch, options: MatchPageOptions = {}): Promise<string> {
  const { title } = readOptions(options, MATCH_PAGE_OPTIONS);
  const expected = "what matchSegments gave";
  if (!isMatch(match)) throw wrongType("match", expected, match);
  return staticPage({ title, ...asExpected("match", expected, match, () => pageOf(match)) });
}

function pageOf(match: SegmentMatch): Pick<StaticPage, "sections" | "body"> {
  const { events, overlaps, comparisons, alpha } = match;
  const migration = match.migration !== undefined && match.migration.users > 0 && match.migration;
  const [left, right] = endsOf(match);
  const flows = (table: readonly (readonly number[])[], label: string) =>
    html`<div class="scroll" tabindex="0" role="group" aria-label="${label}">${flowsDrawing(table, left, right, { left: "earlier model", right: "later model" }, PAGE_COLORS)}</div>`;
  const verdict =
    events.length > 0
      ? html`<ul>${events.map(({ text, p }) => html`<li><strong>${text}</strong> <span class="faint">p ${pText(p)}</span></li>`)}</ul>`
      : html`<p><strong>${comparisons === 0 ? "Segments are paired; changes are not tested without refits." : "No change is larger than in refits of unchanged data."}</strong></p>`;
  const chance = html`<p>Changes are compared with ${countText(comparisons)} comparisons of refits. If nothing has changed, the probability of reporting any change is ${percentText(alpha)}.</p>`;
  const body = html`<section class="verdict" aria-labelledby="overview"><h2 id="overview">Events</h2>${verdict}${comparisons > 0 && chance}</section>
<section aria-labelledby="flows"><h2 id="flows">From old segments to new ones</h2>
<h3>Users of the later data</h3>${flows(overlaps.next, "Flows of later users")}
<h3>Users of the earlier data</h3>${flows(overlaps.previous, "Flows of earlier users")}
<p class="note">Both models label all users. A band contains the users with the segment on its left in the earlier model and the segment on its right in the later one.</p></section>
<section id="segments" aria-labelledby="fates"><h2 id="fates">Each earlier segment</h2>${fateTable(match)}
<p class="note">“Alike” is the share in common (Jaccard) with the later segment most like it. “Refits” is the median that fits to halves of the same, unchanged data have: from 0.75 on a segment counts as found again, and events are reported for it.</p></section>
${newSection(match)}
<section aria-labelledby="agreement"><h2 id="agreement">How much the two labelings agree</h2>${agreementTable(match)}</section>
${
  migration &&
  html`<section aria-labelledby="migration"><h2 id="migration">Users of both, by name</h2>
<p>${countText(migration.users)} users are in both models; ${countText(migration.entered)} are new, ${countText(migration.left)} are not there any more. These flows hold what users did as well as what the models differ by.</p>${flows(migration.table, "Migration")}</section>`
}`;
  return {
    sections: [
      ["overview", "Events"],
      ["flows", "Flows"],
      ["fates", "Segments"],
      ["agreement", "Agreement"],
      ...(migration ? [["migration", "Migration"] as const] : []),
    ],
    body,
  };
}

/** The segments of both models, and none last. */
function endsOf({ segments, successors }: SegmentMatch): readonly [FlowEnd[], FlowEnd[]] {
  const none = { name: "in no segment", color: PAGE_COLORS.segment(NOISE) };
  const endOf = ({ segment, id, name }: { segment: number; id: string; name: string }): FlowEnd => ({
    name,
    color: PAGE_COLORS.segment(markNumber(id, segment)),
  });
  return [
    [...segments.map(endOf), none],
    [...successors.map(endOf), none],
  ];
}

/** Keeps a column of texts apart from the figures before it. */
const WIDE = "\u2003";

function fateTable({ segments, successors }: SegmentMatch): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Earlier segments"><table><thead><tr><th scope="col">Segment</th><th scope="col" class="n">then</th><th scope="col" class="n">now</th><th scope="col">${WIDE}fate</th><th scope="col" class="n">alike then</th><th scope="col" class="n">alike now</th><th scope="col" class="n">refits</th><th scope="col" class="n">p</th></tr></thead>
<tbody>${segments.map(({ segment, id, name, share, heir, fate, jaccard, refitJaccard, foundAgain, p }) => {
    const now = heir < 0 ? "–" : percentText(successors[heir]!.share);
    const refits = refitJaccard === undefined ? "–" : refitJaccard.toFixed(2);
    return html`<tr><th scope="row">${segmentName(segment, id, name)}</th><td class="n">${percentText(share)}</td><td class="n">${now}</td><td>${WIDE}${fate}${foundAgain === false && html` <span class="faint">(not found again by refits)</span>`}</td><td class="n">${jaccard.previous.toFixed(2)}</td><td class="n">${jaccard.next.toFixed(2)}</td><td class="n">${refits}</td><td class="n">${p === undefined ? "–" : pText(p)}</td></tr>`;
  })}</tbody></table></div>`;
}

function newSection({ successors }: SegmentMatch): Html | false {
  const fresh = successors.filter(({ from }) => from < 0);
  return (
    fresh.length > 0 &&
    html`<section aria-labelledby="new"><h2 id="new">New segments</h2><ul>${fresh.map(({ segment, id, name, share }) => html`<li>${segmentName(segment, id, name)}, ${percentText(share)}</li>`)}</ul></section>`
  );
}

function agreementTable({ agreement }: SegmentMatch): Html {
  const row = (name: string, of: LabelAgreement) =>
    html`<tr><th scope="row">${name}</th><td class="n">${of.adjustedRandIndex.toFixed(3)}</td><td class="n">${of.adjustedMutualInformation.toFixed(3)}</td><td class="n">${of.variationOfInformation.toFixed(3)}</td></tr>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Agreement"><table><thead><tr><th scope="col">On</th><th scope="col" class="n">adjusted Rand index</th><th scope="col" class="n">adjusted mutual information</th><th scope="col" class="n">variation of information</th></tr></thead>
<tbody>${row("earlier users", agreement.previous)}${row("later users", agreement.next)}</tbody></table></div>`;
}

function isMatch(match: unknown): boolean {
  const { events, segments, successors, overlaps } = (match ?? {}) as Partial<SegmentMatch>;
  return [events, segments, successors, overlaps?.next].every(Array.isArray);
}
