import { type Checkpoint, forEachYielding } from "../../core/internal";
import { isSubsequence } from "../patterns/distinctive-patterns";
import { type Claim, isPattern } from "./claim";
import type { ClaimCounts } from "./count-claims";
import type { RankedClaim } from "./rank-claims";
import { LONGEST_NAME } from "./wording-of-names";

/** What stands between the claims of a name. */
const SEPARATOR = "; ";
const OR = " or ";

const HALF = 0.5;
const MOST = 0.7;
const ALMOST_ALL = 0.9;
const FEW = 0.3;
/** Longest claim of several actions in a name. */
const LONGEST_CLAIM = 72;
/** How much more often a claim must be true here than elsewhere to set anything apart. */
const ENOUGH = 0.1;
/** How much rarer a further claim must be in other segments to be added. */
const RARER = 0.3;

/** Of how many members a further claim must be true, and how much rarer it must be in the segments it sets apart. */
interface Least {
  readonly rarer: number;
  readonly coverage: number;
}

/** What suffices where two names would be the same. */
const UNIQUE: Least = { rarer: 0.05, coverage: HALF };

/** The claims that name a segment; none where nothing sets it apart. */
export interface ChosenClaims {
  readonly claims: readonly RankedClaim[];
  /** Whether members do one or the other, rather than all of it. */
  readonly either: boolean;
}

/** Words of a claim. */
export type Phrase = (claim: Claim & { coverage?: number }) => string;

/**
 * Chooses the claims that name each segment: the first one ranked; where it is true of other segments too, another one
 * that best distinguishes the segment from these; where none is true of most members, two that few others show.
 *
 * @param ranked for each segment what could be said of it; nothing for what is to get no such name.
 */
export async function chooseClaims(
  ranked: readonly (readonly RankedClaim[])[],
  counts: ClaimCounts,
  phrase: Phrase,
  at: Checkpoint,
): Promise<ChosenClaims[]> {
  const chosen: ChosenClaims[] = [];
  const sharing = new Map<string, number[]>();
  await forEachYielding(ranked.length, at.part(0, 0.5), (group) => {
    const { selected: chosenClaims, rivals } = chooseAlone(ranked[group]!, group, counts, phrase);
    chosen.push(chosenClaims);
    const name = phraseOf(chosenClaims, phrase);
    if (chosenClaims.claims.length > 0) sharing.set(name, [...(sharing.get(name) ?? []), group]);
    return ranked[group]!.length * (10 + rivals);
  });
  await forEachYielding(ranked.length, at.part(0.5, 1), (group) => {
    const selected = chosen[group]!;
    const rivals = (sharing.get(phraseOf(selected, phrase)) ?? []).filter((other) => other !== group);
    if (rivals.length === 0) return 1;
    for (const start of [selected.claims, selected.claims.slice(0, 1), []]) {
      const claims = withFurther(start, ranked[group]!, { rivals, counts, phrase }, UNIQUE);
      if (claims === start) continue;
      chosen[group] = { claims, either: false };
      break;
    }
    return ranked[group]!.length * (10 + rivals.length);
  });
  return chosen;
}

/** What names a segment, whatever the names of the others; and in how many others its first claim is mostly true. */
function chooseAlone(all: readonly RankedClaim[], group: number, counts: ClaimCounts, phrase: Phrase) {
  const first = all.find((claim) => claim.tokens.length === 1 || phrase(claim).length <= LONGEST_CLAIM);
  if (first === undefined || first.coverage - first.elsewhere < ENOUGH) return { selected: NOTHING, rivals: 0 };
  if (first.coverage < MOST && isPattern(first)) {
    const other = alternative(first, all, phrase);
    return { selected: { claims: other ? [first, other] : [first], either: true }, rivals: 0 };
  }
  const rivals = counts.segmentsWhere(first, HALF, group);
  const least = { rarer: RARER, coverage: first.coverage >= MOST ? 1 + MOST - first.coverage : ALMOST_ALL };
  const claims = withFurther([first], all, { rivals, counts, phrase }, least);
  return { selected: { claims, either: false }, rivals: rivals.length };
}

const NOTHING: ChosenClaims = { claims: [], either: false };

/** The claims and the one that best distinguishes the segment from its rivals; only those chosen, if none does. */
function withFurther(
  selected: readonly RankedClaim[],
  all: readonly RankedClaim[],
  { rivals, counts, phrase }: { rivals: readonly number[]; counts: ClaimCounts; phrase: Phrase },
  least: Least,
): readonly RankedClaim[] {
  if (rivals.length === 0) return selected;
  let best: { claims: readonly RankedClaim[]; worth: number } | undefined;
  for (const claim of all) {
    if (claim.coverage < least.coverage || selected.some((other) => isSaid(claim, other))) continue;
    const there = rivals.reduce((sum, rival) => sum + counts.shareIn(claim, rival), 0) / rivals.length;
    const worth = claim.coverage - there + claim.style;
    if (claim.coverage - there < least.rarer || worth <= (best?.worth ?? Number.NEGATIVE_INFINITY)) continue;
    const claims = [...selected.filter((other) => !isSaid(other, claim)), claim];
    if (claims.map(phrase).join(SEPARATOR).length <= LONGEST_NAME) best = { claims, worth };
  }
  return best?.claims ?? selected;
}

/** What other members do, if few others do either and there is room for it. */
function alternative(first: RankedClaim, all: readonly RankedClaim[], phrase: Phrase): RankedClaim | undefined {
  const next = all.find(
    (claim) =>
      isPattern(claim) && first.elsewhere + claim.elsewhere <= FEW && !isSaid(claim, first) && !isSaid(first, claim),
  );
  return next && `sometimes ${phrase(first)}${OR}${phrase(next)}`.length <= LONGEST_NAME ? next : undefined;
}

/** Whether one claim says nothing besides another one. */
function isSaid(claim: Claim, other: Claim): boolean {
  if (other.kind === "only" && isPattern(claim)) return true;
  if (isPattern(claim) && isPattern(other)) return isSubsequence(claim.tokens, other.tokens);
  return claim.kind === other.kind && String(claim.tokens) === String(other.tokens);
}

const ORDER: readonly Claim["kind"][] = ["run", "subsequence", "only", "starts", "ends", "lacks", "atMost", "atLeast"];

/** The claims in words, in an order of their own, so that the same ones make the same name. */
export function phraseOf({ claims, either }: ChosenClaims, phrase: Phrase): string {
  if (either) return claims.map(phrase).join(OR);
  const ordered = [...claims].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return ordered.map(phrase).join(SEPARATOR);
}
