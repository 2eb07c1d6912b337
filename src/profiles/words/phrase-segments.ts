import type { Checkpoint } from "../../core/internal";
import type { SegmentMix } from "../figures/segment-mix";
import type { PatternCandidate } from "../patterns/candidate";
import type { ProfileContext } from "../profile-context";
import type { SegmentFindings, SegmentProfile } from "../segment-profile";
import { relateMixes, type SegmentRelations } from "../segment-relations";
import type { SummarizeSettings } from "../summarize-options";
import { actionLabels } from "./action-labels";
import { claimPhrases } from "./claim-phrase";
import { coverageText } from "./coverage-text";
import { describeProfiles } from "./describe-profiles";
import { describeSegment, uniqueDescriptions } from "./describe-segment";
import { nameSegments } from "./name-segments";
import { summaryText } from "./summary-text";

/** What the words are made from. */
export interface Findings {
  readonly findings: readonly SegmentFindings[];
  /** The tested patterns that set each segment apart, listed or not. */
  readonly passed: readonly (readonly PatternCandidate[])[];
  readonly mixes: readonly SegmentMix[];
}

/** Puts what was found into words: names, descriptions, summaries; and relates the segments, where they are not too many. */
export async function phraseSegments(
  context: ProfileContext,
  { findings, passed, mixes }: Findings,
  { between, settings }: { between: ReadonlySet<string>; settings: SummarizeSettings },
  at: Checkpoint,
): Promise<{ profiles: readonly SegmentProfile[]; relations: SegmentRelations | null }> {
  const { sequences, members, patterns, everybody } = context;
  const { actions } = sequences.vocabulary;
  const named = await nameSegments(context, findings, passed, between, at.part(0, 0.4));
  const names = named.map(({ name }) => name);
  const relations =
    mixes.length < members.segments
      ? null
      : await relateMixes(mixes, everybody, names.slice(0, members.segments), { patterns, actions }, at.part(0.4, 0.6));
  const phrase = claimPhrases(actions);
  const labelOf = actionLabels(actions);
  const descriptions = uniqueDescriptions(
    findings.map((found, i) => describeSegment(found, { claims: named[i]!.claims, phrase }, labelOf)),
    names,
  );
  const drafted = findings.map((found, i): SegmentProfile => {
    const { segment, ...figures } = found;
    return {
      segment,
      name: names[i]!,
      description: descriptions[i]!,
      summary: summaryText(found, settings.unit),
      ...figures,
      words: {
        nameTruth: named[i]!.truth,
        coverageText: coverageText(found.patterns),
        keywords: names[i]!,
        namedBy: "seqment",
        describedBy: "seqment",
        describeError: null,
        audit: null,
      },
    };
  });
  return describeProfiles({ profiles: drafted, relations }, settings.describe, at.part(0.6, 1), settings.signal);
}
