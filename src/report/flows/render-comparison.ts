import {
  asExpected,
  countText,
  percentText,
  readOptions,
  type Schema,
  string,
  unitsText,
  wrongType,
} from "../../core/internal";
import type { ComparedGroup, DifferenceKind, GroupComparison, GroupDifference } from "../../profiles";
import {
  type DistinctDifference,
  differenceText,
  distinctDifferences,
  figureText,
  foundText,
  pText,
} from "../../profiles/internal";
import type { Interval } from "../../statistics";
import { PAGE_COLORS } from "../colors";
import { type Html, html, trusted } from "../html";
import { type StaticPage, staticPage } from "../static-page";
import { stepsAroundDrawing } from "../views/plots/step-matrix";
import { stepSankeyDrawing } from "../views/plots/step-sankey";
import { intervalBar, intervalScale } from "./interval-bar";

/** Options of {@link renderComparison}. */
export interface ComparisonPageOptions {
  /** Heading of the page. @default "Two groups compared" */
  title?: string | undefined;
  /** What the comparison leads to, in a sentence: it stands on top of the page. */
  decision?: string | undefined;
}

const COMPARISON_PAGE_OPTIONS = {
  title: string("Two groups compared"),
  decision: string(),
} satisfies Schema<ComparisonPageOptions>;

/** What each kind of figure is headed by, in the order of the page. */
const KINDS: readonly (readonly [kind: DifferenceKind, heading: string, note: string])[] = [
  ["funnel", "How far they get", "Shares of all, and of those who reached the step before."],
  ["action", "What they do", "Shares of inputs that do it at all."],
  ["pattern", "Paths they take", "Shares of inputs that do these in a row, or show the pattern."],
  ["transition", "What follows what", "How often the second action directly follows the first."],
  ["step", "Step by step", "Shares of inputs that do it as their first, second, … action."],
  [
    "dwell",
    "Time at an action",
    "Mean time to the next action (geometric, so that a few long pauses do not dominate).",
  ],
  ["path", "Length", "How much they do, and how long it takes."],
];
/** Rows of a table at most; those found are all shown. */
const ROWS = 8;
/** Rows of the first table at most. */
const SUREST = 15;
/** Keeps a column of texts apart from the figures before it. */
const WIDE = "\u2003";

/**
 * Writes a comparison of two groups as one HTML page: treatment and control, before and after. What surely differs stands
 * first, with intervals; then all figures by kind, found or not; then both groups' first steps side by side.
 *
 * The page is self-contained: it loads nothing, has no script, and works from a file. It holds no ids of users and no whole
 * paths.
 *
 * @param comparison of `compareGroups`.
 * @param options title, and the decision it leads to.
 * @returns the page, UTF-8 text to be written to a file; the same comparison and options give the same bytes.
 * @throws TypeError, RangeError on wrong options.
 * @example
 * const paths = ["look -> pay", "look -> leave"].flatMap((path) => Array(50).fill(path));
 * const arms = paths.map((_, i) => (i % 10 < 7 === i < 50 ? "new" : "old"));
 * const comparison = await compareGroups(await sequencesFrom(paths), arms, { a: "new", b: "old" });
 * (await renderComparison(comparison, { title: "The new homepage" })).startsWith("<!doctype html>"); // true
 */
export async function renderComparison(
  comparison: GroupComparison,
  options: ComparisonPageOptions = {},
): Promise<string> {
  const { title, decision } = readOptions(options, COMPARISON_PAGE_OPTIONS);
  const expected = "what compareGroups gives";
  if (!isComparison(comparison)) throw wrongType("comparison", expected, comparison);
  return staticPage({ title, ...asExpected("comparison", expected, comparison, () => pageOf(comparison, decision)) });
}

function pageOf(comparison: GroupComparison, decision: string | undefined): Pick<StaticPage, "sections" | "body"> {
  const { a, b, differences, found } = comparison;
  const sections = KINDS.filter(([kind]) => differences.some((difference) => difference.kind === kind));
  const surest = distinctDifferences(differences.slice(0, found)).slice(0, SUREST);
  const body = html`<section class="verdict" aria-labelledby="overview"><h2 id="overview">${a.name} against ${b.name}</h2>
${decision !== undefined && html`<p><strong>${decision}</strong></p>`}
<p>${groupWords(a)}; ${groupWords(b)}. ${foundText(comparison)}</p></section>
${
  surest.length > 0 &&
  html`<section aria-labelledby="surest"><h2 id="surest">What surely differs</h2>
${differenceTable(comparison, surest)}
<p class="note">Bars are 95% intervals of the difference, ${a.name} less ${b.name}; of times, how many times as long. q is the p of each difference, corrected for all that were compared.</p></section>`
}
${funnels(a, b)}
<section id="segments" aria-labelledby="first-steps"><h2 id="first-steps">The first steps of both</h2>
<div class="columns">${[a, b].map(stepsOf)}</div></section>
<section aria-labelledby="all"><h2 id="all">Everything that was compared</h2>
${sections.map(([kind, heading, note]) => kindSection(comparison, kind, heading, note))}</section>`;
  return {
    sections: [
      ["overview", "Overview"],
      ...(surest.length > 0 ? [["surest", "Surely different"] as const] : []),
      ["first-steps", "First steps"],
      ["all", "All figures"],
    ],
    body,
  };
}

