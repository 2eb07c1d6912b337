import { asExpected, countText, percentText, readOptions, type Schema, string, wrongType } from "../../core/internal";
import type { Diagnosis, DiagnosisEvidence } from "../../experiments";
import { figureText } from "../../experiments/internal";
import { pText } from "../../profiles/internal";
import { PAGE_COLORS } from "../colors";
import { type Html, html } from "../html";
import { type StaticPage, staticPage } from "../static-page";
import { intervalBar, intervalScale } from "./interval-bar";

/** Options of {@link renderDiagnosis}. */
export interface DiagnosisPageOptions {
  /** Heading of the page. @default "Why a segment does worse" */
  title?: string | undefined;
}

const DIAGNOSIS_PAGE_OPTIONS = { title: string("Why a segment does worse") } satisfies Schema<DiagnosisPageOptions>;

/**
 * Writes a diagnosis as one HTML page: the verdict, what is missing, the evidence in order with intervals, a refined definition
 * of the segment where there is one, and what was looked at without finding.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of users.
 *
 * @param diagnosis of `diagnoseSegment`.
 * @param options the title.
 * @returns the page, UTF-8 text to be written to a file; the same diagnosis and options give the same bytes.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const labels = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? "High-Value" : "Others"));
 * const before = labels.map((label, i) => (label === "High-Value" ? 100 : 20) + (i % 7));
 * const after = labels.map((label, i) => (label === "High-Value" ? 70 : 20) + (i % 5));
 * const diagnosis = await diagnoseSegment({ labels }, { values: { before, after } }, { segment: "High-Value" });
 * (await renderDiagnosis(diagnosis)).startsWith("<!doctype html>"); // true
 */
export async function renderDiagnosis(diagnosis: Diagnosis, options: DiagnosisPageOptions = {}): Promise<string> {
  const { title } = readOptions(options, DIAGNOSIS_PAGE_OPTIONS);
  const expected = "what diagnoseSegment gives";
  if (!isDiagnosis(diagnosis)) throw wrongType("diagnosis", expected, diagnosis);
  return staticPage({ title, ...asExpected("diagnosis", expected, diagnosis, () => pageOf(diagnosis)) });
}

function pageOf(diagnosis: Diagnosis): Pick<StaticPage, "sections" | "body"> {
  const { segment, evidence, others, refined, verdict, advice } = diagnosis;
  const sections = [
    ["overview", "Verdict"],
    ["gap", "What is missing"],
    ["evidence", "Evidence"],
    ...(refined === null ? [] : [["refined", "Refined definition"] as const]),
    ["others", "Looked at as well"],
  ] as const;
  const body = html`<section class="verdict" aria-labelledby="overview"><h2 id="overview">${segment}</h2><p><strong>${verdict}</strong></p>
<p>${advice}</p></section>
${gapSection(diagnosis)}
<section id="segments" aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
${evidence.length > 0 ? evidenceTable(evidence) : html`<p>Nothing was found beyond chance.</p>`}</section>
${
  refined !== null &&
  html`<section aria-labelledby="refined"><h2 id="refined">Refined definition</h2><p>${refined.sentence}</p>
<div class="scroll" tabindex="0" role="group" aria-label="Members who stay and go"><table><thead><tr><th scope="col">Members</th><th scope="col" class="n">before</th><th scope="col" class="n">after</th></tr></thead><tbody>${[
    [`${refined.figure} ${refined.direction} ${figureText(refined.cut)}`, refined.stay] as const,
    ["all others", refined.go] as const,
  ].map(
    ([name, [then, now]]) =>
      html`<tr><th scope="row">${name}</th><td class="n">${figureText(then)}</td><td class="n">${figureText(now)}</td></tr>`,
  )}</tbody></table></div></section>`
}
<section aria-labelledby="others"><h2 id="others">Looked at as well</h2>
${others.length > 0 ? html`<ul>${others.map(({ cause, why }) => html`<li><strong>${cause}</strong>: ${why}</li>`)}</ul>` : html`<p>No cause was searched for: nothing is missing.</p>`}</section>`;
  return { sections, body };
}

function gapSection({ metric, sides, gap }: Diagnosis): Html {
  const { means, users, difference, interval, expected } = gap;
  const scale = intervalScale([interval, { lower: -Math.abs(expected), upper: Math.abs(expected) }], false);
  const rows = ([0, 1] as const).map(
    (side) =>
      html`<tr><th scope="row">${sides[side]}</th><td class="n">${figureText(means[side])}</td><td class="n">${countText(users[side])}</td><td></td></tr>`,
  );
  return html`<section aria-labelledby="gap"><h2 id="gap">What is missing</h2><div class="scroll" tabindex="0" role="group" aria-label="What is missing"><table><thead><tr><th scope="col"></th><th scope="col" class="n">${metric}</th><th scope="col" class="n">members</th><th scope="col"></th></tr></thead><tbody>${rows}
<tr><th scope="row">difference</th><td class="n"><strong>${figureText(difference)}</strong></td><td></td><td>${intervalBar({ difference, interval }, true, scale)}</td></tr></tbody></table></div>
<p class="note">95%: ${figureText(interval.lower)} to ${figureText(interval.upper)}; ${expected === 0 ? "none was expected" : `${figureText(expected)} was due`}.</p></section>`;
}

function evidenceTable(evidence: readonly DiagnosisEvidence[]): Html {
  const bar = (share: number) =>
    html`<svg viewBox="0 0 120 10" width="120" height="10" aria-hidden="true"><rect width="120" height="10" fill="${PAGE_COLORS.line}"/><rect width="${Math.round(120 * share)}" height="10" fill="${PAGE_COLORS.less}"/></svg>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Evidence"><table><thead><tr><th scope="col">What was seen</th><th scope="col">Accounts for</th><th scope="col" class="n">p</th></tr></thead>
<tbody>${evidence.map(
    ({ cause, sentence, explains, adjustedP }) =>
      html`<tr><td><strong>${cause}</strong>: ${sentence}</td><td>${bar(explains)} ${percentText(explains)}</td><td class="n">${adjustedP === null ? "" : pText(adjustedP)}</td></tr>`,
  )}</tbody></table></div>`;
}

function isDiagnosis(diagnosis: unknown): boolean {
  const { gap, evidence, others } = (diagnosis ?? {}) as Partial<Diagnosis>;
  return Array.isArray(evidence) && Array.isArray(others) && Array.isArray(gap?.means);
}
