import { type Checkpoint, checkpoint, type Labels, NOISE, readOptions } from "../core";
import type { Sequences, TokenizedSequences } from "../sequences";
import { type ActivityCounts, countActivity, segmentActivity } from "./activity";
import { type BorderlinePath, borderlinePaths } from "./borderline-paths";
import { type Candidate, findCandidates, findLacking, type GappedCandidate } from "./candidate";
import { commonActions } from "./common-actions";
import { coverageText } from "./coverage-text";
import { describeProfiles } from "./describe-profiles";
import { describeSegment, uniqueDescriptions } from "./describe-segment";
import { displayedProfile } from "./displayed";
import { distribution, distributionWithout, type Sample } from "./distribution";
import { dropOffs } from "./drop-offs";
import { type DwellSamples, dwellSamples, dwellTimes } from "./dwell-times";
import { endActions } from "./end-actions";
import { exemplars, type TypicalPaths } from "./exemplars";
import { groupMembers, type Members } from "./members";
import { nameSegments } from "./name-segments";
import { type PathProfile, pathProfile } from "./path-profile";
import { countPatterns } from "./pattern-counts";
import { profileProperties, type ReadProperty, readProperties } from "./properties";
import { durationSample, lengthSample } from "./samples";
import { mixOf, type SegmentMix } from "./segment-mix";
import type { SegmentFindings, SegmentProfile } from "./segment-profile";
import { MOST_RELATED, relateMixes, type SegmentRelations } from "./segment-relations";
import { stepMatrix } from "./step-matrix";
import { sampleEverybody, subsequenceCandidates } from "./subsequence-candidates";
import { SUMMARIZE_OPTIONS, type SummarizeOptions, type SummarizeSettings } from "./summarize-options";
import { summaryText } from "./summary-text";
import { type Corpus, type Tally, tally } from "./tally";
import { type TestedPatterns, testedPatterns } from "./tested-patterns";
import { mostCommon, transitionMatrix } from "./transition-matrix";
import { strongestTransitions } from "./transitions";

const SMALL = 30;

/**
 * Says what each segment does, in the users' own actions: distinctive actions and n-grams by class-based tf-idf
 * (Grootendorst 2022) with effect size, coverage and share elsewhere, what is lacking, entries and exits, transitions,
 * lengths, durations, typical paths, and a name.
 *
 * Segments were made from the same behaviour that is compared here, so effects describe; they do not prove.
 *
 * @param sequences what the users did, each distinct sequence once.
 * @param labels one for each input (user or session) of `sequences`, as `sequences.rowOf`; -1 is outside every segment.
 *   Inputs without a row are left out.
 * @returns one profile for each label from 0 to the largest, in that order, also for those without members.
 * @throws TypeError, RangeError on labels that do not fit the sequences, and on wrong options.
 * @example
 * const sequences = await sequencesFrom(["START -> FAIL -> BUY", "START -> FAIL -> BUY", "START -> QUIT"]);
 * const profiles = await summarizeSegments(sequences, [0, 0, 1]);
 * profiles.map(({ size }) => size); // [2, 1]
 */
export async function summarizeSegments(
  sequences: Sequences,
  labels: Labels,
  options: SummarizeOptions = {},
): Promise<SegmentProfile[]> {
  return (await profileSegments(sequences, labels, options)).profiles;
}

/** {@link summarizeSegments}, and how the segments stand to each other: null where they are too many for that. */
export async function profileSegments(
  sequences: Sequences,
  labels: Labels,
  options: SummarizeOptions,
): Promise<{ profiles: SegmentProfile[]; relations: SegmentRelations | null }> {
  const settings = readOptions(options, SUMMARIZE_OPTIONS);
  const at = checkpoint("summarizing", settings);
  const members = await groupMembers(sequences, labels, at.part(0, 0.1));
  const groups = members.segments + 1;
  const everyone = [0, groups] as const;

  const patterns = await countPatterns(
    sequences,
    Math.max(2, settings.maxNgram),
    leastSupport(members),
    at.part(0.1, 0.3),
  );
  const everybody = await tally(sequences, members, patterns, everyone, at.part(0.3, 0.35));
  const corpus: Corpus = { sequences, members, patterns, everybody };
  const all: Everybody = {
    length: lengthSample(corpus, 0, groups),
    duration: durationSample(corpus, 0, groups),
    dwell: await dwellSamples(corpus, sequences.vocabulary.actions.keys(), everyone, at.part(0.35, 0.4)),
    activity: await countActivity(corpus, everyone, at.part(0.4, 0.42)),
    properties: await readProperties(settings.properties, corpus, at.part(0.42, 0.45)),
  };
  const profile = await pathProfile(corpus, at.part(0.45, 0.5));

  const told = settings.includeNoise && members.sizes[members.segments]! > 0 ? groups : members.segments;
  const drafts: Draft[] = [];
  const mixes: SegmentMix[] = [];
  const candidates: (Candidate | GappedCandidate)[] = [];
  const between = tokensBetween(sequences);
  const gaps = { everybody: sampleEverybody(corpus), between };
  let within: Tally | undefined;
  for (let group = 0; group < told; group++) {
    const step = at.part(0.5 + (0.4 * group) / told, 0.5 + (0.4 * (group + 1)) / told);
    within = await tally(sequences, members, patterns, [group, group + 1], step.part(0, 0.2), within);
    if (group < members.segments && members.segments <= MOST_RELATED) mixes.push(mixOf(within, patterns));
    await step.pass(0.2);
    const paths = await exemplars(corpus, group, settings.exemplars, profile, step.part(0.2, 0.7));
    const figures = await findFigures(corpus, within, group, all, settings, step.part(0.7, 0.9));
    await step.pass(0.9);
    drafts.push({ paths, figures: { ...findActions(corpus, within, settings), ...figures } });
    const gapped = await subsequenceCandidates(corpus, within, group, gaps, step.part(0.9, 1));
    const { words } = within;
    candidates.push(
      ...findCandidates(corpus, within, group, settings.maxNgram),
      ...findLacking(corpus, within, group),
      ...gapped.map((tokens): GappedCandidate => ({ group, id: -1, tokens, words })),
    );
  }
  const patternsOf = await testedPatterns(corpus, candidates, drafts.length, settings, at.part(0.9, 0.95));
  const borderline = await findBorderline(corpus, drafts, settings.borderline, profile, at.part(0.95, 0.97));

  const findings = drafts.map(({ paths, figures }, group): SegmentFindings => {
    const segment = group < members.segments ? group : NOISE;
    const persistence = segment === NOISE ? null : (settings.persistence?.[group] ?? null);
    const { exemplars, cohesion } = paths;
    const medoid = exemplars[0] ?? null;
    return {
      segment,
      ...figures,
      ...patternsOf[group]!,
      cohesion,
      persistence,
      medoid,
      exemplars,
      borderline: borderline[group]!,
    };
  });
  const names = nameSegments(findings, between);
  const { actions } = sequences.vocabulary;
  const relations =
    mixes.length < members.segments
      ? null
      : await relateMixes(
          mixes,
          mixOf(everybody, patterns),
          names.slice(0, members.segments),
          { patterns, actions },
          at.part(0.97, 0.98),
        );
  const descriptions = uniqueDescriptions(
    findings.map((found) => describeSegment(found, between)),
    names,
  );
  const drafted = findings.map((found, i): SegmentProfile => {
    const text = { name: names[i]!, description: descriptions[i]!, summary: summaryText(found, settings.unit) };
    return { ...found, ...text, describedBy: "seqment", describeError: null, coverageText: coverageText(found) };
  });
  const described = await describeProfiles(drafted, settings.describe, at.part(0.98, 1));
  const pause = at.pass(1);
  if (pause) await pause;
  const profiles = described.map(displayedProfile);
  return { profiles, relations };
}

