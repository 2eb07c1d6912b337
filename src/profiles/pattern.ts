import { type Contrast, contrast } from "./contrast";
import { pathText } from "./path-text";
import { tokensOf } from "./pattern-counts";
import type { Corpus, Tally } from "./tally";

/** An action, or several in direct succession, and how it sets a segment apart. */
export interface Pattern extends Contrast {
  readonly actions: readonly string[];
  /** The actions as text: `A -> B`. */
  readonly text: string;
  /** Class-based tf-idf: how much the pattern weighs among all that the segment does. */
  readonly score: number;
  /** Occurrences per member, those that do not show it included. */
  readonly perMember: number;
  /** The same among everybody else; null when there is nobody else. */
  readonly perMemberElsewhere: number | null;
}

/** A pattern with its number in the corpus. */
export interface Found {
  readonly id: number;
  readonly pattern: Pattern;
}

/** Compares one pattern within the tallied segment with everybody else. */
export function findPattern(corpus: Corpus, within: Tally, id: number, score: number): Found {
  const { everybody, patterns, sequences } = corpus;
  const rest = everybody.size - within.size;
  const actions = tokensOf(patterns, id).map((token) => sequences.vocabulary.actions[token]!);
  const pattern: Pattern = {
    actions,
    text: pathText(actions.length, (i) => actions[i]!),
    score,
    ...contrast(within.shown[id]!, within.size, everybody.shown[id]! - within.shown[id]!, rest),
    perMember: within.occurrences[id]! / within.size,
    perMemberElsewhere: rest === 0 ? null : (everybody.occurrences[id]! - within.occurrences[id]!) / rest,
  };
  return { id, pattern };
}

/** Strict order of names: by their actions, in code unit order, shorter first. */
export function compareActions(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return a.length - b.length;
}
