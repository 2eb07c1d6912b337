import { classTfIdf } from "./class-tf-idf";
import { cohensH, leastEffect } from "./contrast";
import { compareActions, type Found, findPattern } from "./pattern";
import type { Corpus, Tally } from "./tally";

const LEAST_EFFECT = 0.2;
const LEAST_COVERAGE = 0.1;
/** Two coverages (or shares elsewhere) that differ by no more say the same. */
const SAME = 0.05;

/**
 * The patterns that set a segment apart, most telling first.
 *
 * Class-based tf-idf alone puts what everybody does on top; a difference in coverage alone, what is rare everywhere.
 * So a pattern must be more common here than elsewhere (Cohen's h >= 0.2 and at least three standard errors, shown by
 * at least a tenth of the members), and is ranked by its score times its effect.
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
    if (coverage < LEAST_COVERAGE) continue;
    if (cohensH(coverage, (everybody.shown[id]! - within.shown[id]!) / rest) < least) continue;
    found.push(findPattern(corpus, within, id, classTfIdf(corpus, within, id)));
  }
  return withoutRepetition(found.sort(byWorth), count);
}

function byWorth({ pattern: a }: Found, { pattern: b }: Found): number {
  const worth = b.score * b.effect! - a.score * a.effect!;
  return worth || compareActions(a.actions, b.actions);
}

/**
 * Takes the first `count` patterns that say something new. Of two patterns, one within the other, that are equally
 * common both here and elsewhere, the longer one stays: it says more about the same members.
 */
function withoutRepetition(ranked: readonly Found[], count: number): Found[] {
  const kept: Found[] = [];
  for (const candidate of ranked) {
    const same = kept.filter((other) => saysTheSame(candidate.pattern, other.pattern));
    if (same.length === 0) {
      if (kept.length < count) kept.push(candidate);
    } else if (same.every(({ pattern }) => pattern.actions.length < candidate.pattern.actions.length)) {
      kept[kept.indexOf(same[0]!)] = candidate;
      for (const other of same.slice(1)) kept.splice(kept.indexOf(other), 1);
    }
  }
  return kept;
}

function saysTheSame(a: Found["pattern"], b: Found["pattern"]): boolean {
  if (Math.abs(a.coverage - b.coverage) > SAME || Math.abs(a.elsewhere! - b.elsewhere!) > SAME) return false;
  return a.actions.length > b.actions.length ? holds(a.actions, b.actions) : holds(b.actions, a.actions);
}

/** Whether `part` occurs in `whole` in direct succession. */
function holds(whole: readonly string[], part: readonly string[]): boolean {
  return whole.some((_, start) => part.every((action, i) => whole[start + i] === action));
}
