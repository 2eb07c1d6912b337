import { asin, topK } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import { classScore, classTfIdf } from "./class-tf-idf";
import { contrast } from "./contrast";
import type { GroupCounts } from "./count-patterns";
import { compareActions, findPattern, type SegmentPattern, subsequencePattern } from "./pattern";

/** A pattern found on the first half of the inputs, to be counted exactly. */
export interface Countable {
  readonly group: number;
  /** The pattern's number; -1 for a subsequence. */
  readonly id: number;
  /** The actions of a subsequence; empty for what has a number. */
  readonly tokens: readonly number[];
}

/** A subsequence that is more common in the group than elsewhere. */
export interface GappedCandidate extends Countable {
  /** Occurrences of all patterns in the group. */
  readonly words: number;
}

/** A pattern found on the first half of the inputs, to be tested on the second. */
export interface PatternCandidate extends Countable {
  /** 1 when it is more common in the group than elsewhere, -1 when it is rarer. */
  readonly direction: 1 | -1;
  /** Its figures over all inputs, before the test. */
  readonly pattern: SegmentPattern;
}

/** How conspicuous a pattern must be on the first half. */
export interface Threshold {
  readonly effect: number;
  readonly difference: number;
}

/** What is more common: a small effect (Cohen 1988), and a tenth of the members. */
export const MORE: Threshold = { effect: 0.2, difference: 0.1 };
/** What is rarer: a medium effect, and a tenth of the members. */
export const LESS: Threshold = { effect: 0.5, difference: 0.1 };

/** Standard errors that an effect must have on the first half. The second half decides. */
const ERRORS = 2;

/** Candidates of each kind, direction and segment at most. */
const MOST = 60;

/** Shares of the first half: members that show something, members, others that show it, others. */
export interface Shares {
  readonly showing: number;
  readonly members: number;
  readonly othersShowing: number;
  readonly others: number;
}

/** How promising a pattern is; 0 when it is not conspicuous. Effect times √coverage (of the larger share). */
export function worthTesting({ showing, members, othersShowing, others }: Shares, direction: 1 | -1): number {
  if (members === 0 || others === 0) return 0;
  const { effect, difference } = direction > 0 ? MORE : LESS;
  const coverage = showing / members;
  const elsewhere = othersShowing / others;
  if (direction * (coverage - elsewhere) < difference) return 0;
  const h = direction * (arcsine(coverage) - arcsine(elsewhere));
  const error = Math.sqrt(1 / members + 1 / others);
  return h < Math.max(effect, ERRORS * error) ? 0 : h * Math.sqrt(Math.max(coverage, elsewhere));
}

function arcsine(share: number): number {
  return 2 * asin(Math.sqrt(share));
}

/** The actions and n-grams of at most `maxNgram` actions that are more common in the counted group, on the first half. */
export function findCandidates(
  context: ProfileContext,
  within: GroupCounts,
  group: number,
  maxNgram: number,
): PatternCandidate[] {
  const { patterns } = context;
  const worthOf = firstHalfWorth(context, within, group, 1);
  const of = (isOfKind: (id: number) => boolean) => best(within.seen.filter(isOfKind), worthOf, patterns.size);
  const found = [
    ...of((id) => id < patterns.actions),
    ...of((id) => id >= patterns.actions && patterns.lengthOf(id) <= maxNgram),
  ];
  return found.map((id) => candidate(context, within, group, id, 1));
}

/** The actions that are conspicuously rarer in the counted group, on the first half. */
export function findLacking(context: ProfileContext, within: GroupCounts, group: number): PatternCandidate[] {
  const { patterns } = context;
  const actions = Uint32Array.from({ length: patterns.actions }, (_, id) => id);
  const found = best(actions, firstHalfWorth(context, within, group, -1), patterns.size);
  return found.map((id) => candidate(context, within, group, id, -1));
}

function firstHalfWorth({ everybody, members }: ProfileContext, within: GroupCounts, group: number, direction: 1 | -1) {
  const own = members.firstSizes[group]!;
  const others = everybody.firstSize - own;
  return (id: number): number => {
    const showing = within.shownFirst[id]!;
    const othersShowing = everybody.shownFirst[id]! - showing;
    return worthTesting({ showing, members: own, othersShowing, others }, direction);
  };
}

/** The most promising; ties by number, which depends on the canonical order of sequences alone. */
function best(ids: Uint32Array, worthOf: (id: number) => number, size: number): number[] {
  if (size === 0) return [];
  const worth = Float64Array.from(ids, worthOf);
  const positions = worth.reduce<number[]>((kept, value, i) => {
    if (value > 0) kept.push(i);
    return kept;
  }, []);
  return topK(positions, MOST, (i, j) => worth[j]! - worth[i]! || ids[i]! - ids[j]!).map((i) => ids[i]!);
}

function candidate(
  context: ProfileContext,
  within: GroupCounts,
  group: number,
  id: number,
  direction: 1 | -1,
): PatternCandidate {
  const pattern = findPattern(context, within, id, classTfIdf(context, within, id));
  return { group, direction, id, tokens: [], pattern };
}

/** A subsequence with its figures, once those who show it are counted. */
export function gappedCandidate(
  context: ProfileContext,
  { words, ...candidate }: GappedCandidate,
  shown: { own: number; everybody: number },
): PatternCandidate {
  const { everybody, members, sequences } = context;
  const size = members.sizes[candidate.group]!;
  const figures = contrast(shown.own, size, shown.everybody - shown.own, everybody.size - size);
  const actions = candidate.tokens.map((token) => sequences.vocabulary.actions[token]!);
  const score = classScore(context, words, shown.own, shown.everybody);
  return { ...candidate, direction: 1, pattern: subsequencePattern(actions, score, figures) };
}

/** Strict order of candidates of one group: most distinctive first. */
export function byWorth({ pattern: a }: PatternCandidate, { pattern: b }: PatternCandidate): number {
  return b.score * b.effect! - a.score * a.effect! || compareActions(a.actions, b.actions);
}
