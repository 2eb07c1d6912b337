import {
  asExpected,
  boolean,
  countText,
  numberText,
  ofType,
  percentText,
  type Resolved,
  readOptions,
  type Schema,
  string,
  unitsText,
  wrongType,
} from "../../core/internal";
import { type CleaningReport, draftEmails, type EmailDraft, type SegmentAction } from "../../features";
import { ACTIONS } from "../../features/internal";
import type { FeatureSegmentModel } from "../../segments";
import { PAGE_COLORS } from "../colors";
import { type Html, html, trusted } from "../html";
import { type StaticPage, staticPage } from "../static-page";
import { segmentMark } from "../views/mark";
import { sentence } from "../views/sentence";
import { choiceTable } from "./choice-table";
import { featureCard } from "./feature-card";
import { overviewTable } from "./overview-table";
import { snakePlot } from "./snake-plot";

/** Options of {@link renderFeatureReport}. */
export interface FeatureReportOptions {
  /** Heading of the page. @default "Customer segments" */
  title?: string | undefined;
  /** What a row is, in the singular. @default "customer" */
  unit?: string | undefined;
  /** Written before sums. @default nothing */
  currency?: string | undefined;
  /** What cleaning did to the transactions (`cleanTransactions`). @default not shown */
  cleaning?: CleaningReport | undefined;
  /** What is suggested for each name. @default SEGMENT_ACTIONS */
  actions?: readonly SegmentAction[] | undefined;
  /** Whether two mails are drafted. @default true */
  emails?: boolean | undefined;
}

const CLEANING = ofType<CleaningReport, undefined>(
  "what cleanTransactions reports",
  (value) => typeof value === "object" && value !== null && "effects" in value,
  undefined,
);

const FEATURE_REPORT_OPTIONS = {
  title: string("Customer segments"),
  unit: string("customer"),
  currency: string(),
  cleaning: CLEANING,
  actions: ACTIONS,
  emails: boolean(true),
} satisfies Schema<FeatureReportOptions>;

/**
 * Writes a model of features as one HTML page: the segments beside each other, what the figures of each are like and what to
 * do about it, how many segments there are and why, what was cleaned, and two drafted mails.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of rows.
 *
 * @param model of `fitSegments` with a table.
 * @param options title, unit, currency, cleaning, actions, mails.
 * @returns the page, UTF-8 text to be written to a file; the same model and options give the same bytes.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const spent = Array.from({ length: 40 }, (_, i) => (i % 2) * 90 + i);
 * const model = await fitSegments(featureTable(spent.map((_, i) => `c${i}`), { spent }));
 * (await renderFeatureReport(model, { emails: false })).startsWith("<!doctype html>"); // true
 */
export async function renderFeatureReport(
  model: FeatureSegmentModel,
  options: FeatureReportOptions = {},
): Promise<string> {
  const { title, unit, currency, cleaning, actions, emails } = readOptions(options, FEATURE_REPORT_OPTIONS);
  if (!isFeatureModel(model)) throw wrongType("model", "a model of features", model);
  const page = () => pageOf(model, { unit, currency, cleaning, actions, emails });
  return staticPage({ title, ...asExpected("model", "a model of features", model, page) });
}

