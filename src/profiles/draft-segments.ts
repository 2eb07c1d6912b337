import type { Checkpoint } from "../core/internal";
import { type ActivityCounts, countActivity, segmentActivity } from "./figures/activity";
import { commonActions } from "./figures/common-actions";
import { distribution, distributionWithout, type Sample } from "./figures/distribution";
import { dropOffs } from "./figures/drop-offs";
import { type DwellSamples, dwellSamples, dwellTimes } from "./figures/dwell-times";
import { endActions } from "./figures/end-actions";
import { profileProperties, type ReadProperty, readProperties } from "./figures/properties";
import { durationSample, lengthSample } from "./figures/samples";
import { mixOf, type SegmentMix } from "./figures/segment-mix";
import { stepMatrix } from "./figures/step-matrix";
import { mostCommon, transitionMatrix } from "./figures/transition-matrix";
import { strongestTransitions } from "./figures/transitions";
import { exemplars, type TypicalPaths } from "./paths/exemplars";
import type { PathProfile } from "./paths/path-profile";
import { findCandidates, findLacking, type GappedCandidate, type PatternCandidate } from "./patterns/candidate";
import { countPatterns, type GroupCounts } from "./patterns/count-patterns";
import type { SegmentPattern } from "./patterns/pattern";
import { sampleEverybody, subsequenceCandidates } from "./patterns/subsequence-candidates";
import type { ProfileContext } from "./profile-context";
import type { SegmentFindings, SegmentPaths } from "./segment-profile";
import { MOST_RELATED } from "./segment-relations";
import type { SummarizeSettings } from "./summarize-options";

/** Fewer members make a profile small. */
const SMALL = 30;

/** What is found in one segment before anything is tested. */
export interface Draft extends Pick<SegmentFindings, "flow" | "times" | "properties"> {
  readonly members: Pick<SegmentFindings, "size" | "share" | "small">;
  readonly typical: TypicalPaths;
  readonly lengths: Pick<SegmentPaths, "length" | "lengthElsewhere">;
  readonly commonActions: readonly SegmentPattern[];
}

/** What is found in all of them. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  /** What might set a segment apart, to be tested. */
  readonly candidates: readonly (PatternCandidate | GappedCandidate)[];
  /** What each segment does, to be compared; empty where there are too many segments for that. */
  readonly mixes: readonly SegmentMix[];
}

/** What is compared with each segment. */
interface EverybodyFigures {
  readonly length: Sample;
  readonly duration: Sample | null;
  readonly dwell: DwellSamples;
  readonly activity: ActivityCounts | undefined;
  readonly properties: readonly ReadProperty[];
}

/**
 * Finds the figures, the typical paths and the candidates of the groups `0 .. groups - 1`.
 *
 * @param profile an empty one; it is returned empty.
 * @param between tokens that mark pauses and sessions.
 */
export async function draftSegments(
  context: ProfileContext,
  groups: number,
  { profile, between, settings }: { profile: PathProfile; between: ReadonlySet<string>; settings: SummarizeSettings },
  at: Checkpoint,
): Promise<Drafts> {
  const { sequences, members, patterns } = context;
  const everybody = await countEverybody(context, settings, at.part(0, 0.2));
  const drafts: Draft[] = [];
  const mixes: SegmentMix[] = [];
  const candidates: (PatternCandidate | GappedCandidate)[] = [];
  const gaps = { everybody: sampleEverybody(context), between };
  let within: GroupCounts | undefined;
  for (let group = 0; group < groups; group++) {
    const step = at.part(0.2 + (0.8 * group) / groups, 0.2 + (0.8 * (group + 1)) / groups);
    within = await countPatterns(sequences, members, patterns, [group, group + 1], step.part(0, 0.2), within);
    if (group < members.segments && members.segments <= MOST_RELATED) mixes.push(mixOf(within, patterns));
    const typical = await exemplars(context, group, settings.exemplars, profile, step.part(0.2, 0.7));
    const figures = await findFigures(context, within, group, everybody, settings, step.part(0.7, 0.9));
    drafts.push({ typical, ...figures });
    const gapped = await subsequenceCandidates(context, within, group, gaps, step.part(0.9, 1));
    const { words } = within;
    candidates.push(
      ...findCandidates(context, within, group, settings.maxNgram),
      ...findLacking(context, within, group),
      ...gapped.map((tokens): GappedCandidate => ({ group, id: -1, tokens, words })),
    );
  }
  return { drafts, candidates, mixes };
}

async function countEverybody(
  context: ProfileContext,
  { properties }: SummarizeSettings,
  at: Checkpoint,
): Promise<EverybodyFigures> {
  const groups = context.members.segments + 1;
  const everyone = [0, groups] as const;
  return {
    length: lengthSample(context, 0, groups),
    duration: durationSample(context, 0, groups),
    dwell: await dwellSamples(context, context.sequences.vocabulary.actions.keys(), everyone, at.part(0, 0.5)),
    activity: await countActivity(context, everyone, at.part(0.5, 0.7)),
    properties: await readProperties(properties, context, at.part(0.7, 1)),
  };
}

async function findFigures(
  context: ProfileContext,
  within: GroupCounts,
  group: number,
  all: EverybodyFigures,
  { topActions, topNgrams, matrixActions, positions }: SummarizeSettings,
  at: Checkpoint,
): Promise<Omit<Draft, "typical">> {
  const own = [group, group + 1] as const;
  const length = lengthSample(context, ...own);
  const duration = durationSample(context, ...own);
  await at.pass(0);
  const common = mostCommon(context, within, matrixActions);
  const dwell = await dwellSamples(context, common, own, at.part(0, 0.5));
  const activity = await countActivity(context, own, at.part(0.5, 0.7));
  const shape = { actions: matrixActions, positions };
  const { size } = within;
  const everyone = context.everybody.size;
  return {
    members: { size, share: everyone === 0 ? 0 : size / everyone, small: size < SMALL },
    commonActions: commonActions(context, within, topActions),
    lengths: { length: distribution(length), lengthElsewhere: distributionWithout(all.length, length) },
    flow: {
      entryActions: endActions(context, within, "first", topActions),
      exitActions: endActions(context, within, "last", topActions),
      dropOffs: dropOffs(context, within, topActions),
      transitions: strongestTransitions(context, within, topNgrams),
      transitionMatrix: transitionMatrix(context, within, matrixActions),
      stepMatrix: await stepMatrix(context, within, group, shape, at.part(0.7, 1)),
    },
    times: {
      duration: duration && distribution(duration),
      durationElsewhere: all.duration && duration && distributionWithout(all.duration, duration),
      dwellTimes: dwellTimes(context, within, { everybody: all.dwell, here: dwell }, matrixActions),
      activity: segmentActivity(activity, all.activity),
    },
    properties: profileProperties(context, group, all.properties),
  };
}
