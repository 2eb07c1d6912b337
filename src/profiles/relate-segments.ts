import { checkpoint, ofType, readOptions, type Schema, wrongValue } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { InputLabels, Sequences } from "../sequences";
import { mixOf } from "./figures/segment-mix";
import { groupMembers } from "./members";
import { countPatterns, type GroupCounts } from "./patterns/count-patterns";
import { indexPatterns } from "./patterns/pattern-index";
import { MOST_RELATED, relateMixes, type SegmentRelations } from "./segment-relations";
import { segmentNumber } from "./words/segment-number";

/** Options of {@link relateSegments}. */
export interface RelateSegmentsOptions extends RunOptions {
  /** Names of the segments, one for each. @default `Segment 1`, `Segment 2`, and so on */
  names?: readonly string[] | undefined;
}

/**
 * How the segments relate to each other: the distance of each pair, and the tree in which those that act most alike are
 * merged, so that many segments can be read as a few groups ({@link groupsOfSegments}).
 *
 * @param sequences what the users did, each distinct sequence once.
 * @param labels one for each input of `sequences`; -1 is unassigned.
 * @param options names of the segments, workers, progress and abort.
 * @returns distances, and the tree with the names of the merged groups.
 * @throws RangeError for more than 1,000 segments; TypeError, RangeError as `summarizeSegments`.
 * @example
 * const sequences = await sequencesFrom(["START -> BUY", "START -> BUY -> BUY", "QUIT"]);
 * const { distances } = await relateSegments(sequences, [0, 1, 2]);
 * distances[0][2]; // 1
 */
export async function relateSegments(
  sequences: Sequences,
  labels: InputLabels,
  options: RelateSegmentsOptions = {},
): Promise<SegmentRelations> {
  const { names, ...run } = readOptions(options, RELATE_SEGMENTS_OPTIONS);
  const at = checkpoint("relating", run);
  const members = await groupMembers(sequences, labels, at.part(0, 0.2));
  const { segments } = members;
  if (segments > MOST_RELATED) throw wrongValue("labels", `at most ${MOST_RELATED} segments`, segments);
  if (names && names.length !== segments) {
    throw wrongValue("names", `${segments} names`, names.length);
  }
  const patterns = await indexPatterns(sequences, 2, 1, at.part(0.2, 0.5));
  const everybody = await countPatterns(sequences, members, patterns, [0, segments + 1], at.part(0.5, 0.6));
  const mixes = [];
  let within: GroupCounts | undefined;
  for (let group = 0; group < segments; group++) {
    const step = at.part(0.6 + (0.3 * group) / segments, 0.6 + (0.3 * (group + 1)) / segments);
    within = await countPatterns(sequences, members, patterns, [group, group + 1], step, within);
    mixes.push(mixOf(within, patterns));
  }
  const titles = names ?? mixes.map((_, segment) => `Segment ${segmentNumber(segment)}`);
  const { actions } = sequences.vocabulary;
  const relations = await relateMixes(mixes, everybody, titles, { patterns, actions }, at.part(0.9, 1));
  await at.pass(1);
  return relations;
}

const RELATE_SEGMENTS_OPTIONS = {
  names: ofType<readonly string[], undefined>("an array of names", isTexts, undefined),
  ...RUN_OPTIONS,
} satisfies Schema<RelateSegmentsOptions>;

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && Array.from(value).every((item) => typeof item === "string");
}
