import {
  boolean,
  type Checkpoint,
  checkpoint,
  func,
  integer,
  type Labels,
  NOISE,
  number,
  ofType,
  type Resolved,
  readOptions,
  type Schema,
  string,
} from "../core";
import { RUN_OPTIONS, type RunOptions } from "../parallel";
import type { Sequences, TokenizedSequences } from "../sequences";
import { type ActivityCounts, countActivity, segmentActivity } from "./activity";
import { type BorderlinePath, borderlinePaths } from "./borderline-paths";
import { type Candidate, findCandidates, findLacking, type GappedCandidate, gappedCandidate } from "./candidate";
import { commonActions } from "./common-actions";
import { coverageText } from "./coverage-text";
import { describeProfiles } from "./describe-profiles";
import { describeSegment, uniqueDescriptions } from "./describe-segment";
import { descriptionCoverage } from "./description-coverage";
import { displayedProfile } from "./displayed";
import { distinctivePatterns, distinctiveSubsequences, lackingActions } from "./distinctive-patterns";
import { distribution, distributionWithout, type Sample } from "./distribution";
import { dropOffs } from "./drop-offs";
import { type DwellSamples, dwellSamples, dwellTimes } from "./dwell-times";
import { endActions } from "./end-actions";
import { exemplars, type TypicalPaths } from "./exemplars";
import { lengthClasses } from "./length-classes";
import { groupMembers, type Members } from "./members";
import { nameSegments } from "./name-segments";
import { type PathProfile, pathProfile } from "./path-profile";
import { countPatterns } from "./pattern-counts";
import { type Properties, profileProperties, properties, type ReadProperty, readProperties } from "./properties";
import { durationSample, lengthSample } from "./samples";
import { mixOf, type SegmentMix } from "./segment-mix";
import type { SegmentFindings, SegmentProfile } from "./segment-profile";
import type { DescribeSegment } from "./segment-prompt";
import { MOST_RELATED, relateMixes, type SegmentRelations } from "./segment-relations";
import { countShown } from "./shown-tables";
import { stepMatrix } from "./step-matrix";
import { sampleEverybody, subsequenceCandidates } from "./subsequence-candidates";
import { summaryText } from "./summary-text";
import { type Corpus, type Tally, tally } from "./tally";
import { testCandidates } from "./test-candidates";
import { mostCommon, transitionMatrix } from "./transition-matrix";
import { strongestTransitions } from "./transitions";

/** Options of {@link summarizeSegments}. */
export interface SummarizeOptions extends RunOptions {
  /** Actions listed at most under each heading: distinctive, lacking, common, entry, exit, drop-offs. @default 5 */
  topActions?: number;
  /** N-grams, subsequences, and transitions, listed at most. @default 5 */
  topNgrams?: number;
  /** Most actions in a distinctive n-gram; 1 for none. @default 4 */
  maxNgram?: number;
  /** Actions in the step and transition matrices and among the dwell times. @default 12 */
  matrixActions?: number;
  /** Positions in the step matrix. @default 12 */
  positions?: number;
  /** Exemplar paths of each segment, the medoid included. @default 3 */
  exemplars?: number;
  /**
   * Share of false discoveries accepted among the distinctive and lacking patterns, between 0 and 1: the largest `q` that
   * is listed.
   * @default 0.05
   */
  falseDiscoveryRate?: number;
  /** Borderline paths of each segment. @default 3 */
  borderline?: number;
  /**
   * Numeric properties to compare, such as revenue: for each an array with one number for each input, in input order, or
   * a Map by the input's name. NaN, or a name without entry, is missing.
   */
  properties?: Properties;
  /** For each segment, how long it stands as density rises, as `hdbscan` tells it: `clusterPersistence`. */
  persistence?: ArrayLike<number>;
  /** Profile those outside every segment (label -1) too, last. @default false */
  includeNoise?: boolean;
  /**
   * Writes each segment's description in seqment's place, for example with a language model of your own: it is given the
   * findings as a bounded text, without names of users. Where it fails, seqment's sentence stands, and the profile says so.
   */
  describe?: DescribeSegment;
  /** What an input is called in texts, in the singular. @default "user" */
  unit?: string;
}

