import { printable } from "../../core/internal";
import { pathText } from "../paths/path-text";
import type { ProfileContext } from "../profile-context";
import { contrast, type SegmentContrast } from "./contrast";
import type { GroupCounts } from "./count-patterns";
import { tokensOf } from "./pattern-index";

/**
 * An action, or several in a row or in this order, and how it sets a segment apart.
 *
 * Long paths hold more of everything. `effect` therefore compares the members with others whose paths are about as long,
 * as far as there are enough such; `coverage`, `elsewhere` and `lift` are plain shares of all.
 */
export interface SegmentPattern extends SegmentContrast {
  /** One action; several in direct succession; several in this order, with any others between them. */
  readonly kind: "action" | "ngram" | "subsequence";
  readonly actions: readonly string[];
  /** The actions as text: `A -> B`, or `A … B` where others may stand between. */
  readonly text: string;
  /**
   * Share of others with paths about as long that shows it: their shares in up to five classes of length, weighted as
   * the members are spread over these. Null when too few others have paths as long, or the pattern is not tested.
   */
  readonly elsewhereAsLong: number | null;
  /**
   * How probable it is, were the labels drawn at random, that the pattern is as much more common here (or, for what is
   * lacking, rarer): an exact conditional test over the classes of length, on one half of the users, of a pattern found
   * on the other half. Null for patterns listed without a test (`patterns.commonActions`).
   */
  readonly p: number | null;
  /** `p` after Benjamini & Hochberg (1995), over all patterns tested in all segments: the rate of false discoveries. */
  readonly q: number | null;
  /** Class-based tf-idf: how much the pattern weighs among all that the segment does. */
  readonly score: number;
  /** Occurrences per member, those that do not show it included; of a subsequence, `coverage`. */
  readonly perMember: number;
  /** The same among everybody else; null when there is nobody else. */
  readonly perMemberElsewhere: number | null;
}

/** What {@link findPattern} cannot derive from the counts of a group. */
const UNTESTED = { elsewhereAsLong: null, p: null, q: null } as const;

/** Compares one pattern within the counted segment with everybody else. */
export function findPattern(context: ProfileContext, within: GroupCounts, id: number, score: number): SegmentPattern {
  const { everybody, patterns, sequences } = context;
  const rest = everybody.size - within.size;
  const actions = tokensOf(patterns, id).map((token) => sequences.vocabulary.actions[token]!);
  return {
    kind: actions.length === 1 ? "action" : "ngram",
    actions,
    ...UNTESTED,
    text: pathText(actions.length, (i) => actions[i]!),
    score,
    ...contrast(within.shown[id]!, within.size, everybody.shown[id]! - within.shown[id]!, rest),
    perMember: within.occurrences[id]! / within.size,
    perMemberElsewhere: rest === 0 ? null : (everybody.occurrences[id]! - within.occurrences[id]!) / rest,
  };
}

/** The figures of a subsequence: those who show it count, however often they do. */
export function subsequencePattern(
  actions: readonly string[],
  score: number,
  figures: SegmentContrast,
): SegmentPattern {
  const { coverage, elsewhere } = figures;
  return {
    kind: "subsequence",
    actions,
    ...UNTESTED,
    text: actions.map(printable).join(" … "),
    score,
    ...figures,
    perMember: coverage,
    perMemberElsewhere: elsewhere,
  };
}

/** Strict order of names: by their actions, in code unit order, shorter first. */
export function compareActions(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return a.length - b.length;
}