/** What is compared with each segment. */
interface Everybody {
  readonly length: Sample;
  readonly duration: Sample | null;
  readonly dwell: DwellSamples;
  readonly activity: ActivityCounts | undefined;
  readonly properties: readonly ReadProperty[];
}

type Figures = Omit<
  SegmentFindings,
  keyof TestedPatterns | "segment" | "cohesion" | "persistence" | "medoid" | "exemplars" | "borderline"
>;

interface Draft {
  readonly paths: TypicalPaths;
  readonly figures: Figures;
}

/**
 * A pattern that sets a segment apart is shown by a tenth of its members, in the half on which it is found. In large
 * data a little more is asked, so that no more patterns are held than a few million.
 */
function leastSupport({ firstSizes, inputs }: Members): number {
  const smallest = firstSizes.reduce((least, size) => (size > 0 ? Math.min(least, size) : least), inputs.length);
  return Math.max(1, Math.ceil(0.1 * smallest), Math.floor(inputs.length / 100_000));
}

function findActions(corpus: Corpus, within: Tally, { topActions, topNgrams }: SummarizeSettings) {
  const all = corpus.everybody.size;
  return {
    size: within.size,
    share: all === 0 ? 0 : within.size / all,
    small: within.size < SMALL,
    commonActions: commonActions(corpus, within, topActions),
    entryActions: endActions(corpus, within, "first", topActions),
    exitActions: endActions(corpus, within, "last", topActions),
    dropOffs: dropOffs(corpus, within, topActions),
    transitions: strongestTransitions(corpus, within, topNgrams),
  };
}

async function findFigures(
  corpus: Corpus,
  within: Tally,
  group: number,
  all: Everybody,
  { matrixActions, positions }: SummarizeSettings,
  at: Checkpoint,
) {
  const own = [group, group + 1] as const;
  const length = lengthSample(corpus, ...own);
  const duration = durationSample(corpus, ...own);
  await at.pass(0);
  const common = mostCommon(corpus, within, matrixActions);
  const dwell = await dwellSamples(corpus, common, own, at.part(0, 0.5));
  const activity = await countActivity(corpus, own, at.part(0.5, 0.7));
  const shape = { actions: matrixActions, positions };
  return {
    transitionMatrix: transitionMatrix(corpus, within, matrixActions),
    stepMatrix: await stepMatrix(corpus, within, group, shape, at.part(0.7, 1)),
    dwellTimes: dwellTimes(corpus, within, { everybody: all.dwell, here: dwell }, matrixActions),
    activity: segmentActivity(activity, all.activity),
    properties: profileProperties(corpus, group, all.properties),
    length: distribution(length),
    lengthElsewhere: distributionWithout(all.length, length),
    duration: duration && distribution(duration),
    durationElsewhere: all.duration && duration && distributionWithout(all.duration, duration),
  };
}

async function findBorderline(
  corpus: Corpus,
  drafts: readonly Draft[],
  count: number,
  profile: PathProfile,
  at: Checkpoint,
): Promise<BorderlinePath[][]> {
  const segments = drafts.slice(0, corpus.members.segments); // those outside every segment border on all
  const odd = segments.map(({ paths }) => paths.odd);
  const medoids = segments.map(({ paths }) => paths.exemplars[0]?.row ?? -1);
  const found = await borderlinePaths(corpus, odd, medoids, count, profile, at);
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
