import type { SegmentFindings, SegmentFlow } from "../segment-profile";
import { actionClaim, type Claim } from "./claim";
import type { ClaimCounts, ClaimFigures } from "./count-claims";

/** A claim with how well it sets a segment apart. */
export interface RankedClaim extends Claim, ClaimFigures {
  /** 0 if it is true of most members and few others, 1 if of half of them (or of lengths), otherwise 2. */
  readonly level: number;
  /** What it is worth within its level: how well it sets apart, and its style. */
  readonly worth: number;
  /** What its words are worth, as a share of members. */
  readonly style: number;
}

/** Shares from which a claim is true of most members, of half of them, and up to which it is true of few others. */
const MOST = 0.7;
const HALF = 0.5;
const FEW = 0.3;
/** Share of members that begin or end with an action where one session may end and the next begin. */
const OFTEN = 0.2;

/**
 * Ranks what could be said of a segment: by the share of members minus the share of others, the mean of those everywhere
 * else and those in the segment where the claim is true most often. So what two neighbors have in common, and nobody
 * else has, names neither. Words count too ({@link styleOf}), but only among claims of the same level.
 *
 * @param text of actions, to break ties.
 */
export function rankClaims(
  claims: readonly Claim[],
  counts: ClaimCounts,
  group: number,
  found: SegmentFindings,
  actions: readonly string[],
): RankedClaim[] {
  const isSeam = seamsOf(found, actions);
  const isOwn = (token: number) => counts.figures(actionClaim(token), group).elsewhere <= FEW;
  const ranked = claims.map((claim): RankedClaim => {
    const figures = counts.figures(claim, group);
    const { coverage, elsewhere, nearest } = figures;
    const style = styleOf(claim, isOwn, isSeam);
    const worth = coverage - (elsewhere + nearest) / 2 + style;
    return { ...claim, ...figures, level: levelOf(claim, figures), worth, style };
  });
  const text = ({ tokens }: Claim) => tokens.map((token) => actions[token] ?? "").join("\u0000");
  return ranked.sort((a, b) => a.level - b.level || b.worth - a.worth || (text(a) < text(b) ? -1 : 1));
}

function levelOf({ kind }: Claim, { coverage, elsewhere }: ClaimFigures): number {
  if (elsewhere > FEW || coverage < HALF) return 2;
  return coverage < MOST || kind === "atMost" || kind === "atLeast" ? 1 : 0;
}

/**
 * What words are worth, as a share of members. A story of up to three actions of the segment's own says more than one of
 * them, and actions that others do too say nothing more. What is done says more than how paths end, and that more
 * than what is not done. A run across a seam, where one session ends and the next begins, comes last.
 */
function styleOf({ kind, tokens }: Claim, isOwn: (token: number) => boolean, isSeam: Seams): number {
  if (kind === "lacks") return -0.15;
  if (kind === "atMost" || kind === "atLeast") return -0.4;
  if (kind === "starts" || kind === "ends") return -0.08;
  if (kind === "only") return 0;
  const distinct = [...new Set(tokens)];
  const own = distinct.filter(isOwn).length;
  const story = own === 0 ? -0.02 * Math.max(0, distinct.length - 2) : 0.05 + 0.04 * (Math.min(own, 3) - 1);
  const shared = own === 0 ? 0 : -0.02 * (distinct.length - own);
  const repeats = -0.02 * (tokens.length - distinct.length);
  const long = tokens.length > 3 ? -0.03 : 0;
  if (kind === "subsequence") return Math.min(0.05, story) + shared + repeats - 0.06;
  const seam = tokens.some((token, i) => i > 0 && isSeam(tokens[i - 1]!, token)) ? -0.3 : 0;
  return story + shared + repeats + long + seam;
}

type Seams = (from: number, to: number) => boolean;

/** Whether one action directly followed by another is where a path begins anew: many end with it, and begin with the other. */
function seamsOf({ flow: { entryActions, exitActions } }: SegmentFindings, actions: readonly string[]): Seams {
  const often = (ends: SegmentFlow["entryActions"]) =>
    new Set(ends.filter(({ coverage }) => coverage >= OFTEN).map(({ action }) => action));
  const begin = often(entryActions);
  const end = often(exitActions);
  return (from, to) => from !== to && end.has(actions[from]!) && begin.has(actions[to]!);
}
