import { countText, printable, raggedRow } from "../core/internal";
import type { OutcomeComparison } from "../profiles";
import type { SegmentModel } from "../segments";
import { type Colors, groupColors } from "./colors";
import type { PackedReport } from "./data/pack-data";
import { profilesOf, type ReportData } from "./data/report-data";
import { type Html, html, inlineJson, trusted } from "./html";
import { pageHead } from "./page-head";
import { pathSteps } from "./path-steps";
import { numberedName, segmentAnchor } from "./segment-labels";
import { editsView, partsView } from "./views/edits-view";
import { glossary, term } from "./views/glossary";
import { hierarchyView } from "./views/hierarchy-view";
import { type MapFacts, mapSection } from "./views/map-section";
import { segmentMark } from "./views/mark";
import { factList, leftOut } from "./views/opening";
import { outcomesTitle, outcomesView } from "./views/outcomes-view";
import { segmentCard } from "./views/segment-card";
import { verdictView } from "./views/verdict-view";

/** What a page is made of. */
export interface PageContents {
  readonly title: string;
  readonly data: ReportData;
  readonly packed: PackedReport;
  /** Of the largest segments. */
  readonly cards: readonly Html[];
  readonly map: MapFacts | undefined;
  /** Properties of users beside the segments; undefined where there are none. */
  readonly outcomes: OutcomeComparison | undefined;
  /** What the page leaves out, in words. */
  readonly omitted: readonly string[];
  readonly parts: typeof import("./generated/page");
}

/** The whole page. */
export function reportDocument(model: SegmentModel, contents: PageContents): string {
  const { title, data, packed, cards, map, parts } = contents;
  const styles = [{ text: parts.PAGE_STYLE, hash: parts.PAGE_STYLE_HASH }];
  const profiles = profilesOf(model);
  const colors = groupColors(data.groups);
  return html`<!doctype html>
<html lang="en">
${pageHead({ title, styles, scriptHash: parts.PAGE_SCRIPT_HASH })}
<body>
<a class="skip" href="#segments">Skip to the segments</a>
<div class="top"><header><h1>${title}</h1>
${navigation(model, contents.outcomes)}</header></div>
<main>
<section class="verdict" aria-labelledby="verdict">${verdictView(model, colors)}${editsView(model)}${leftOut(model.report, contents.omitted)}</section>${factList(model, data.unit)}
${mapSection(profiles, map, colors)}
${model.relations && hierarchyView(model.relations, profiles, model.layers, colors)}
${partsView(model, colors)}
${outcomesView(contents.outcomes, colors)}
${searchSection(data)}
${compareSection(data)}
${cardSection(data, cards, colors)}
${downloadSection()}
${glossary(data.unit)}
</main>
<footer>Made by seqment from one model. This page loads nothing and sends nothing. Colors: Okabe and Ito's, adapted; distinguishable for color-blind readers, also by shape.</footer>
<script type="application/json" id="data">${trusted(inlineJson(packed))}</script>
<script>${trusted(parts.PAGE_SCRIPT)}</script>
</body>
</html>
`.text;
}

/** The cards of the first segments: what each does, at length. */
export function segmentCards(model: SegmentModel, data: ReportData, minPathMembers: number, count: number): Html[] {
  const { weights } = model.sequences;
  const context = {
    unit: data.unit,
    path: (row: number) => (weights[row]! < minPathMembers ? undefined : pathSteps(raggedRow(model.sequences, row))),
    nameOf: (action: number) => data.actions[action]!,
    colors: groupColors(data.groups),
  };
  return profilesOf(model)
    .slice(0, count)
    .map((profile) => {
      const evidence = model.verdict.segments.find(({ segment }) => segment === profile.segment);
      return segmentCard(profile, { ...context, evidence });
    });
}

