import { type Html, html } from "../html";

/** The words of the page that are not everyday words, each in plain ones; `{unit}` is what an input is called. */
const TERMS = {
  path: ["Path", "The actions of one {unit}, in the order in which they were done."],
  none: [
    "In no segment",
    "{Unit}s whose paths are like too few others. They belong to no segment; on the map they are gray crosses.",
  ],
  others: [
    "Others, elsewhere",
    "Everybody who is not in the segment: the {unit}s of all other segments, and unassigned ones.",
  ],
  cohesion: [
    "Cohesion",
    "How alike the members of a segment are: the mean similarity of their paths to the most typical one. 1: all do the same things in the same shares; 0: they have nothing in common.",
  ],
  stability: [
    "Stability",
    "Whether a segment is found again when the {unit}s are drawn anew, with some left out and some taken twice: how far the segment found then and this one hold the same {unit}s, 1 for exactly the same. From 0.75 on a segment counts as found again. Below, take it as a convenient cut.",
  ],
  bits: [
    "Bits an action",
    "How much better the next action of other {unit}s can be predicted when their segment is known, less the cost of finding out the segment. 1 bit halves the number of likely actions; 0 or less means that the segments say nothing about what is done next. Action bits say the same of a guess that knows how often each action occurs, and not the action before.",
  ],
  continuum: [
    "Continuum",
    "What {unit}s do passes from one kind into another without a border. Segments of a continuum are convenient cuts: neighboring segments have much in common.",
  ],
  q: [
    "q, false discovery rate",
    "Patterns are found on one half of the {unit}s and tested on the other half. Of the patterns with a q of 0.05 or less, at most about 5% are expected to be chance.",
  ],
  distorted: [
    "Misplaced points",
    "A flat map cannot keep all distances. Points drawn hollow have other neighbors on the map than in the data: read their paths, not their surroundings.",
  ],
  persistence: [
    "Persistence",
    "In the tables: over how wide a range of densities a segment holds together as one group, from 0 to 1.",
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
