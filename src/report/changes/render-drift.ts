import {
  asExpected,
  countText,
  ofType,
  percentText,
  readOptions,
  type Schema,
  string,
  unitsText,
  wrongType,
} from "../../core/internal";
import type { Drift, DriftTest, SegmentPeriod, SegmentShift } from "../../monitoring";
import { pText } from "../../profiles/internal";
import { PAGE_COLORS } from "../colors";
import { intervalBar, intervalScale } from "../flows/interval-bar";
import { type Html, html } from "../html";
import { type StaticPage, staticPage } from "../static-page";
import { segmentName } from "./segment-name";
import { sharesDrawing } from "./shares-drawing";

/** Options of {@link renderDrift}. */
export interface DriftPageOptions {
  /** Heading of the page. @default "What has changed" */
  title?: string | undefined;
  /** Shares over time, of `segmentsOverTime`. @default none */
  periods?: readonly SegmentPeriod[] | undefined;
}

const DRIFT_PAGE_OPTIONS = {
  title: string("What has changed"),
  periods: ofType<readonly SegmentPeriod[], undefined>("what segmentsOverTime gave", Array.isArray, undefined),
} satisfies Schema<DriftPageOptions>;

/**
 * Writes drift as one HTML page: the verdict, each test with its effect and what it could have seen, shares then and now with intervals,
 * actions that came, went or were renamed, and shares over time.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of users.
 *
 * @param drift of `detectDrift`.
 * @param options the title, and shares over time.
 * @returns the page, UTF-8 text to be written to a file; the same drift and options give the same bytes.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const log = ["A -> B -> C", "A -> B -> D", "X -> Y -> Z"].flatMap((path) => Array(40).fill(path));
 * const drift = await detectDrift(await fitSegments(log), log);
 * (await renderDrift(drift)).startsWith("<!doctype html>"); // true
 */
export async function renderDrift(drift: Drift, options: DriftPageOptions = {}): Promise<string> {
  const { title, periods } = readOptions(options, DRIFT_PAGE_OPTIONS);
  const expected = "what detectDrift gave";
  if (!isDrift(drift)) throw wrongType("drift", expected, drift);
  const body = asExpected("drift", expected, drift, () => bodyOf(drift));
  const shown = (periods ?? []).some((period) => period?.users > 0) ? periods! : [];
  const overTime =
    shown.length > 0 && asExpected("periods", "what segmentsOverTime gave", shown, () => timeSection(shown));
  return staticPage({ title, ...pageOf(body, overTime) });
}

function pageOf(body: Html, overTime: Html | false): Pick<StaticPage, "sections" | "body"> {
  return {
    sections: [
      ["overview", "Verdict"],
      ["tests", "Tests"],
      ["shares", "Segments"],
      ["actions", "Actions"],
      ...(overTime ? [["time", "Over time"] as const] : []),
    ],
    body: html`${body}${overTime}`,
  };
}

function bodyOf({ text, alpha, tests, segments, vocabulary, compared }: Drift): Html {
  const users = `${unitsText(compared.current, "user")} beside ${countText(compared.reference)} whom the model had not seen`;
  return html`<section class="verdict" aria-labelledby="overview"><h2 id="overview">Verdict</h2><p><strong>${text}</strong></p>
<p>${users}${compared.drawn && ", drawn from more"}. Where nothing has changed, any alarm has a probability of ${percentText(alpha)}.</p></section>
<section aria-labelledby="tests"><h2 id="tests">Tests</h2>${testTable(tests)}
<p class="note">p is corrected for all five tests (Holm), and comes from permuting the users of both sides. “Visible from” is the effect that so many users show four times in five.</p></section>
<section id="segments" aria-labelledby="shares"><h2 id="shares">Segments, before and now</h2>${shareTable(segments)}
<p class="note">Bars are 95% intervals of the change.</p></section>
<section aria-labelledby="actions"><h2 id="actions">Actions</h2>${actionList(vocabulary)}</section>`;
}

function testTable(tests: readonly DriftTest[]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Tests"><table><thead><tr><th scope="col">Test</th><th scope="col" class="n">effect</th><th scope="col" class="n">visible from</th><th scope="col" class="n">p</th></tr></thead>
<tbody>${tests.map(
    ({ about, text, effect, smallestVisible, adjusted, significant }) =>
      html`<tr><th scope="row">${significant ? html`<strong>${about}</strong>` : about}<div class="${significant ? "" : "faint"}">${text}</div></th><td class="n">${effect.toFixed(3)}</td><td class="n">${smallestVisible.toFixed(3)}</td><td class="n">${pText(adjusted)}</td></tr>`,
  )}</tbody></table></div>`;
}

function shareTable(segments: readonly SegmentShift[]): Html {
  const scale = intervalScale(segments, false);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Segments"><table><thead><tr><th scope="col">Segment</th><th scope="col" class="n">before</th><th scope="col" class="n">now</th><th scope="col">${WIDE}change, in points</th></tr></thead>
<tbody>${segments.map((shift) => {
    const { segment, id, name, reference, current, change, lower, upper } = shift;
    const isFound = lower > 0 || upper < 0;
    return html`<tr><th scope="row">${segmentName(segment, id, name)}</th><td class="n">${percentText(reference)}</td><td class="n">${percentText(current)}</td><td>${WIDE}${intervalBar({ difference: change, interval: { lower, upper } }, isFound, scale)}<div>${WIDE}${points(change)} <span class="faint">(${points(lower)} to ${points(upper)})</span></div></td></tr>`;
  })}</tbody></table></div>`;
}

/** Keeps a column of bars apart from the figures before it. */
const WIDE = "\u2003";

function points(share: number): string {
  return `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)}`;
}

function actionList({ renamed, appeared, gone }: Drift["vocabulary"]): Html {
  const items = [
    ...renamed.map(({ from, to }) => html`<li><strong>${from}</strong> is <strong>${to}</strong> now</li>`),
    ...appeared.map(({ action, share }) => html`<li><strong>${action}</strong> is new: ${percentText(share)}</li>`),
    ...gone.map(
      ({ action, share }) => html`<li><strong>${action}</strong> disappeared: ${percentText(share)} had it</li>`,
    ),
  ];
  return items.length > 0 ? html`<ul>${items}</ul>` : html`<p>No action came or went.</p>`;
}

function timeSection(periods: readonly SegmentPeriod[]): Html {
  const changed = periods.flatMap(({ segments }) => segments.filter(({ significant }) => significant)).length;
  return html`<section aria-labelledby="time"><h2 id="time">Shares over time</h2><div class="scroll" tabindex="0" role="group" aria-label="Shares over time">${sharesDrawing(periods, PAGE_COLORS)}</div>
${periods[0]!.segments.map(({ segment, id, name }) => html`<div>${segmentName(segment, id, name)}</div>`)}
<p class="note">Bands are 95% intervals. ${changed === 0 ? "No change from one period to the next goes beyond chance." : `A ring marks a change that goes beyond chance: ${countText(changed)} of them.`}</p></section>`;
}

function isDrift(drift: unknown): boolean {
  const { tests, segments, vocabulary } = (drift ?? {}) as Partial<Drift>;
  return Array.isArray(tests) && Array.isArray(segments) && Array.isArray(vocabulary?.renamed);
}