function navigation({ relations, children }: SegmentModel, outcomes: OutcomeComparison | undefined): Html {
  const sections = [
    ["map-title", "Map"],
    ...((relations?.order.length ?? 0) > 2 ? [["hierarchy", "What belongs together"]] : []),
    ...(children.size > 0 ? [["parts", "Split further"]] : []),
    ...(outcomes ? [["outcomes", outcomesTitle(outcomes)]] : []),
    ["who", "Who does it?"],
    ["compare", "Compare"],
    ["segments", "Segments"],
    ["tables", "Tables"],
    ["glossary", "Glossary"],
  ] as const;
  return html`<nav class="contents" aria-label="Contents">${sections.map(([id, name]) => html`<a href="#${id!}">${name!}</a>`)}</nav>`;
}

function searchSection({ actions }: ReportData): Html {
  return html`<section class="scripted-only no-print" aria-labelledby="who"><h2 id="who">Who does it?</h2>
<div class="bar-of-tools"><label for="search">Action or path</label><input type="search" id="search" list="actions" autocomplete="off" spellcheck="false" placeholder="${printable(actions[0] ?? "")}"><datalist id="actions">${actions.slice(0, 500).map((action) => html`<option value="${printable(action)}">`)}</datalist></div>
<p class="note">A path is a pattern such as <code>${pathExample(actions)}</code>: <code>...</code> stands for any actions between, <code>[a b]</code> for one of several, <code>[^a]</code> for any other, <code>a{3,}</code> for a run.</p>
<div id="found" aria-live="polite"></div></section>`;
}

function pathExample(actions: readonly string[]): string {
  const quoted = actions.slice(0, 2).map((name) => (/[\s[\](){}|*+?",]|->|→/.test(name) ? JSON.stringify(name) : name));
  return quoted.map(printable).join(" -> ... -> ");
}

function compareSection({ groups }: ReportData): Html | null {
  if (groups.length < 2) return null;
  const choices = (chosen: number) =>
    groups.map(
      (group, i) => html`<option value="${i}"${i === chosen && trusted(" selected")}>${numberedName(group)}</option>`,
    );
  return html`<section class="scripted-only no-print" aria-labelledby="compare"><h2 id="compare">Compare</h2>
<div class="bar-of-tools"><label for="compare-a">Segment</label><select id="compare-a">${choices(0)}</select><label for="compare-b">with</label><select id="compare-b">${choices(1)}</select></div>
<div id="comparison"></div></section>`;
}

function cardSection({ groups, unit }: ReportData, cards: readonly Html[], colors: Colors): Html {
  const rest = groups.slice(cards.length);
  return html`<section aria-labelledby="segments"><h2 id="segments">Segments</h2>
<p class="note">Bars and the first figure are the share of a segment's members, ticks and the second figure that of all ${term("others", `other ${unit}s`)}. Patterns are tested: ${term("q", "q")} is shown when a pattern is pointed at.</p>
${cards}
${rest.length > 0 && html`<h3>Shown elsewhere on this page</h3><ul class="rest">${rest.map((group) => restLine(group, colors))}</ul>`}
</section>`;
}

/** A segment without a card; links lead here. */
function restLine(group: ReportData["groups"][number], colors: Colors): Html {
  return html`<li id="${segmentAnchor(group.segment)}">${segmentMark(group.segment, colors)} ${numberedName(group)} <span class="faint">${countText(group.size)}</span></li>`;
}

function downloadSection(): Html {
  const tables = ["segments", "patterns", "transitions", "steps", "hours", "exemplars", "actions"];
  return html`<section class="scripted-only no-print" aria-labelledby="tables"><h2 id="tables">Tables</h2>
<p class="note">CSV files for a spreadsheet. Cells that would be formulas are written as text. The column "segment" is the number that programs use, counted from 0; this page counts from 1.</p>
<div class="downloads">${tables.map((name) => html`<button type="button" data-table="${name}.csv">${name}.csv</button>`)}</div></section>`;
}
