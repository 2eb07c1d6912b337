import { countText, percentText, printable, unitsText } from "../../core/internal";
import type { OutcomeComparison, OutcomeProperty, OutcomeRow } from "../../profiles";
import { outcomeFigure } from "../../profiles/internal";
import type { Colors } from "../colors";
import { type IntervalScale, intervalBar, intervalScale } from "../flows/interval-bar";
import { type Html, html } from "../html";
import { segmentMark } from "./mark";

/** Properties with a table of their own, at most; the others are named. */
const SHOWN = 12;

/** What the section is called. */
export function outcomesTitle({ outcome }: OutcomeComparison): string {
  return outcome ? `Which segment leads in ${printable(outcome.name)}?` : "Properties by segment";
}

/** Properties of users beside the segments: the outcome first; null where there are none. */
export function outcomesView(comparison: OutcomeComparison | undefined, colors: Colors): Html | null {
  if (comparison === undefined) return null;
  const { rows, properties, outcome, tested, falseDiscoveryRate, confidence } = comparison;
  const ordered = [
    ...properties.filter(({ name }) => name === outcome?.name),
    ...properties.filter(({ name }) => name !== outcome?.name),
  ];
  const rest = ordered.slice(SHOWN).map(({ name }) => printable(name));
  return html`<section aria-labelledby="outcomes"><h2 id="outcomes">${outcomesTitle(comparison)}</h2>
${outcome && html`<p><strong>${printable(outcome.sentence)}</strong></p>`}
<p class="note">Not used to make the segments. Ranges are ${percentText(confidence)} intervals. A colored line is a difference that was found: of ${unitsText(tested, "comparison")}, at most ${percentText(falseDiscoveryRate)} of those found are expected to be chance. It shows what goes together, not what causes it.</p>
${ordered.slice(0, SHOWN).map((property) =>
  propertyTable(
    property,
    rows.filter((row) => row.property === property.name),
    colors,
  ),
)}
${rest.length > 0 && html`<p class="note">Not shown here: ${rest.join(", ")}.</p>`}</section>`;
}

function propertyTable(property: OutcomeProperty, rows: readonly OutcomeRow[], colors: Colors): Html {
  const ordered = inOrder(rows);
  const intervals = rows.flatMap(({ segment, differenceInterval }) =>
    differenceInterval && segment >= 0 ? [differenceInterval] : [],
  );
  const scale = intervalScale(intervals, false);
  const withCategory = rows.some(({ category }) => category !== null && category !== "yes");
  const figure = property.kind === "numeric" ? "mean" : "share";
  return html`<h3>${printable(property.name)}</h3><p class="note">${aboutProperty(property)}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${printable(property.name)} by segment"><table><thead><tr><th scope="col">segment</th>${withCategory && html`<th scope="col">value</th>`}<th scope="col" class="n">${figure} here</th><th scope="col" class="n">range</th><th scope="col" class="n">elsewhere</th><th scope="col">difference</th><th scope="col" class="n">q</th><th scope="col" class="n">known</th><th scope="col" class="n">missing</th></tr></thead><tbody>
${ordered.map((row) => rowView(row, withCategory, scale, colors))}</tbody></table></div>`;
}

/** Categories in the order in which they are compared, and within each the highest first; those in none last. */
function inOrder(rows: readonly OutcomeRow[]): OutcomeRow[] {
  const place = new Map([...new Set(rows.map(({ category }) => category))].map((category, i) => [category, i]));
  const height = ({ segment, here }: OutcomeRow) => (segment < 0 ? -Number.MAX_VALUE : (here ?? -1e300));
  return [...rows].sort(
    (a, b) => place.get(a.category)! - place.get(b.category)! || height(b) - height(a) || a.segment - b.segment,
  );
}

function rowView(row: OutcomeRow, withCategory: boolean, scale: IntervalScale, colors: Colors): Html {
  const { segment, number, name, interval, difference, differenceInterval, found, q } = row;
  const text = (figure: number | null) => (figure === null ? "–" : outcomeFigure(figure, row.category));
  const title = printable(number === null ? name : `${number} · ${name}`);
  const bar =
    difference !== null && differenceInterval && segment >= 0
      ? intervalBar({ difference, interval: differenceInterval }, found, scale)
      : "";
  return html`<tr><th scope="row">${segmentMark(segment, colors)} ${title}</th>${withCategory && html`<td>${printable(row.category ?? "")}</td>`}<td class="n">${found ? html`<strong>${text(row.here)}</strong>` : text(row.here)}</td><td class="n">${interval ? `${text(interval.lower)} – ${text(interval.upper)}` : "–"}</td><td class="n">${text(row.elsewhere)}</td><td>${bar}</td><td class="n">${q === null ? "–" : q < 0.001 ? "<0.001" : q.toFixed(3)}</td><td class="n">${countText(row.known)}</td><td class="n">${countText(row.missing)}</td></tr>`;
}

function aboutProperty({ known, missing, unknownIds, rare, association }: OutcomeProperty): string {
  const parts = [`${countText(known)} known`, `${countText(missing)} missing`];
  if (unknownIds > 0) parts.push(`${unitsText(unknownIds, "id")} of nobody here`);
  if (rare.categories > 0) parts.push(`${unitsText(rare.categories, "rarer value")} not compared`);
  if (association !== null) parts.push(`Cramer's V ${association.toFixed(2)}`);
  return `${parts.join(", ")}.`;
}
