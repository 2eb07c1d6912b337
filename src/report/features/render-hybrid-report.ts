import { countText, percentText, readOptions, type Schema, string, unitsText, wrongType } from "../../core/internal";
import type { NamedProfile } from "../../features";
import { segmentNumber } from "../../profiles/internal";
import type { HybridSegment, HybridSegmentModel } from "../../segments";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { staticPage } from "../static-page";
import { segmentMark } from "../views/mark";
import { patternTable } from "../views/pattern-table";
import { sentence } from "../views/sentence";
import { ablationTable } from "./ablation-table";
import { choiceTable } from "./choice-table";
import { figureTable, leadOf } from "./feature-card";
import { overviewTable } from "./overview-table";
import { radarPlot } from "./radar-plot";
import { snakePlot } from "./snake-plot";

/** Options of {@link renderHybridReport}. */
export interface HybridReportOptions {
  /** Heading of the page. @default "Segments by paths and figures" */
  title?: string | undefined;
  /** What an input is, in the singular. @default "user" */
  unit?: string | undefined;
}

const HYBRID_REPORT_OPTIONS = {
  title: string("Segments by paths and figures"),
  unit: string("user"),
} satisfies Schema<HybridReportOptions>;

/**
 * Writes a model of paths and figures as one HTML page: whether figures, paths or both group users best, on these very data;
 * the segments beside each other; what each does and what its figures are like; how their number was found.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of users and no whole
 * paths.
 *
 * @param model of `fitSegments` with `features`.
 * @param options title and unit.
 * @returns the page, UTF-8 text to be written to a file; the same model and options give the same bytes.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const rows = Array.from({ length: 40 }, (_, i) => ({ who: `u${i}`, what: i % 2 ? "BUY" : "LOOK", when: i }));
 * const events = await readEvents(rows, { user: "who", action: "what", time: "when", timeUnit: "s" });
 * const features = featureTable(rows.map(({ who }) => who), { spent: rows.map((_, i) => (i % 2) * 50 + i) });
 * const model = await fitSegments(events, { features });
 * (await renderHybridReport(model)).startsWith("<!doctype html>"); // true
 */
export async function renderHybridReport(
  model: HybridSegmentModel,
  options: HybridReportOptions = {},
): Promise<string> {
  const { title, unit } = readOptions(options, HYBRID_REPORT_OPTIONS);
  if (!isHybridModel(model)) throw wrongType("model", "a model of paths and figures", model);
  const { segments, labels, selection, ablation, notes } = model;
  const profiles = segments.map(figuresOf);
  const verdict = notes.at(-1);
  const sections = [
    ["overview", "Overview"],
    ["ablation", "Figures, paths, or both"],
    ["segments", "Segments"],
    ["how", "How they were found"],
  ] as const;
  const body = html`<section class="verdict" aria-labelledby="overview"><h2 id="overview">${unitsText(segments.length, "segment")} of ${unitsText(labels.length, unit)}</h2>
<p>${sentence(selection.reason)}</p></section>
${overviewTable(profiles)}
${profiles.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-label="Snake plot">${snakePlot(profiles, PAGE_COLORS)}</div>`}
${ablationTable(ablation, verdict === undefined ? undefined : sentence(verdict))}
<section aria-labelledby="segments"><h2 id="segments">Segments</h2>
<p class="note">Bars and the first share are a segment's members, ticks and the second share all others. Of figures, "elsewhere" is the mean of all others; the difference of the means is in standard deviations.</p>
${segments.map((segment) => hybridCard(segment, unit))}
</section>
<section aria-labelledby="how"><h2 id="how">How they were found</h2>
${choiceTable(selection)}
${notes.length > 1 && html`<ul>${notes.slice(0, -1).map((note) => html`<li>${note}</li>`)}</ul>`}</section>`;
  return staticPage({ title, sections, body });
}

function figuresOf({ segment, name, size, share, figures }: HybridSegment): NamedProfile {
  return { segment, name, size, share, features: figures };
}

/** What a segment does, and what its figures are like. */
function hybridCard(segment: HybridSegment, unit: string): Html {
  const { name, size, share, description, patterns, figures } = segment;
  const number = segmentNumber(segment.segment);
  const color = PAGE_COLORS.segment(segment.segment);
  const does = [
    patternTable("Actions that set them apart", patterns.distinctiveActions, color),
    patternTable("In a row", patterns.distinctiveNgrams, color),
    patternTable("Rarer here than elsewhere", patterns.lackingActions, "var(--faint)"),
  ];
  return html`<article class="card" id="segment-${number}" aria-labelledby="name-segment-${number}">
<header>${segmentMark(segment.segment, PAGE_COLORS)}<div><h3 id="name-segment-${number}"><span class="number">${number}</span> ${name}</h3>
<p class="figures"><strong>${countText(size)}</strong> ${unit}${size === 1 ? "" : "s"} <span class="faint">·</span> ${percentText(share)} of all${segment.small && html` <span class="flag">fewer than 30: shares are rough</span>`}</p></div></header>
<p class="lead">${sentence(description)} ${sentence(leadOf(figures))}</p>
<div class="columns"><section>${does}${does.every((table) => table === null) && html`<p class="note">No action or pattern is much more common here than elsewhere.</p>`}</section>
<section>${figureTable(figures)}${radarPlot(figuresOf(segment), PAGE_COLORS)}</section></div>
</article>`;
}

function isHybridModel(model: unknown): boolean {
  const { segments, ablation } = (model ?? {}) as Partial<HybridSegmentModel>;
  return Array.isArray(segments) && Array.isArray(ablation);
}
