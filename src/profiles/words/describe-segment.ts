import { MORE } from "../patterns/candidate";
import type { SegmentFindings } from "../segment-profile";
import { type Claim, isPattern } from "./claim";
import type { RankedClaim } from "./rank-claims";

const MOSTLY = 0.5;
const HARDLY = 0.2;

type LabelOf = (action: string) => string;

/** What could be said of a segment, most distinctive first, and in what words. */
export interface PhrasedClaims {
  readonly claims: readonly RankedClaim[];
  readonly phrase: (claim: Claim) => string;
}

/**
 * One sentence on what the members do, without figures: what most of them do that others do not, what they hardly do, how
 * they begin and end, how long their paths are.
 */
export function describeSegment(found: SegmentFindings, claims: PhrasedClaims, labelOf: LabelOf): string {
  if (found.size === 0) return "This segment has no members.";
  const parts = found.paths.lengthElsewhere === null ? [] : [doing(claims), lacking(found, labelOf)];
  const clauses = [...parts, ends(found, labelOf), lengths(found)].filter((part) => part !== undefined);
  if (clauses.length === 0) return "Members do nothing that others do not.";
  const [first, ...rest] = clauses as [string, ...string[]];
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join("; ")}.`;
}

/** Unique sentences: where two say the same, the segment's name, which is unique, is put before it. */
export function uniqueDescriptions(descriptions: readonly string[], names: readonly string[]): string[] {
  return descriptions.map((text, i) =>
    descriptions.some((other, j) => j !== i && other === text) ? `${names[i]!}: ${text}` : text,
  );
}

function doing({ claims, phrase }: PhrasedClaims): string | undefined {
  const patterns = claims.filter((claim) => isPattern(claim) && claim.coverage - claim.elsewhere >= MORE.difference);
  const chosen: RankedClaim[] = [];
  for (const claim of patterns.filter(({ coverage }) => coverage > MOSTLY)) {
    const known = new Set(chosen.flatMap(({ tokens }) => tokens));
    const news = claim.tokens.filter((token) => !known.has(token)).length;
    const isPlain = claim.kind === "run" || chosen.length === 0;
    if (chosen.length < 3 && isPlain && 2 * news > claim.tokens.length) chosen.push(claim);
  }
  if (chosen.length > 0) return `most do ${chosen.map(phrase).join(", and ")}`;
  return patterns[0] && `some do ${phrase(patterns[0])}, more than elsewhere`;
}

function lacking({ patterns: { lackingActions } }: SegmentFindings, labelOf: LabelOf): string | undefined {
  const rare = lackingActions.filter(({ coverage, elsewhere }) => coverage <= HARDLY && elsewhere! >= 0.3).slice(0, 2);
  if (rare.length === 0) return undefined;
  return `hardly anyone does ${rare.map(({ actions }) => labelOf(actions[0]!)).join(" or ")}`;
}

function ends(
  {
    flow: {
      entryActions: [entry],
      exitActions: [exit],
    },
  }: SegmentFindings,
  labelOf: LabelOf,
): string | undefined {
  const begin = entry && entry.coverage > MOSTLY ? `begin with ${labelOf(entry.action)}` : undefined;
  const end = exit && exit.coverage > MOSTLY ? `end with ${labelOf(exit.action)}` : undefined;
  return begin || end ? `paths mostly ${[begin, end].filter(Boolean).join(" and ")}` : undefined;
}

function lengths({ paths: { length, lengthElsewhere } }: SegmentFindings): string | undefined {
  if (!length || !lengthElsewhere) return undefined;
  if (length.median * 1.5 <= lengthElsewhere.median)
    return length.q3 === 1 ? "a single action" : "shorter than elsewhere";
  return length.median >= lengthElsewhere.median * 1.5 ? "longer than elsewhere" : undefined;
}
