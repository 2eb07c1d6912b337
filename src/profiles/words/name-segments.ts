import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { PatternCandidate } from "../patterns/candidate";
import type { ProfileContext } from "../profile-context";
import type { SegmentFindings } from "../segment-profile";
import { chooseClaims, phraseOf } from "./choose-claims";
import { actionClaim, isPattern } from "./claim";
import { claimPhrases } from "./claim-phrase";
import { ClaimCounts } from "./count-claims";
import { findClaims } from "./find-claims";
import { type NameTruth, nameTruth } from "./name-truth";
import { type RankedClaim, rankClaims } from "./rank-claims";
import { segmentNumber } from "./segment-number";
import { boundedName } from "./wording-of-names";

/** A segment's name, and what it was chosen from. */
export interface NamedSegment {
  readonly name: string;
  /** Of how many the name is true; null where it claims nothing. */
  readonly truth: NameTruth | null;
  /** What could be said of the segment, most distinctive first. */
  readonly claims: readonly RankedClaim[];
}

const HALF = 0.5;

/**
 * Short names, unique among the segments: the claim that best sets a segment apart ({@link rankClaims}), such as `FAIL,
 * then BUY`, `ends with PAY`, `only START`; and where that is true of other segments too, the claim that best distinguishes it
 * from these: `FAIL, then BUY; no PASS`. Where no claim is true of most members, two that few others show are named: `BUY
 * or SELL`; and a name that is true of less than half of the members says so: `sometimes BUY or SELL`.
 *
 * @param passed the tested patterns that set each segment apart.
 * @param between tokens that mark pauses and sessions: runs across them make no name.
 */
export async function nameSegments(
  context: ProfileContext,
  segments: readonly SegmentFindings[],
  passed: readonly (readonly PatternCandidate[])[],
  between: ReadonlySet<string>,
  at: Checkpoint,
): Promise<NamedSegment[]> {
  const { actions } = context.sequences.vocabulary;
  const claims = segments.map((found, group) => findClaims(context, found, passed[group]!, between));
  const parts = claims.flat().flatMap((claim) => (isPattern(claim) ? claim.tokens.map(actionClaim) : []));
  const counts = await ClaimCounts.of(context, [...claims.flat(), ...parts], at.part(0, 0.4));
  const ranked: RankedClaim[][] = [];
  await forEachYielding(segments.length, at.part(0.4, 0.5), (group) => {
    ranked.push(rankClaims(claims[group]!, counts, group, segments[group]!, actions));
    return 100 * claims[group]!.length;
  });

  const phrase = claimPhrases(actions);
  const plain = segments.map(plainName);
  const toName = ranked.map((all, group) => (plain[group] === undefined ? all : []));
  const chosen = await chooseClaims(toName, counts, phrase, at.part(0.5, 0.6));
  const truths = await nameTruth(context, chosen, at.part(0.6, 1));
  const names = chosen.map((choice, group) => {
    const name = plain[group] ?? (choice.claims.length > 0 ? phraseOf(choice, phrase) : "like everybody else");
    return boundedName(choice.claims.length > 0 && truths[group]!.coverage < HALF ? `sometimes ${name}` : name);
  });
  const taken = new Set<string>();
  return names.map((name, group) => {
    const suffix = taken.has(name) ? ` (segment ${segmentNumber(segments[group]!.segment)})` : "";
    taken.add(name);
    return { name: suffix ? boundedName(name, suffix) : name, truth: truths[group]!, claims: ranked[group]! };
  });
}

/** The name where there is nothing to be compared. */
function plainName({ segment, size, paths }: SegmentFindings): string | undefined {
  if (segment < 0) return "in no segment";
  if (size === 0) return "no members";
  return paths.lengthElsewhere === null ? "everybody" : undefined;
}
