import { countText, printable } from "../../core/internal";
import { type Html, html } from "../html";
import type { PathStep, PathSteps } from "../path-steps";

/** A path as a chain of steps; a list to screen readers. */
export function pathChain({ head, skipped, tail }: PathSteps, nameOf: (action: number) => string): Html {
  const item = ({ action, times }: PathStep) => stepText(nameOf(action), times);
  const gap = skipped > 0 ? [html`<i>${countText(skipped)} more</i>`] : [];
  return chain([...head.map(item), ...gap, ...tail.map(item)], " → ");
}

/** A pattern as a chain: in direct succession, or with others between. */
export function patternChain(actions: readonly string[], gapped: boolean): Html {
  return chain(
    runsOf(actions, gapped).map(([name, times]) => stepText(name, times)),
    gapped ? " … " : " → ",
  );
}

function chain(steps: readonly Html[], link: string): Html {
  return html`<ol class="chain">${steps.map((step, i) => html`<li>${i > 0 && html`<span aria-hidden="true">${link}</span>`}${step}</li>`)}</ol>`;
}

function stepText(name: string, times: number): Html {
  return html`${printable(name)}${times > 1 && html` <b>×${countText(times)}</b>`}`;
}

function runsOf(actions: readonly string[], gapped: boolean): [name: string, times: number][] {
  const runs: [string, number][] = [];
  for (const action of actions) {
    const last = runs.at(-1);
    if (last && last[0] === action && !gapped) last[1] += 1;
    else runs.push([action, 1]);
  }
  return runs;
}
