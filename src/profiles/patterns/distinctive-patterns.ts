import { byWorth, LESS, MORE, type PatternCandidate } from "./candidate";
import type { SegmentPattern } from "./pattern";

/** A pattern shown by at least this share of those who show a part of it speaks of the same members. */
const SAME = 0.95;
const NEARLY_SAME = 0.8;
/** An effect larger by no more, a small one, says nothing new. */
const HARDLY = 0.2;

/**
 * The tested patterns of one kind that set a segment apart, most distinctive first.
 *
 * Class-based tf-idf alone puts what everybody does on top; a difference in coverage alone, what is rare everywhere.
 * So a pattern must be more common here than elsewhere, on each half of the inputs and over all (by a tenth of the
 * members, and Cohen's h >= 0.2 among paths as long), and is ranked by its score times its effect.
 *
 * @param tested of one segment, with p and q.
 * @param rate the largest q listed.
 */
export function distinctivePatterns(
  tested: readonly PatternCandidate[],
  kind: SegmentPattern["kind"],
  rate: number,
  count: number,
): PatternCandidate[] {
  return withoutRepetition(
    passedPatterns(tested, 1, rate)
      .filter(({ pattern }) => pattern.kind === kind)
      .sort(byWorth),
    count,
  );
}

/** The subsequences that say something besides the actions and n-grams listed already. */
export function distinctiveSubsequences(
  tested: readonly PatternCandidate[],
  listed: readonly PatternCandidate[],
  rate: number,
  count: number,
): PatternCandidate[] {
  const news = distinctivePatterns(tested, "subsequence", rate, tested.length).filter(({ pattern: gapped }) =>
    listed.every(({ pattern }) => {
      if (isSubsequence(pattern.actions, gapped.actions)) {
        return gapped.members < SAME * pattern.members || gapped.effect! > pattern.effect! + HARDLY;
      }
      return !(isSubsequence(gapped.actions, pattern.actions) && pattern.members >= SAME * gapped.members);
    }),
  );
  return news.slice(0, count);
}

/** The tested actions that are conspicuously rarer here, most conspicuous first. */
export function lackingActions(tested: readonly PatternCandidate[], rate: number, count: number): PatternCandidate[] {
  return passedPatterns(tested, -1, rate)
    .sort(({ pattern: a }, { pattern: b }) => a.effect! - b.effect! || (a.text < b.text ? -1 : 1))
    .slice(0, count);
}

/** The tested patterns that are more common (1) or rarer (-1) in the segment by enough to be reported. */
export function passedPatterns(
  tested: readonly PatternCandidate[],
  direction: 1 | -1,
  rate: number,
): PatternCandidate[] {
  const { effect, difference } = direction > 0 ? MORE : LESS;
  return tested.filter((candidate) => {
    const { coverage, elsewhere, effect: h, q } = candidate.pattern;
    if (candidate.direction !== direction || q! > rate) return false;
    return direction * (coverage - elsewhere!) >= difference && direction * h! >= effect;
  });
}

/**
 * Takes the first `count` patterns that say something new. Of two, one within the other, that speak of nearly the same
 * members, the higher ranked stays; unless they are the same members, when the longer one stays, as it says more.
 */
function withoutRepetition(ranked: readonly PatternCandidate[], count: number): PatternCandidate[] {
  const chosen: PatternCandidate[] = [];
  for (const candidate of ranked) {
    const overlapping = chosen.filter((other) => overlap(candidate.pattern, other.pattern) >= NEARLY_SAME);
    const [first, ...others] = overlapping;
    if (!first) {
      if (chosen.length < count) chosen.push(candidate);
    } else if (overlapping.every(({ pattern }) => saysMore(candidate.pattern, pattern))) {
      chosen[chosen.indexOf(first)] = candidate;
      for (const other of others) chosen.splice(chosen.indexOf(other), 1);
    }
  }
  return chosen;
}

function saysMore(a: SegmentPattern, b: SegmentPattern): boolean {
  return a.actions.length > b.actions.length && overlap(a, b) >= SAME;
}

/** Of the members who show the shorter pattern, the share that shows the longer one; 0 unless one holds the other. */
function overlap(a: SegmentPattern, b: SegmentPattern): number {
  const [longer, shorter] = a.actions.length > b.actions.length ? [a, b] : [b, a];
  const holds = a.kind === "subsequence" ? isSubsequence : isRun;
  return holds(shorter.actions, longer.actions) ? longer.members / shorter.members : 0;
}

/** Whether `part` occurs in `whole` in direct succession. */
function isRun(part: readonly string[], whole: readonly string[]): boolean {
  return whole.some((_, start) => part.every((action, i) => whole[start + i] === action));
}

/** Whether the actions of `part` occur in `whole` in this order. */
export function isSubsequence<T>(part: readonly T[], whole: readonly T[]): boolean {
  let matched = 0;
  for (const action of whole) if (action === part[matched]) matched++;
  return matched === part.length;
}
