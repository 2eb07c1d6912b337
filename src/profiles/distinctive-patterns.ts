import { classTfIdf } from "./class-tf-idf";
import { cohensH, leastEffect } from "./contrast";
import { compareActions, type Found, findPattern, type Pattern } from "./pattern";
import type { Corpus, Tally } from "./tally";

const LEAST_EFFECT = 0.2;
const LEAST_DIFFERENCE = 0.1;
/** A pattern shown by at least this share of those who show a part of it speaks of the same members. */
const SAME = 0.95;
const NEARLY_SAME = 0.8;

/**
 * The patterns that set a segment apart, most telling first.
 *
 * Class-based tf-idf alone puts what everybody does on top; a difference in coverage alone, what is rare everywhere.
 * So a pattern must be more common here than elsewhere (by a tenth of the members, and Cohen's h >= 0.2 and at least
 * three standard errors), and is ranked by its score times its effect.
 *
 * @param lengths shortest and longest pattern, in actions.
 */
export function distinctivePatterns(
  corpus: Corpus,
  within: Tally,
  lengths: readonly [number, number],
  count: number,
): Found[] {
  const { everybody, patterns } = corpus;
  const rest = everybody.size - within.size;
  if (rest === 0 || within.size === 0) return [];
  const least = leastEffect(LEAST_EFFECT, within.size, rest);
  const found: Found[] = [];
  for (const id of within.met) {
    const length = patterns.lengthOf(id);
    if (length < lengths[0] || length > lengths[1]) continue;
    const coverage = within.shown[id]! / within.size;
    const elsewhere = (everybody.shown[id]! - within.shown[id]!) / rest;
    if (coverage - elsewhere < LEAST_DIFFERENCE || cohensH(coverage, elsewhere) < least) continue;
    found.push(findPattern(corpus, within, id, classTfIdf(corpus, within, id)));
  }
  return withoutRepetition(found.sort(byWorth), count);
}

function byWorth({ pattern: a }: Found, { pattern: b }: Found): number {
  const worth = b.score * b.effect! - a.score * a.effect!;
  return worth || compareActions(a.actions, b.actions);
}

/**
 * Takes the first `count` patterns that say something new. Of two, one within the other, that speak of nearly the same
 * members, the higher ranked stays; unless they are the same members, when the longer one stays, as it says more.
 */
function withoutRepetition(ranked: readonly Found[], count: number): Found[] {
  const kept: Found[] = [];
  for (const candidate of ranked) {
    const told = kept.filter((other) => overlap(candidate.pattern, other.pattern) >= NEARLY_SAME);
    const [first, ...others] = told;
    if (!first) {
      if (kept.length < count) kept.push(candidate);
    } else if (told.every(({ pattern }) => saysMore(candidate.pattern, pattern))) {
      kept[kept.indexOf(first)] = candidate;
      for (const other of others) kept.splice(kept.indexOf(other), 1);
    }
  }
  return kept;
}

function saysMore(a: Pattern, b: Pattern): boolean {
  return a.actions.length > b.actions.length && overlap(a, b) >= SAME;
}

/** Of the members who show the shorter pattern, the share that shows the longer one; 0 unless one holds the other. */
function overlap(a: Pattern, b: Pattern): number {
  const [longer, shorter] = a.actions.length > b.actions.length ? [a, b] : [b, a];
  return holds(longer.actions, shorter.actions) ? longer.members / shorter.members : 0;
}

/** Whether `part` occurs in `whole` in direct succession. */
function holds(whole: readonly string[], part: readonly string[]): boolean {
  return whole.some((_, start) => part.every((action, i) => whole[start + i] === action));
}