function pageOf(
  model: FeatureSegmentModel,
  { unit, currency, cleaning, actions, emails }: Omit<Resolved<typeof FEATURE_REPORT_OPTIONS>, "title">,
): Pick<StaticPage, "sections" | "body"> {
  const drafts = emails ? draftEmails(model.segments, { actions, currency }) : [];
  const sections = [
    ["overview", "Overview"],
    ["segments", "Segments"],
    ...(drafts.length > 0 ? [["mails", "Mails"] as const] : []),
    ["how", "How they were found"],
  ] as const;
  const body = html`<section class="verdict" aria-labelledby="overview"><h2 id="overview">${unitsText(model.segments.length, "segment")} of ${unitsText(model.report.rows, unit)}</h2>
<p>${sentence(model.selection.reason)}</p></section>
${overviewTable(model.segments)}
${model.segments.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-label="Snake plot">${snakePlot(model.segments, PAGE_COLORS)}</div>`}
<section aria-labelledby="segments"><h2 id="segments">Segments</h2>
<p class="note">"Elsewhere" is the mean of all others; the difference of the means is in standard deviations. A quarter of all are in the top quarter.</p>
${model.segments.map((segment) => featureCard(segment, unit, actions))}
</section>
${drafts.length > 0 && html`<section aria-labelledby="mails"><h2 id="mails">Two mails to begin with</h2>${drafts.map((draft) => mail(draft, currency ?? ""))}</section>`}
${howSection(model, cleaning)}`;
  return { sections, body };
}

function mail(draft: EmailDraft, currency: string): Html {
  const { name, segment, size, atStake, shareAtStake, goal, audience, behavior, offer, subject, body } = draft;
  const stake =
    atStake === null || shareAtStake === null
      ? null
      : html`<dt>At stake</dt><dd>${currency}${numberText(atStake)}, ${percentText(shareAtStake)} of what all spent</dd>`;
  return html`<article class="card mail"><header>${segmentMark(segment, PAGE_COLORS)}<div><h3>To ${countText(size)} × ${name}: ${goal}</h3></div></header>
<dl><dt>Who they are</dt><dd>${audience}</dd><dt>What they did</dt><dd>${behavior}</dd><dt>What to offer</dt><dd>${sentence(offer)}</dd>${stake}</dl>
<blockquote><p><strong>${subject}</strong></p>${body.split("\n\n").map((paragraph) => html`<p>${paragraph.split("\n").map((line, i) => html`${i > 0 && trusted("<br>")}${line}`)}</p>`)}</blockquote></article>`;
}

function howSection({ selection, report }: FeatureSegmentModel, cleaning: CleaningReport | undefined): Html {
  return html`<section aria-labelledby="how"><h2 id="how">How they were found</h2>
${choiceTable(selection)}
<h3>How figures were made ready</h3><div class="scroll" tabindex="0" role="group" aria-label="Columns"><table><thead><tr><th scope="col">Figure</th><th scope="col" class="n">Missing</th><th scope="col" class="n">Brought in</th><th scope="col" class="n">Skew before</th><th scope="col" class="n">after</th></tr></thead><tbody>${report.columns.map(
    (column) =>
      html`<tr><th scope="row">${column.name}</th><td class="n">${countText(column.missing)}</td><td class="n">${countText(column.clipped)}</td><td class="n">${column.skewBefore.toFixed(1)}</td><td class="n">${column.skewAfter.toFixed(1)}</td></tr>`,
  )}</tbody></table></div>
${report.notes.length > 0 && html`<ul>${report.notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${cleaning && cleaningTable(cleaning)}</section>`;
}

function cleaningTable({ before, after, effects, cancelled }: CleaningReport): Html {
  return html`<h3>How transactions were cleaned</h3>
<p>${unitsText(before.lines, "line")} of ${unitsText(before.customers, "customer")} were read; ${unitsText(after.lines, "line")} of ${unitsText(after.customers, "customer")} are left.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Cleaning"><table><thead><tr><th scope="col">Rule</th><th scope="col" class="n">Lines it applies to</th><th scope="col" class="n">Removed by it</th></tr></thead><tbody>${effects.map(
    ({ rule, found, removed }) =>
      html`<tr><th scope="row">${rule}</th><td class="n">${countText(found)}</td><td class="n">${countText(removed)}</td></tr>`,
  )}</tbody></table></div>
${
  cancelled &&
  html`<p class="note">Of the cancellations, ${countText(cancelled.matched)} were matched to their purchases, ${countText(cancelled.partlyMatched)} in part, ${countText(cancelled.unmatched)} not at all; ${unitsText(cancelled.purchasesRemoved, "purchase")} went, ${unitsText(cancelled.purchasesReduced, "purchase")} became smaller.</p>`
}`;
}

function isFeatureModel(model: unknown): boolean {
  const { segments, report } = (model ?? {}) as Partial<FeatureSegmentModel>;
  return Array.isArray(segments) && typeof report === "object" && report !== null;
}
