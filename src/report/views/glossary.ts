import { type Html, html } from "../html";

/** The words of the page that are not everyday words, each in plain ones; `{unit}` is what an input is called. */
const TERMS = {
  path: ["Path", "The actions of one {unit}, in the order in which they were done."],
  none: [
    "In no segment",
    "{Unit}s who are not enough like any group. They belong to no segment; on the map they are gray crosses.",
  ],
  others: [
    "Others, elsewhere",
    "All {unit}s who are not in the segment: those of other segments and those in no segment.",
  ],
  cohesion: [
    "Cohesion",
    "How alike the members of a segment are: the mean similarity of their paths to the most typical one. 1: all do the same things in the same shares; 0: they have nothing in common.",
  ],
  stability: [
    "Stability",
    "Whether a segment is found again in other samples of the {unit}s, in which some are left out and some occur twice: the share of {unit}s that the segment found there and this one have in common, 1 if they are the same. From 0.75 on a segment counts as found again. Below that, read it as a convenient cut, not as a kind of {unit}s.",
  ],
  bits: [
    "Bits an action",
    "How much better the next action of other {unit}s can be predicted when their segment is known, minus the cost of knowing it. 1 bit halves the number of likely actions; 0 or less means that the segments say nothing about the next action. Action bits say the same for a guess that knows only how often each action occurs, not the action before.",
  ],
  continuum: [
    "Continuum",
    "{Unit}s differ by degrees, without borders between groups. Segments of a continuum are convenient cuts: neighboring segments have much in common.",
  ],
  q: [
    "q, false discovery rate",
    "Patterns are found on one half of the {unit}s and tested on the other half. Of the patterns with a q of 0.05 or less, at most about 5% are expected to be chance.",
  ],
  distorted: [
    "Misplaced points",
    "A flat map cannot keep all distances. Hollow points have other neighbors on the map than in the data: read their paths, and ignore where they lie.",
  ],
  persistence: [
    "Persistence",
    "In the tables: over how wide a range of required densities a segment exists as one group, from 0 to 1.",
  ],
} as const;

export type Term = keyof typeof TERMS;

/** A word with a link to its entry in the glossary. */
export function term(name: Term, text: string): Html {
  return html`<a class="term" href="#term-${name}">${text}</a>`;
}

/** What the words of the page mean. */
export function glossary(unit: string): Html {
  const filled = (text: string) =>
    text.replaceAll("{unit}", unit).replaceAll("{Unit}", unit[0]!.toUpperCase() + unit.slice(1));
  return html`<section aria-labelledby="glossary"><h2 id="glossary">Glossary</h2><dl class="glossary">${Object.entries(
    TERMS,
  ).map(
    ([name, [title, text]]) => html`<div id="term-${name}"><dt>${title}</dt><dd>${filled(text)}</dd></div>`,
  )}</dl></section>`;
}
