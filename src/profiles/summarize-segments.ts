import { type Checkpoint, checkpoint, NOISE, readOptions } from "../core/internal";
import type { InputLabels, Sequences, TokenizedSequences } from "../sequences";
import { type Draft, draftSegments } from "./draft-segments";
import { groupMembers, type Members } from "./members";
import { type BorderlinePath, borderlinePaths } from "./paths/borderline-paths";
import { type PathProfile, pathProfile } from "./paths/path-profile";
import { countPatterns } from "./patterns/count-patterns";
import { indexPatterns } from "./patterns/pattern-index";
import { type TestedPatterns, testedPatterns } from "./patterns/tested-patterns";
import type { ProfileContext } from "./profile-context";
import type { SegmentFindings, SegmentProfile } from "./segment-profile";
import type { SegmentRelations } from "./segment-relations";
import { SUMMARIZE_OPTIONS, type SummarizeOptions } from "./summarize-options";
import { displayedProfile } from "./tables/displayed";
import { phraseSegments } from "./words/phrase-segments";

/**
 * Says what each segment does, in the users' own actions: distinctive actions and n-grams by class-based tf-idf
 * (Grootendorst 2022) with effect size, coverage and share elsewhere, rare actions, entries and exits, transitions,
 * lengths, durations, typical paths, and a name.
 *
 * Segments were made from the same behavior that is compared here, so effects describe; they do not prove.
 *
 * @param sequences what the users did, each distinct sequence once.
 * @param labels one for each input (user or session) of `sequences`, as `sequences.rowOf`; -1 is unassigned.
 *   Inputs without a row are left out.
 * @param options how much a profile lists, properties of users, a describer of your own, workers, progress and abort.
 * @returns one profile for each label from 0 to the largest, in that order, also for those without members.
 * @throws TypeError, RangeError on labels that do not fit the sequences, and on wrong options.
 * @example
 * const sequences = await sequencesFrom(["START -> FAIL -> BUY", "START -> FAIL -> BUY", "START -> QUIT"]);
 * const profiles = await summarizeSegments(sequences, [0, 0, 1]);
 * profiles.map(({ size }) => size); // [2, 1]
 */
export async function summarizeSegments(
  sequences: Sequences,
  labels: InputLabels,
  options: SummarizeOptions = {},
): Promise<SegmentProfile[]> {
  return (await profileSegments(sequences, labels, options)).profiles;
}

/** {@link summarizeSegments}, and how the segments relate to each other: null where there are too many. */
export async function profileSegments(
  sequences: Sequences,
  labels: InputLabels,
  options: SummarizeOptions,
): Promise<{ profiles: SegmentProfile[]; relations: SegmentRelations | null }> {
  const settings = readOptions(options, SUMMARIZE_OPTIONS);
  const at = checkpoint("summarizing", settings);
  const context = await countContext(sequences, labels, settings.maxNgram, at.part(0, 0.35));
  const profile = await pathProfile(context, at.part(0.35, 0.4));
  const between = tokensBetween(sequences);
  const { segments, sizes } = context.members;
  const groups = settings.includeNoise && sizes[segments]! > 0 ? segments + 1 : segments;

  const { drafts, candidates, mixes } = await draftSegments(
    context,
    groups,
    { profile, between, settings },
    at.part(0.4, 0.88),
  );
  const { patternsOf, passed } = await testedPatterns(context, candidates, groups, settings, at.part(0.88, 0.93));
  const borderline = await findBorderline(context, drafts, settings.borderline, profile, at.part(0.93, 0.95));
  const findings = drafts.map((draft, group) => {
    const segment = group < segments ? group : NOISE;
    const persistence = segment === NOISE ? null : (settings.persistence?.[group] ?? null);
    return joinFindings(draft, patternsOf[group]!, { segment, persistence, borderline: borderline[group]! });
  });
  const { profiles, relations } = await phraseSegments(
    context,
    { findings, passed, mixes },
    { between, settings },
    at.part(0.95, 1),
  );
  await at.pass(1);
  return { profiles: profiles.map(displayedProfile), relations };
}

async function countContext(
  sequences: Sequences,
  labels: InputLabels,
  maxNgram: number,
  at: Checkpoint,
): Promise<ProfileContext> {
  const members = await groupMembers(sequences, labels, at.part(0, 0.3));
  const patterns = await indexPatterns(sequences, Math.max(2, maxNgram), leastSupport(members), at.part(0.3, 0.85));
  const everybody = await countPatterns(sequences, members, patterns, [0, members.segments + 1], at.part(0.85, 1));
  return { sequences, members, patterns, everybody };
}

/**
 * A pattern that sets a segment apart is shown by a tenth of its members, in the half on which it is found. In large
 * data the threshold is a little higher, so that at most a few million patterns are held.
 */
function leastSupport({ firstSizes, inputs }: Members): number {
  const smallest = firstSizes.reduce((least, size) => (size > 0 ? Math.min(least, size) : least), inputs.length);
  return Math.max(1, Math.ceil(0.1 * smallest), Math.floor(inputs.length / 100_000));
}

function joinFindings(
  { typical: { exemplars, cohesion }, members, commonActions, lengths, flow, times, properties }: Draft,
  patterns: TestedPatterns,
  { segment, persistence, borderline }: { segment: number; persistence: number | null; borderline: BorderlinePath[] },
): SegmentFindings {
  return {
    segment,
    ...members,
    cohesion,
    persistence,
    patterns: { ...patterns, commonActions },
    paths: { ...lengths, medoid: exemplars[0] ?? null, exemplars, borderline },
    flow,
    times,
    properties,
  };
}

async function findBorderline(
  context: ProfileContext,
  drafts: readonly Draft[],
  count: number,
  profile: PathProfile,
  at: Checkpoint,
): Promise<BorderlinePath[][]> {
  const segments = drafts.slice(0, context.members.segments); // unassigned inputs border on all segments
  const outlying = segments.map(({ typical }) => typical.outlying);
  const medoids = segments.map(({ typical }) => typical.exemplars[0]?.row ?? -1);
  const found = await borderlinePaths(context, outlying, medoids, count, profile, at);
  return drafts.map((_, group) => found[group] ?? []);
}

/** The tokens that stand for pauses and session boundaries. */
function tokensBetween(sequences: Sequences & Partial<TokenizedSequences>): ReadonlySet<string> {
  const { rules } = sequences;
  if (rules === undefined) return new Set();
  return new Set([
    ...(rules.sessionBoundary ? [rules.sessionBoundary] : []),
    ...rules.pauses.map(({ token }) => token),
  ]);
}
