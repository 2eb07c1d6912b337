import { printable } from "../../core/internal";
import { readPathPattern } from "../../sequences/internal";
import type { ReportData } from "../data/report-data";
import { html } from "../html";
import { patternView } from "../views/pattern-view";
import { searchView } from "../views/search-view";
import { pathMatches } from "./path-matches";
import type { Points } from "./unpack-points";

/** What was found: its points on the map; undefined for nothing. */
type Chosen = (shown: Uint8Array | undefined) => void;

/** Text that can only be a path pattern, unless an action has just this name. */
const PATTERN = /->|→|…|\.\.\.|[[\](){}"*+?|]/;

/** Who does an action, found by its name or a part of it; or who shows a path pattern. */
export function wireSearch(
  input: HTMLInputElement,
  found: HTMLElement,
  data: ReportData,
  points: Points | undefined,
  chosen: Chosen,
): void {
  const names = data.actions.map(printable);
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const matches = (text: string) => names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));

  function show(): void {
    const text = input.value.trim();
    const near = text === "" ? [] : matches(text);
    const action = numberOf.get(text) ?? (near.length === 1 ? numberOf.get(near[0]!) : undefined);
    if (action === undefined && near.length === 0 && PATTERN.test(text)) {
      showPattern(text);
      return;
    }
    chosen(action === undefined ? undefined : points?.showing(action));
    found.innerHTML = action !== undefined ? searchView(data, action).text : text === "" ? "" : suggestions(near);
  }
  function showPattern(text: string): void {
    chosen(undefined);
    if (points === undefined) {
      found.innerHTML = html`<p class="note">This page contains no paths to search for a pattern.</p>`.text;
      return;
    }
    try {
      const pattern = readPathPattern(text, "pattern");
      const segments = data.groups.map(({ segment }) => segment);
      const { shows, groups } = pathMatches(pattern, points, names, segments);
      const unknown = pattern.unknownNames(names).map(({ text: said }) => said);
      chosen(shows);
      found.innerHTML = patternView(data, text, groups, unknown).text;
    } catch (error) {
      found.innerHTML = html`<pre class="note">${(error as Error).message.replace(/^"pattern" e/, "E")}</pre>`.text;
    }
  }
  input.addEventListener("input", show);
  found.addEventListener("click", (event) => {
    const name = (event.target as HTMLElement).dataset.action;
    if (name === undefined) return;
    input.value = name;
    show();
    input.focus();
  });
}

function suggestions(near: readonly string[]): string {
  if (near.length === 0) return html`<p class="note">No action has this name.</p>`.text;
  return html`<p class="note">Which one?</p><p class="choices">${near.slice(0, 20).map((name) => html`<button type="button" data-action="${name}">${name}</button> `)}</p>`
    .text;
}
