import type { PatternCandidate } from "../patterns/candidate";
import { tokensOf } from "../patterns/pattern-index";
import type { ProfileContext } from "../profile-context";
import type { SegmentFindings, SegmentFlow } from "../segment-profile";
import { actionClaim, type Claim, withoutRepeats } from "./claim";

/** Patterns weighed for the name of a segment: those that most members show, and some that fewer do. */
const COMMON = 40;
const UNCOMMON = 5;
const HALF = 0.5;
/** Longest path that is given as a whole. */
const WHOLE = 3;

/**
 * What could be said of a segment: every tested pattern that sets it apart (or, where the tests found none, as in a very
 * small segment, what most members do), what is lacking, how most paths begin and end, what the typical path is if it is
 * very short, how long paths are.
 */
export function findClaims(
  context: ProfileContext,
  found: SegmentFindings,
  passed: readonly PatternCandidate[],
  between: ReadonlySet<string>,
): Claim[] {
  if (found.size === 0 || found.paths.lengthElsewhere === null) return [];
  const { actions, tokenOf } = vocabularyOf(context);
  const isBetween = (token: number) => between.has(actions[token]!);
  const end = (kind: "starts" | "ends", list: SegmentFlow["entryActions"]): Claim[] =>
    list
      .filter(({ action, coverage }) => coverage >= HALF && !between.has(action))
      .map(({ action }) => ({ kind, tokens: [tokenOf(action)], id: -1 }));
  const common = found.patterns.commonActions.filter(({ coverage }) => coverage >= HALF);
  return [
    ...patternClaims(context, passed).filter(({ tokens }) => !tokens.some(isBetween)),
    ...(passed.length > 0 ? [] : common).map(({ actions: [action] }) => actionClaim(tokenOf(action!))),
    ...found.patterns.lackingActions.map(({ actions: [action] }): Claim => {
      const token = tokenOf(action!);
      return { kind: "lacks", tokens: [token], id: token };
    }),
    ...end("starts", found.flow.entryActions),
    ...end("ends", found.flow.exitActions),
    ...wholePath(context, found).filter(({ tokens }) => !tokens.some(isBetween)),
    ...lengths(found),
  ];
}

function vocabularyOf({ sequences }: ProfileContext) {
  const { actions } = sequences.vocabulary;
  return { actions, tokenOf: (action: string) => actions.indexOf(action) };
}

function patternClaims({ patterns }: ProfileContext, passed: readonly PatternCandidate[]): Claim[] {
  const byDifference = [...passed].sort(
    ({ pattern: a }, { pattern: b }) => b.coverage - b.elsewhere! - (a.coverage - a.elsewhere!),
  );
  const common = byDifference.filter(({ pattern }) => pattern.coverage >= HALF).slice(0, COMMON);
  const uncommon = byDifference.filter(({ pattern }) => pattern.coverage < HALF).slice(0, UNCOMMON);
  return [...common, ...uncommon].map(({ id, tokens }) =>
    id < 0 ? { kind: "subsequence", tokens, id } : { kind: "run", tokens: tokensOf(patterns, id), id },
  );
}

function wholePath(
  { sequences: { tokens, offsets } }: ProfileContext,
  { paths: { medoid } }: SegmentFindings,
): Claim[] {
  if (medoid === null) return [];
  const path = withoutRepeats(tokens.subarray(offsets[medoid.row]!, offsets[medoid.row + 1]!));
  return path.length > WHOLE ? [] : [{ kind: "only", tokens: path, id: -1 }];
}

function lengths({ paths: { length } }: SegmentFindings): Claim[] {
  return [
    { kind: "atMost", tokens: [length!.q3], id: -1 },
    { kind: "atLeast", tokens: [length!.q1], id: -1 },
  ];
}
