import { countText, percentText } from "../../core/internal";
import type { FitReport, SegmentModel } from "../../segments";
import { stepText } from "../../sequences/internal";
import { type Html, html } from "../html";
import { dayText } from "./day-text";
import { term } from "./glossary";

/** What was read and fitted, in figures. */
export function factList({ report, sequences: fitted }: SegmentModel, unit: string): Html {
  const { events, sequences, clustering } = report;
  const { sessionBoundary } = fitted.rules;
  const marked = sessionBoundary !== null && fitted.vocabulary.actions.includes(sessionBoundary);
  const facts: [name: Html | string, value: string][] = [
    [`${unit}s`, countText(sequences.inputs - sequences.leftOut - sequences.empty - sequences.tooShort)],
    [marked ? "actions and session starts" : "actions", countText(sequences.tokens)],
    [html`different ${term("path", "paths")}`, countText(sequences.distinct)],
    [clustering.segments === 1 ? "segment" : "segments", countText(clustering.segments)],
    [term("none", "in no segment"), percentText(clustering.noiseShare)],
  ];
  if (clustering.placed > 0) facts.push(["placed with the nearest segment", percentText(clustering.placedShare)]);
  if (events) facts.splice(1, 0, ["events read", `${countText(events.accepted)}`]);
  if (events?.times)
    facts.push(["days of the log (UTC)", `${dayText(events.times.first)} – ${dayText(events.times.last)}`]);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** 2024-03-04 */

/**
 * What steps did, then what was refused, cut or left out on the way, each with its number; and what else the reader should know.
 *
 * @param page what the page itself leaves out.
 */
export function leftOut({ events, sequences, notes }: FitReport, page: readonly string[]): Html {
  const refused = (events?.refused ?? []).map(
    ({ reason, rows, lines }) =>
      `${countText(rows)} row${rows === 1 ? "" : "s"} refused: ${reason} (line ${lines.map(countText).join(", ")}${rows > lines.length ? ", …" : ""})`,
  );
  const all = [...refused, ...notes, ...page];
  const steps = sequences.prepared.map(stepText);
  const prepared = steps.length > 0 && html`<h3>Prepared</h3><ol>${steps.map((text) => html`<li>${text}</li>`)}</ol>`;
  if (all.length > 0) return html`${prepared}<h3>Refused, cut or left out</h3>${listOf(all)}`;
  return html`${prepared || html`<p class="note">Nothing was left out: every row was read, no path was cut.</p>`}`;
}

function listOf(texts: readonly string[]): Html {
  return html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
}
