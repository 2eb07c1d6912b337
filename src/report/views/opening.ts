import { countText, percentText } from "../../core/internal";
import type { FitReport } from "../../segments";
import { type Html, html } from "../html";
import { term } from "./glossary";

/** What was read and fitted, in figures. */
export function factList(report: FitReport, unit: string): Html {
  const { events, sequences, clustering } = report;
  const facts: [name: Html | string, value: string][] = [
    [`${unit}s`, countText(sequences.inputs - sequences.empty - sequences.tooShort)],
    ["actions", countText(sequences.tokens)],
    [html`different ${term("path", "paths")}`, countText(sequences.distinct)],
    [clustering.segments === 1 ? "segment" : "segments", countText(clustering.segments)],
    [term("none", "in no segment"), percentText(clustering.noiseShare)],
  ];
  if (events) facts.splice(1, 0, ["events read", `${countText(events.accepted)}`]);
  if (events?.times)
    facts.push(["days of the log (UTC)", `${dayText(events.times.first)} – ${dayText(events.times.last)}`]);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** 2024-03-04 */
function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/**
 * What was refused, cut or left out on the way, each with its number; and what else the reader should know.
 *
 * @param page what the page itself leaves out.
 */
export function leftOut({ events, notes }: FitReport, page: readonly string[]): Html {
  const refused = (events?.refused ?? []).map(
    ({ reason, rows, lines }) =>
      `${countText(rows)} row${rows === 1 ? "" : "s"} refused: ${reason} (line ${lines.map(countText).join(", ")}${rows > lines.length ? ", …" : ""})`,
  );
  const all = [...refused, ...notes, ...page];
  if (all.length === 0) return html`<p class="note">Nothing was left out: every row was read, no path was cut.</p>`;
  return html`<h3>Refused, cut or left out</h3><ul>${all.map((text) => html`<li>${text}</li>`)}</ul>`;
}
