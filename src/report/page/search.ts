import { printable } from "../../core/internal";
import { html } from "../html";
import type { ReportData } from "../report-data";
import { searchView } from "../views/search-view";

/** Who does an action: finds it by its name or a part of it. */
export function wireSearch(input: HTMLInputElement, found: HTMLElement, data: ReportData, chosen: Chosen): void {
  const names = data.actions.map(printable);
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const matches = (text: string) => names.filter((name) => name.toLowerCase().includes(text.toLowerCase()));

  function show(): void {
    const text = input.value.trim();
    const near = text === "" ? [] : matches(text);
    const action = numberOf.get(text) ?? (near.length === 1 ? numberOf.get(near[0]!) : undefined);
    chosen(action);
    found.innerHTML = action !== undefined ? searchView(data, action).text : text === "" ? "" : suggestions(near);
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

type Chosen = (action: number | undefined) => void;

function suggestions(near: readonly string[]): string {
  if (near.length === 0) return html`<p class="note">No action has this name.</p>`.text;
  return html`<p class="note">Which one?</p><p class="choices">${near.slice(0, 20).map((name) => html`<button type="button" data-action="${name}">${name}</button> `)}</p>`
    .text;
}
