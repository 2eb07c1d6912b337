import type { Claim } from "./claim";
import type { ClaimCounts } from "./count-claims";
import { isPattern, type RankedClaim } from "./rank-claims";
import { LONGEST_NAME } from "./wording-of-names";

/** What stands between the claims of a name. */
export const SEPARATOR = "; ";
const OR = " or ";

const HALF = 0.5;
const MOST = 0.7;
const ALMOST_ALL = 0.9;
const FEW = 0.3;
/** Longest claim of several actions in a name. */
const LONGEST_CLAIM = 72;
/** How much more often a claim must be true here than elsewhere to set anything apart. */
const ENOUGH = 0.1;
/** How much rarer a further claim must be in the segments it tells apart: as a rule, and to make a name unique. */
const TELLING = 0.3;
const JUST = 0.05;

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
 * that best tells the segment from these; where none is true of most members, two that few others show.
 *
 * @param ranked for each segment what could be said of it; nothing for what is to get no such name.
 */
export function chooseClaims(
  ranked: readonly (readonly RankedClaim[])[],
  counts: ClaimCounts,
  phrase: Phrase,
): ChosenClaims[] {
  const groups = [...ranked.keys()];
  const chosen = groups.map((group): ChosenClaims => {
    const all = ranked[group]!;
    const first = all.find((claim) => claim.tokens.length === 1 || phrase(claim).length <= LONGEST_CLAIM);
    if (first === undefined || first.coverage - first.elsewhere < ENOUGH) return { claims: [], either: false };
    if (first.coverage < MOST && isPattern(first)) {
      const other = alternative(first, all, phrase);
      return { claims: other ? [first, other] : [first], either: true };
    }
    const rivals = groups.filter((other) => other !== group && counts.shareIn(first, other) > HALF);
    const least = { rarer: TELLING, coverage: first.coverage >= MOST ? 1 + MOST - first.coverage : ALMOST_ALL };
    return { claims: withFurther([first], all, rivals, least), either: false };
  });
  const names = chosen.map(({ claims }) => claims.map(phrase).join(SEPARATOR));
  return chosen.map(({ claims, either }, group) => {
    const rivals = groups.filter((other) => other !== group && names[other] === names[group]);
    if (rivals.length === 0 || claims.length === 0) return { claims, either };
    return { claims: withFurther(claims, ranked[group]!, rivals, { rarer: JUST, coverage: HALF }), either: false };
  });

  /** The claims and the one that best tells the segment from the given ones; only those told, if none does. */
  function withFurther(
    told: readonly RankedClaim[],
    all: readonly RankedClaim[],
    rivals: readonly number[],
    least: { readonly rarer: number; readonly coverage: number },
  ): readonly RankedClaim[] {
    if (rivals.length === 0) return told;
    let best: { claims: readonly RankedClaim[]; worth: number } | undefined;
    for (const claim of all) {
      if (claim.coverage < least.coverage || told.some((other) => isSaid(claim, other))) continue;
      const there = rivals.reduce((sum, rival) => sum + counts.shareIn(claim, rival), 0) / rivals.length;
      const worth = claim.coverage - there + claim.style;
      if (claim.coverage - there < least.rarer || worth <= (best?.worth ?? Number.NEGATIVE_INFINITY)) continue;
      const claims = [...told.filter((other) => !isSaid(other, claim)), claim];
      if (claims.map(phrase).join(SEPARATOR).length <= LONGEST_NAME) best = { claims, worth };
    }
    return best?.claims ?? told;
  }
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
  if (other.kind === "only") return true;
  if (isPattern(claim) && isPattern(other)) return claim.tokens.every((token) => other.tokens.includes(token));
  return claim.kind === other.kind && String(claim.tokens) === String(other.tokens);
}

const ORDER: readonly Claim["kind"][] = ["run", "subsequence", "only", "starts", "ends", "lacks", "atMost", "atLeast"];

/** The claims in words, in an order of their own, so that the same ones make the same name. */
export function phraseOf({ claims, either }: ChosenClaims, phrase: Phrase): string {
  if (either) return claims.map(phrase).join(OR);
  const ordered = [...claims].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return ordered.map(phrase).join(SEPARATOR);
}
