import { checkpoint, raggedRow } from "../core";
import type { SegmentProfile } from "../profiles";
import { countText, printable } from "../profiles";
import type { SegmentModel } from "../segments";
import { type CountedPattern, countActions, countPatterns, groupRows } from "./counts";
import { type Html, html, trusted } from "./html";
import { inlineJson } from "./inline-json";
import { type MapSource, mapSource } from "./map-source";
import { type PackedPoints, packPoints } from "./pack-points";
import { pathSteps } from "./path-steps";
import { type ReportData, withoutPathsOfFew } from "./report-data";
import { type ReportOptions, readReportOptions } from "./report-options";
import { sampleRows } from "./sample-rows";
import { hierarchyView } from "./views/hierarchy-view";
import { mapSection } from "./views/map-section";
import { factList, leftOut } from "./views/opening";
import { segmentCard } from "./views/segment-card";
import { verdictView } from "./views/verdict-view";

/** Segments told in full; those after them are in the map, the search, the comparison and the tables. */
const CARDS = 60;
/** Actions, most frequent first, that can be searched for and compared. */
const ACTIONS = 5000;
const LONGEST_NAME = 200;

/**
 * Writes a model as one HTML page: what was found and left out, a map of all paths, what each segment does, two segments
 * beside each other, who does an action, and tables to take away.
 *
 * The page is whole in itself: it loads nothing, works from a file, and its security policy (`default-src 'none'`, its one
 * script and one style sheet by their hashes) lets nothing in. Texts from the log are escaped. It holds paths, no names of
 * users. The same model and options give the same bytes.
 *
 * @param model a fitted or loaded model.
 * @returns the page, UTF-8 text to be written to a file.
 * @throws TypeError, RangeError on wrong options; RangeError when the page takes more than `maxBytes` even without points.
 * @example
 * const model = await loadSegments("players.seqment");
 * const page = await renderReport(model, { title: "Players in January" });
 * page.startsWith("<!doctype html>"); // true
 */
export async function renderReport(model: SegmentModel, options: ReportOptions = {}): Promise<string> {
  const { title, maxPoints, maxBytes, minPathMembers, ...follow } = readReportOptions(options);
  const at = checkpoint("reporting", follow);
  const parts = await import("./generated/page");

  const data = reportData(model, minPathMembers);
  await at.pass(0.4);
  const source = mapSource(model);
  const page = (map: PackedPoints | null) =>
    document(model, { ...data, map }, { title, minPathMembers, source, parts });
  const bare = byteLength(page(null));
  if (bare > maxBytes) throw new RangeError(`"maxBytes" expected at least ${bare} for this model, got ${maxBytes}`);
  await at.pass(0.5);
  const map = source === undefined ? null : fitPoints(source, { maxPoints, minPathMembers, room: maxBytes - bare });
  await at.pass(0.9);
  const text = page(map);
  await at.pass(1);
  return text;
}

/** Points until they fill the room: a sample where there are too many. */
function fitPoints(
  source: MapSource,
  { maxPoints, minPathMembers, room }: { maxPoints: number; minPathMembers: number; room: number },
): PackedPoints {
  let count = Math.min(maxPoints, source.weights.length);
  for (;;) {
    const packed = packPoints(source, sampleRows(source.weights, count), minPathMembers);
    const bytes = JSON.stringify(packed).length + CAPTION_BYTES;
    if (bytes <= room || count === 0) return packed;
    count = Math.min(count - 1, Math.floor(count * (room / bytes) * 0.97));
  }
}

/** What the words about the map may grow by. */
const CAPTION_BYTES = 300;

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function profilesOf({ segments, noise }: SegmentModel): readonly SegmentProfile[] {
  return noise ? [...segments, noise] : segments;
}

function reportData(model: SegmentModel, minPathMembers: number): Omit<ReportData, "map"> {
  const rows = groupRows(model);
  const profiles = profilesOf(model);
  const groups = profiles.length;
  const compact = (members: Uint32Array, count: number) =>
    Array.from({ length: count * groups }, (_, i) => members[Math.floor(i / groups) * rows.groups + (i % groups)]!);
  const patterns = distinctPatterns(profiles);
  const actions = model.sequences.vocabulary.actions.slice(0, ACTIONS);
  return {
    unit: unitOf(model),
    groups: profiles.map(({ segment, name, size }) => ({ segment, name, size })),
    actions: actions.map(shortened),
    actionMembers: compact(countActions(model, rows).members, actions.length),
    patterns: patterns.map(({ actions: names, gapped }) => ({ actions: names.map(shortened), gapped })),
    patternMembers: compact(countPatterns(model, rows, patterns).members, patterns.length),
    profiles: profiles.map((profile) => withoutPathsOfFew(profile, minPathMembers)),
  };
}

function distinctPatterns(profiles: readonly SegmentProfile[]): CountedPattern[] {
  const found = new Map<string, CountedPattern>();
  for (const { distinctiveNgrams, distinctiveSubsequences } of profiles) {
    for (const { actions, kind } of [...distinctiveNgrams, ...distinctiveSubsequences]) {
      const pattern = { actions, gapped: kind === "subsequence" };
      found.set(JSON.stringify(pattern), pattern);
    }
  }
  return [...found.values()];
}