/** The fields of {@link SummarizeOptions}. */
export const SUMMARIZE_OPTIONS = {
  topActions: integer({ min: 1, max: 1000 }, 5),
  topNgrams: integer({ min: 1, max: 1000 }, 5),
  maxNgram: integer({ min: 1, max: 8 }, 4),
  matrixActions: integer({ min: 1, max: 100 }, 12),
  positions: integer({ min: 1, max: 1000 }, 12),
  exemplars: integer({ min: 1, max: 100 }, 3),
  falseDiscoveryRate: number({ above: 0, max: 1 }, 0.05),
  borderline: integer({ min: 0, max: 100 }, 3),
  properties: properties(),
  persistence: ofType<ArrayLike<number>, undefined>("an array of numbers", isNumbers, undefined),
  includeNoise: boolean(false),
  describe: func<DescribeSegment>(),
  unit: string("user"),
  ...RUN_OPTIONS,
} satisfies Schema<SummarizeOptions>;

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
    const paths = await exemplars(corpus, group, settings.exemplars, profile, step.part(0.2, 0.7));
    const figures = await findFigures(corpus, within, group, all, settings, step.part(0.7, 0.9));
    drafts.push({ paths, figures: { ...findActions(corpus, within, settings), ...figures } });
    const gapped = await subsequenceCandidates(corpus, within, group, gaps, step.part(0.9, 1));
    const { words } = within;
    candidates.push(
      ...findCandidates(corpus, within, group, settings.maxNgram),
      ...findLacking(corpus, within, group),
      ...gapped.map((tokens): GappedCandidate => ({ group, id: -1, tokens, words })),
    );
  }
  const patternsOf = await findPatterns(corpus, candidates, drafts.length, settings, at.part(0.9, 0.95));
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

type Settings = Resolved<typeof SUMMARIZE_OPTIONS>;

type TestedPatterns = Pick<
  SegmentFindings,
  | "distinctiveActions"
  | "distinctiveNgrams"
  | "distinctiveSubsequences"
  | "coverageOfDescription"
  | "lackingActions"
  | "patternsTested"
>;

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

function findActions(corpus: Corpus, within: Tally, { topActions, topNgrams }: Settings) {
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

/** Tests the candidates of all groups together, and lists what stands. */
async function findPatterns(
  corpus: Corpus,
  candidates: readonly (Candidate | GappedCandidate)[],
  groups: number,
  { topActions, topNgrams, falseDiscoveryRate: rate }: Settings,
  at: Checkpoint,
): Promise<TestedPatterns[]> {
  const classes = lengthClasses(corpus.sequences, corpus.members);
  const shown = await countShown(corpus, classes, candidates, at.part(0, 0.6));
  const sum = (table: Float64Array) => table.reduce((total, count) => total + count, 0);
  const full = candidates.map((candidate, i): Candidate => {
    if ("pattern" in candidate) return candidate;
    return gappedCandidate(corpus, candidate, { own: sum(shown.own[i]!), everybody: sum(shown.everybody[i]!) });
  });
  const ofGroup = Array.from({ length: groups }, (): Candidate[] => []);
  const kept = await testCandidates(full, shown, at.part(0.6, 0.8));
  for (const candidate of kept) ofGroup[candidate.group]!.push(candidate);
  const patternsOf = (list: readonly Candidate[]) => list.map(({ pattern }) => pattern);
  const found: TestedPatterns[] = [];
  for (const [group, tested] of ofGroup.entries()) {
    const actions = distinctivePatterns(tested, "action", rate, topActions);
    const ngrams = distinctivePatterns(tested, "ngram", rate, topNgrams);
    const subsequences = distinctiveSubsequences(tested, [...actions, ...ngrams], rate, topNgrams);
    const step = at.part(0.8 + (0.2 * group) / groups, 0.8 + (0.2 * (group + 1)) / groups);
    found.push({
      distinctiveActions: patternsOf(actions),
      distinctiveNgrams: patternsOf(ngrams),
      distinctiveSubsequences: patternsOf(subsequences),
      coverageOfDescription: await descriptionCoverage(corpus, group, [...actions, ...ngrams, ...subsequences], step),
      lackingActions: patternsOf(lackingActions(tested, rate, topActions)),
      patternsTested: tested.length,
    });
  }
  return found;
}

async function findFigures(
  corpus: Corpus,
  within: Tally,
  group: number,
  all: Everybody,
  { matrixActions, positions }: Settings,
  at: Checkpoint,
) {
  const own = [group, group + 1] as const;
  const length = lengthSample(corpus, ...own);
  const duration = durationSample(corpus, ...own);
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

function isNumbers(value: unknown): boolean {
  return (
    (ArrayBuffer.isView(value) || Array.isArray(value)) &&
    Array.from(value as ArrayLike<unknown>).every(Number.isFinite)
  );
}