function groupWords({ name, users, inputs }: ComparedGroup): string {
  return `${name}: ${unitsText(users, "user")}${inputs === users ? "" : ` with ${countText(inputs)} sessions`}`;
}

function kindSection(
  { differences, ...rest }: GroupComparison,
  kind: DifferenceKind,
  heading: string,
  note: string,
): Html {
  const own = differences.filter((difference) => difference.kind === kind);
  const found = own.filter(({ q }) => q <= rest.falseDiscoveryRate).length;
  const shown = own.slice(0, Math.max(ROWS, found));
  const hidden = own.length - shown.length;
  return html`<h3>${heading}</h3><p class="note">${note} ${found} of ${own.length} found to differ.</p>
${differenceTable(
  { differences, ...rest },
  shown.map((difference) => ({ difference, twins: [] })),
)}
${hidden > 0 && html`<p class="note">${countText(hidden)} more, none of them found to differ, are not listed.</p>`}`;
}

function differenceTable({ a, b, falseDiscoveryRate }: GroupComparison, rows: readonly DistinctDifference[]): Html {
  const scales = new Map(
    (["share", "mean", "time"] as const).map((scale) => [scale, intervalScale(ofScale(rows, scale), scale === "time")]),
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Differences"><table><thead><tr><th scope="col">Figure</th><th scope="col" class="n">${a.name}</th><th scope="col" class="n">${b.name}</th><th scope="col">${WIDE}Difference</th><th scope="col"></th><th scope="col" class="n">q</th></tr></thead>
<tbody>${rows.map(({ difference: row, twins }) => {
    const isFound = row.q <= falseDiscoveryRate;
    const [, difference, interval] = /^(.*?)(\(.*\))?$/su.exec(differenceText(row))!;
    const words = html`${difference}<span class="whole">${interval}</span>`;
    return html`<tr><th scope="row">${row.text}${twins.length > 0 && html`<div class="faint">the same users: ${twins.map(({ text }) => text).join("; ")}</div>`}</th><td class="n">${figureText(row, "a")}</td><td class="n">${figureText(row, "b")}</td><td>${WIDE}${isFound ? html`<strong>${words}</strong>` : html`<span class="faint">${words}</span>`}</td><td>${intervalBar(row, isFound, scales.get(row.scale)!)}</td><td class="n">${pText(row.q)}</td></tr>`;
  })}</tbody></table></div>`;
}

function ofScale(rows: readonly DistinctDifference[], scale: GroupDifference["scale"]): Interval[] {
  return rows.filter(({ difference }) => difference.scale === scale).map(({ difference }) => difference.interval);
}

/** The funnels of both groups, step by step. */
function funnels(a: ComparedGroup, b: ComparedGroup): Html | null {
  if (a.funnel === null || b.funnel === null) return null;
  const bar = (share: number, color: string) =>
    html`<svg viewBox="0 0 120 10" width="120" height="10" aria-hidden="true"><rect width="120" height="10" fill="${PAGE_COLORS.line}"/><rect width="${Math.round(120 * share)}" height="10" fill="${color}"/></svg>`;
  return html`<section aria-labelledby="funnel"><h2 id="funnel">The funnel</h2><div class="scroll" tabindex="0" role="group" aria-label="Funnel"><table><thead><tr><th scope="col">Step</th>${[a, b].map(({ name }) => html`<th scope="col">${WIDE}${name}</th><th scope="col" class="n">of all</th><th scope="col" class="n">of the step before</th>`)}</tr></thead>
<tbody>${a.funnel.steps.map((step, k) => {
    const cells = [a, b].map(({ funnel }, side) => {
      const { ofAll, ofPrevious } = funnel!.steps[k]!;
      return html`<td>${WIDE}${bar(ofAll, PAGE_COLORS.segment(side))}</td><td class="n">${percentText(ofAll)}</td><td class="n">${k === 0 ? "" : percentText(ofPrevious)}</td>`;
    });
    return html`<tr><th scope="row">${step.step}</th>${cells}</tr>`;
  })}</tbody></table></div></section>`;
}

function stepsOf({ name, steps }: ComparedGroup, side: number): Html {
  const matrix = trusted(stepsAroundDrawing(steps, PAGE_COLORS.segment(side), PAGE_COLORS));
  const sankey = trusted(stepSankeyDrawing(steps, 0.02, PAGE_COLORS));
  return html`<figure><figcaption>${name} <span class="faint">(share at each step)</span></figcaption><div class="scroll" tabindex="0" role="group" aria-label="Steps">${matrix}</div>
<details><summary>What leads to what</summary><div class="scroll" tabindex="0" role="group" aria-label="Flows">${sankey}</div></details></figure>`;
}

function isComparison(comparison: unknown): boolean {
  const { a, b, differences } = (comparison ?? {}) as Partial<GroupComparison>;
  return Array.isArray(differences) && Array.isArray(a?.steps?.flows) && Array.isArray(b?.steps?.flows);
}