/** What an input is called. */
function unitOf({ report, sequences }: SegmentModel): string {
  return report.events === undefined ? "sequence" : sequences.rules.unit;
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

interface Frame {
  readonly title: string;
  readonly minPathMembers: number;
  readonly source: MapSource | undefined;
  readonly parts: typeof import("./generated/page");
}

function document(model: SegmentModel, data: ReportData, { title, minPathMembers, source, parts }: Frame): string {
  const policy = `default-src 'none'; script-src '${parts.PAGE_SCRIPT_HASH}'; style-src '${parts.PAGE_STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
  const { weights } = model.sequences;
  const profiles = profilesOf(model);
  const context = {
    unit: data.unit,
    path: (row: number) => (weights[row]! < minPathMembers ? undefined : pathSteps(raggedRow(model.sequences, row))),
    nameOf: (action: number) => data.actions[action] ?? "another action",
  };
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(parts.PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#segments">Skip to the segments</a>
<div class="top"><header><h1>${title}</h1>
<nav class="contents" aria-label="Contents"><a href="#map-title">Map</a>${(model.relations?.order.length ?? 0) > 2 && html`<a href="#hierarchy">What belongs together</a>`}<a href="#who">Who does it?</a><a href="#compare">Compare</a><a href="#segments">Segments</a><a href="#tables">Tables</a></nav></header></div>
<main>
${opening(model, data, minPathMembers)}
${mapSection(profiles, mapCaption(data, source), source !== undefined)}
${model.relations && hierarchyView(model.relations, profiles)}
${searchSection(data)}
${compareSection(data)}
<section aria-labelledby="segments"><h2 id="segments">Segments</h2>
${profiles.slice(0, CARDS).map((profile) => segmentCard(profile, { ...context, evidence: model.verdict.segments.find((of) => of.segment === profile.segment) }))}
${profiles.length > CARDS && html`<p class="note">${countText(profiles.length - CARDS)} smaller segments are told in the tables, the map, the search and the comparison only.</p>`}
</section>
${downloadSection()}
</main>
<footer>Made by seqment, on one computer, from one model. This page loads nothing and sends nothing. Colours: Okabe and Ito's, adapted; told apart by colour-blind readers, and by shape.</footer>
<script type="application/json" id="data">${trusted(inlineJson(data))}</script>
<script>${trusted(parts.PAGE_SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function opening(model: SegmentModel, data: ReportData, minPathMembers: number): Html {
  const shown = minPathMembers > 1 ? [`paths taken by fewer than ${minPathMembers} ${data.unit}s are not shown`] : [];
  return html`<section class="verdict" aria-labelledby="verdict">${verdictView(model)}${leftOut(model.report, shown)}</section>${factList(model.report, data.unit)}`;
}

function mapCaption({ map, unit }: ReportData, source: MapSource | undefined): string {
  if (source === undefined) return "";
  const rows = source.weights.length;
  const points = map?.points ?? rows;
  const sampled =
    points < rows
      ? ` Drawn are ${countText(points)} of ${countText(rows)} paths, a sample in which common paths come first.`
      : "";
  return `Each point is a path; paths that are alike lie together. A larger point stands for more ${unit}s. Grey points lie where the flat picture is wrong about who is near whom, pale ones belong to no segment.${sampled}`;
}

function searchSection({ actions }: ReportData): Html {
  return html`<section class="scripted-only no-print" aria-labelledby="who"><h2 id="who">Who does it?</h2>
<div class="bar-of-tools"><label for="search">Action</label><input type="search" id="search" list="actions" autocomplete="off" spellcheck="false" placeholder="${printable(actions[0] ?? "")}"><datalist id="actions">${actions.slice(0, 500).map((action) => html`<option value="${printable(action)}">`)}</datalist></div>
<div id="found" aria-live="polite"></div></section>`;
}

function compareSection({ groups }: ReportData): Html | null {
  if (groups.length < 2) return null;
  const choices = (chosen: number) =>
    groups.map(
      ({ segment, name }, i) =>
        html`<option value="${i}"${i === chosen && trusted(" selected")}>${segment >= 0 && `${segment} `}${name}</option>`,
    );
  return html`<section class="scripted-only no-print" aria-labelledby="compare"><h2 id="compare">Compare</h2>
<div class="bar-of-tools"><label for="compare-a">Segment</label><select id="compare-a">${choices(0)}</select><label for="compare-b">with</label><select id="compare-b">${choices(1)}</select></div>
<div id="comparison"></div></section>`;
}

function downloadSection(): Html {
  const tables = ["segments", "patterns", "transitions", "steps", "hours", "exemplars", "actions"];
  return html`<section class="scripted-only no-print" aria-labelledby="tables"><h2 id="tables">Tables</h2>
<p class="note">Comma-separated, for a spreadsheet. Cells that would be formulas are made text.</p>
<div class="downloads">${tables.map((name) => html`<button type="button" data-table="${name}.csv">${name}.csv</button>`)}</div></section>`;
}
