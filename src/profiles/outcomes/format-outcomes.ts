import { asExpected, countText, percentText, printable, unitsText, wrongType } from "../../core/internal";
import { outcomeFigure } from "./answer-outcome";
import type { OutcomeComparison, OutcomeProperty, OutcomeRow } from "./outcome-row";

/**
 * Properties beside segments as text: which segment does best by the outcome, then each property with what was found.
 *
 * @param comparison of {@link outcomes}.
 * @returns lines, without an end.
 * @throws TypeError when it is none.
 * @example
 * const found = await outcomes({ labels: [0, 0, 1, 1] }, { paid: [true, true, false, false] }, { outcome: "paid" });
 * formatOutcomes(found).startsWith("No segment has a share with paid"); // true
 */
export function formatOutcomes(comparison: OutcomeComparison): string {
  if (typeof comparison !== "object" || comparison === null) {
    throw wrongType("comparison", "a comparison of outcomes", comparison);
  }
  return asExpected("comparison", "a comparison of outcomes", comparison, () => textOf(comparison));
}

function textOf({ rows, properties, outcome, tested, falseDiscoveryRate }: OutcomeComparison): string {
  const first = properties.filter(({ name }) => name === outcome?.name);
  const others = properties.filter(({ name }) => name !== outcome?.name);
  const blocks = [...first, ...others].map((property) => {
    const own = rows.filter((row) => row.property === property.name);
    return [headOf(property), ...(own.length > 0 ? linesOf(own) : [])].join("\n");
  });
  const rate = percentText(falseDiscoveryRate);
  const note = `${unitsText(tested, "comparison")}; * marks those of which at most ${rate} are expected to be chance.`;
  return [...(outcome ? [outcome.sentence] : []), ...blocks, note].join("\n\n");
}

function headOf({ name, kind, known, missing, unknownIds, rare, association }: OutcomeProperty): string {
  const notes = [
    `${countText(known)} known`,
    ...(missing > 0 ? [`${countText(missing)} missing`] : []),
    ...(unknownIds > 0 ? [`${unitsText(unknownIds, "id")} of no user here`] : []),
    ...(rare.categories > 0
      ? [`${countText(rare.categories)} rarer values of ${unitsText(rare.users, "user")} not compared`]
      : []),
    ...(association === null ? [] : [`Cramer's V ${association.toFixed(2)}`]),
  ];
  return `${printable(name)} (${kind}): ${notes.join(", ")}`;
}

function linesOf(rows: readonly OutcomeRow[]): string[] {
  const withCategory = rows.some(({ category }) => category !== null && category !== "yes");
  const cells = rows.map((row) => cellsOf(row, withCategory));
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  return cells.map((line) => `  ${line.map((text, column) => text.padEnd(widths[column]!)).join("  ")}`.trimEnd());
}

function cellsOf(row: OutcomeRow, withCategory: boolean): string[] {
  const text = (figure: number | null) => (figure === null ? "-" : outcomeFigure(figure, row.category));
  const { interval } = row;
  return [
    row.found ? "*" : "",
    printable(row.number === null ? row.name : `${row.number} ${row.name}`),
    ...(withCategory ? [printable(row.category ?? "")] : []),
    `${text(row.here)}${interval ? ` (${text(interval.lower)} to ${text(interval.upper)})` : ""} of ${countText(row.known)}`,
    `elsewhere ${text(row.elsewhere)}`,
    row.q === null ? "" : `q ${row.q < 0.001 ? "<0.001" : row.q.toFixed(3)}`,
  ];
}
