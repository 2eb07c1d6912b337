import { percentText } from "../../core/internal";
import type { OutcomeAnswer, OutcomeRow } from "./outcome-row";

/** Puts an outcome into words, segment by segment; of categories, the most common one. */
export function answerOutcome(name: string, rows: readonly OutcomeRow[], groups: number): OutcomeAnswer {
  const ofOutcome = rows.filter(({ property }) => property === name);
  const category = ofOutcome[0]?.category ?? null;
  const own = ofOutcome.filter((row) => row.segment >= 0 && row.category === category);
  const known = own.filter(({ here }) => here !== null);
  const order = [...known].sort((a, b) => b.here! - a.here! || a.segment - b.segment);
  return {
    name,
    sentence: sentenceOf(name, category, order),
    sentences: own.slice(0, groups).map((row) => (row.here === null ? null : sentenceOfSegment(name, row))),
    order: order.map(({ segment }) => segment),
  };
}

function sentenceOf(name: string, category: string | null, order: readonly OutcomeRow[]): string {
  const [best] = order;
  if (best === undefined) return `Nothing is known of ${name} in any segment.`;
  const found = order.filter((row) => row.found && row.difference! > 0);
  const what = whatOf(name, category);
  const [first] = found;
  if (first === undefined) return `No segment has a ${what} above that of all others by more than chance would give.`;
  const others = found.length > 1 ? `; above the others' too: ${found.slice(1).map(titleOf).join(", ")}` : "";
  return `Highest ${what}: ${titleOf(first)}, ${figuresOf(first)}${others}.`;
}

function sentenceOfSegment(name: string, row: OutcomeRow): string {
  const what = whatOf(name, row.category);
  const capital = what.charAt(0).toUpperCase() + what.slice(1);
  const chance = row.p === null || row.found ? "" : "; no more than chance would give";
  return `${capital}: ${figuresOf(row)}${chance}.`;
}

function whatOf(name: string, category: string | null): string {
  if (category === null) return `mean of ${name}`;
  return category === "yes" ? `share with ${name}` : `share with ${name} ${category}`;
}

function titleOf({ number, name }: OutcomeRow): string {
  return `${number} ${name}`;
}

/** `41% (35% to 47%), elsewhere 12%` */
function figuresOf(row: OutcomeRow): string {
  const text = (figure: number) => outcomeFigure(figure, row.category);
  const range = row.interval ? ` (${text(row.interval.lower)} to ${text(row.interval.upper)})` : "";
  const elsewhere = row.elsewhere === null ? "" : `, elsewhere ${text(row.elsewhere)}`;
  return `${text(row.here!)}${range}${elsewhere}`;
}

/** A share in percent, or a mean. */
export function outcomeFigure(figure: number, category: string | null): string {
  return category === null ? meanText(figure) : percentText(figure);
}

function meanText(mean: number): string {
  const size = Math.abs(mean);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return mean.toExponential(2);
  return String(Number(mean.toFixed(size >= 100 ? 0 : size >= 1 ? 2 : 4)));
}
