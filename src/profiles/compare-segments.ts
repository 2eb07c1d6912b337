import { integer, number, ofType, readOptions, type Schema, wrongValue } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { InputLabels, Sequences } from "../sequences";
import type { DistributionSummary } from "./figures/distribution";
import { readLabels } from "./members";
import type { SegmentPattern } from "./patterns/pattern";
import { restrictSequences } from "./patterns/restrict-sequences";
import type { SegmentProfile } from "./segment-profile";
import { profileSegments } from "./summarize-segments";

/** Options of {@link compareSegments}. */
export interface CompareSegmentsOptions extends RunOptions {
  /** The two segments. @default segments 0 and 1 */
  segments?: readonly [number, number] | undefined;
  /** Patterns listed for each side, and transitions, at most. @default 10 */
  count?: number | undefined;
  /** Share of false discoveries accepted among the patterns, between 0 and 1. @default 0.05 */
  falseDiscoveryRate?: number | undefined;
}

const COMPARE_SEGMENTS_OPTIONS = {
  segments: ofType<readonly [number, number], readonly [number, number]>("two different segments", isPair, [0, 1]),
  count: integer({ min: 1, max: 1000 }, 10),
  falseDiscoveryRate: number({ above: 0, max: 1 }, 0.05),
  ...RUN_OPTIONS,
} satisfies Schema<CompareSegmentsOptions>;

function isPair(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value[0] !== value[1] &&
    value.every((segment) => Number.isInteger(segment) && segment >= 0)
  );
}

/** Two segments side by side. */
export interface SegmentComparison {
  readonly segments: readonly [number, number];
  /** Members of each: the denominators. */
  readonly sizes: readonly [number, number];
  /**
   * What members of the first do that those of the second do not, most distinctive first: `coverage` is the share in the
   * first, `elsewhere` that in the second, and the test is of one against the other.
   */
  readonly first: readonly SegmentPattern[];
  /** What sets the second apart: there `coverage` is the share in the second. */
  readonly second: readonly SegmentPattern[];
  /** The transitions whose probabilities differ most. */
  readonly transitions: readonly ComparedTransition[];
  /** Actions in a path; null without members. */
  readonly lengths: readonly [DistributionSummary | null, DistributionSummary | null];
  /** Hellinger distance of their actions and transitions, from 0 to 1. */
  readonly distance: number;
}

/** How often one action follows another in two segments. */
export interface ComparedTransition {
  readonly from: string;
  readonly to: string;
  /** Of the times that `from` is followed by anything in the segment, the share followed by `to`. */
  readonly first: number;
  readonly second: number;
  /** first - second. */
  readonly difference: number;
}

/**
 * Which patterns distinguish one segment from another: as `summarizeSegments`, on these two segments alone.
 *
 * @param sequences what the users did, each distinct sequence once.
 * @param labels one for each input of `sequences`.
 * @param options which two segments, how many patterns and transitions, workers, progress and abort.
 * @returns the patterns of either side, and the transitions, lengths and distance of the two.
 * @throws RangeError when there is no such segment; TypeError, RangeError as `summarizeSegments`.
 * @example
 * const paths = ["LOOK -> BUY", "LOOK -> LEAVE", "READ"].flatMap((path) => Array(40).fill(path));
 * const sequences = await sequencesFrom(paths);
 * const labels = paths.map((_, i) => Math.floor(i / 40));
 * const { first, second } = await compareSegments(sequences, labels, { segments: [0, 1] });
 * [first[0].text, second[0].text]; // ["LOOK -> BUY", "LOOK -> LEAVE"]
 */
export async function compareSegments(
  sequences: Sequences,
  labels: InputLabels,
  options: CompareSegmentsOptions = {},
): Promise<SegmentComparison> {
  const { segments, count, falseDiscoveryRate, ...run } = readOptions(options, COMPARE_SEGMENTS_OPTIONS);
  const { labelOf, segments: known } = readLabels(sequences, labels);
  for (const segment of segments) {
    if (segment >= known) throw wrongValue("segments", `segments below ${known}`, segment);
  }
  const inputs = Uint32Array.from(labelOf.keys()).filter((input) => segments.includes(labelOf[input]!));
  const own = restrictSequences(sequences, inputs);
  const sides = Int32Array.from(inputs, (input) => segments.indexOf(labelOf[input]!));
  const settings = { topActions: count, topNgrams: count, matrixActions: 20, exemplars: 1, falseDiscoveryRate };
  const { profiles, relations } = await profileSegments(own, [...sides], { ...settings, ...run });
  const [first, second] = profiles as [SegmentProfile | undefined, SegmentProfile | undefined];
  return {
    segments: [segments[0], segments[1]],
    sizes: [first?.size ?? 0, second?.size ?? 0],
    first: mostDistinctive(first, count),
    second: mostDistinctive(second, count),
    transitions: first && second ? comparedTransitions(first, second, count) : [],
    lengths: [first?.paths.length ?? null, second?.paths.length ?? null],
    distance: relations?.distances[0]?.[1] ?? 1,
  };
}

function mostDistinctive(profile: SegmentProfile | undefined, count: number): SegmentPattern[] {
  if (profile === undefined) return [];
  const { distinctiveActions, distinctiveNgrams, distinctiveSubsequences } = profile.patterns;
  const all = [...distinctiveNgrams, ...distinctiveActions, ...distinctiveSubsequences];
  return all.sort((a, b) => b.effect! - a.effect!).slice(0, count);
}

/** Transitions among the actions that most members of either segment show: the same, whichever is called the first. */
function comparedTransitions(first: SegmentProfile, second: SegmentProfile, count: number): ComparedTransition[] {
  const all = new Map<string, ComparedTransition>();
  for (const profile of [first, second]) {
    const { actions, probabilities, elsewhere } = profile.flow.transitionMatrix;
    for (const [i, from] of actions.entries()) {
      for (const [j, to] of actions.entries()) {
        const shares = [probabilities[i]![j]!, elsewhere[i]![j]!] as const;
        const [here, there] = profile === first ? shares : shares.toReversed();
        if (here == null || there == null || here === there) continue;
        all.set(`${from}\u0000${to}`, { from, to, first: here, second: there, difference: here - there });
      }
    }
  }
  const largest = [...all].sort(
    ([a, one], [b, other]) => Math.abs(other.difference) - Math.abs(one.difference) || (a < b ? -1 : 1),
  );
  return largest.slice(0, count).map(([, transition]) => transition);
}
