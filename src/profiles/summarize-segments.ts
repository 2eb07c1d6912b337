import { boolean, checkpoint, integer, type Labels, NOISE, readOptions, type Schema, string } from "../core";
import { RUN_OPTIONS, type RunOptions } from "../parallel";
import type { Sequences } from "../sequences";
import { commonActions } from "./common-actions";
import { descriptionCoverage } from "./description-coverage";
import { distinctivePatterns } from "./distinctive-patterns";
import { distribution, distributionWithout, type Sample } from "./distribution";
import { endActions } from "./end-actions";
import { exemplars } from "./exemplars";
import { lackingActions } from "./lacking-actions";
import { groupMembers } from "./members";
import { nameSegments } from "./name-segments";
import { pathProfile } from "./path-profile";
import { countPatterns } from "./pattern-counts";
import { durationSample, lengthSample } from "./samples";
import type { SegmentFindings, SegmentProfile } from "./segment-profile";
import { summaryText } from "./summary-text";
import { type Corpus, type Tally, tally } from "./tally";
import { strongestTransitions } from "./transitions";

/** Options of {@link summarizeSegments}. */
export interface SummarizeOptions extends RunOptions {
  /** Actions listed at most under each heading: distinctive, lacking, common, entry, exit. @default 5 */
  topActions?: number;
  /** N-grams, and transitions, listed at most. @default 5 */
  topNgrams?: number;
  /** Most actions in a distinctive n-gram; 1 for none. @default 3 */
  maxNgram?: number;
  /** Exemplar paths of each segment, the medoid included. @default 3 */
  exemplars?: number;
  /** Profile those outside every segment (label -1) too, last. @default false */
  includeNoise?: boolean;
  /** What an input is called in texts, in the singular. @default "user" */
  unit?: string;
}

const SUMMARIZE_OPTIONS = {
  topActions: integer({ min: 1, max: 1000 }, 5),
  topNgrams: integer({ min: 1, max: 1000 }, 5),
  maxNgram: integer({ min: 1, max: 8 }, 3),
  exemplars: integer({ min: 1, max: 100 }, 3),
  includeNoise: boolean(false),
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
  const settings = readOptions(options, SUMMARIZE_OPTIONS);
  const members = groupMembers(sequences, labels);
  const at = checkpoint("summarizing", settings);
  const groups = members.segments + 1;

  const patterns = await countPatterns(sequences, Math.max(2, settings.maxNgram), at.part(0, 0.3));
  const everybody = await tally(sequences, members, patterns, [0, groups], at.part(0.3, 0.4));
  const corpus: Corpus = { sequences, members, patterns, everybody };
  const samples = { length: lengthSample(corpus, 0, groups), duration: durationSample(corpus, 0, groups) };
  const profile = await pathProfile(corpus, at.part(0.4, 0.5));

  const findings: SegmentFindings[] = [];
  let within: Tally | undefined;
  const told = settings.includeNoise && members.sizes[members.segments]! > 0 ? groups : members.segments;
  for (let group = 0; group < told; group++) {
    const step = at.part(0.5 + (0.5 * group) / told, 0.5 + (0.5 * (group + 1)) / told);
    within = await tally(sequences, members, patterns, [group, group + 1], step.part(0, 0.4), within);
    const paths = await exemplars(corpus, group, settings.exemplars, profile, step.part(0.4, 1));
    findings.push({
      segment: group < members.segments ? group : NOISE,
      ...findActions(corpus, within, group, settings),
      ...findSpans(corpus, group, samples),
      medoid: paths[0] ?? null,
      exemplars: paths,
    });
  }
  const pause = at.pass(1);
  if (pause) await pause;
  const names = nameSegments(findings);
  return findings.map((found, i) => ({ ...found, name: names[i]!, summary: summaryText(found, settings.unit) }));
}

function findActions(corpus: Corpus, within: Tally, group: number, { topActions, topNgrams, maxNgram }: Listed) {
  const actions = distinctivePatterns(corpus, within, [1, 1], topActions);
  const ngrams = distinctivePatterns(corpus, within, [2, maxNgram], topNgrams);
  const all = corpus.everybody.size;
  return {
    size: within.size,
    share: all === 0 ? 0 : within.size / all,
    small: within.size < SMALL,
    distinctiveActions: actions.map(({ pattern }) => pattern),
    distinctiveNgrams: ngrams.map(({ pattern }) => pattern),
    coverageOfDescription: descriptionCoverage(corpus, group, [...actions, ...ngrams]),
    lackingActions: lackingActions(corpus, within, topActions).map(({ pattern }) => pattern),
    commonActions: commonActions(corpus, within, topActions).map(({ pattern }) => pattern),
    entryActions: endActions(corpus, within, "first", topActions),
    exitActions: endActions(corpus, within, "last", topActions),
    transitions: strongestTransitions(corpus, within, topNgrams),
  };
}

type Listed = Required<Pick<SummarizeOptions, "topActions" | "topNgrams" | "maxNgram">>;

function findSpans(corpus: Corpus, group: number, all: { length: Sample; duration: Sample | null }) {
  const length = lengthSample(corpus, group, group + 1);
  const duration = durationSample(corpus, group, group + 1);
  return {
    length: distribution(length),
    lengthElsewhere: distributionWithout(all.length, length),
    duration: duration && distribution(duration),
    durationElsewhere: all.duration && duration && distributionWithout(all.duration, duration),
  };
}
