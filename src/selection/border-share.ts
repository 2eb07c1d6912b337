import { NOISE } from "../core/internal";
import type { DrawnInputs } from "./drawn-inputs";
import type { DrawnSegments } from "./drawn-segments";

/**
 * Share of the inputs in segments that are at a border: what speaks for their own segment rather than for the next best one, on
 * each of their actions, is less than half of what it is for the median of their segment. Where a crowd without a gap is cut in two
 * a quarter is there (of an even spread 1/4, of a bell .26); where there are groups, next to nobody.
 *
 * @param nats what speaks for each segment, rows x segments.
 */
export function borderShare(
  { weights, counts: { offsets, counts } }: DrawnInputs,
  { segmentOf, sizes, inputs }: DrawnSegments,
  nats: Float64Array,
): number {
  if (sizes.length < 2) return 1;
  const membersOf = Array.from(sizes, (): Member[] => []);
  for (const [row, segment] of segmentOf.entries()) {
    if (segment === NOISE) continue;
    const of = nats.subarray(row * sizes.length, (row + 1) * sizes.length);
    const next = of.reduce(
      (most, other, s) => (s === segment ? most : Math.max(most, other)),
      Number.NEGATIVE_INFINITY,
    );
    const length = counts.subarray(offsets[row], offsets[row + 1]).reduce((sum, times) => sum + times, 0);
    membersOf[segment]!.push({ margin: (of[segment]! - next) / length, inputs: weights[row]! });
  }
  let atBorder = 0;
  for (const [segment, members] of membersOf.entries()) {
    const median = medianOf(members, sizes[segment]!);
    for (const { margin, inputs: of } of members) if (margin < median / 2 || median <= 0) atBorder += of;
  }
  return atBorder / inputs;
}

interface Member {
  readonly margin: number;
  readonly inputs: number;
}

/** The margin of the input in the middle; of an even number the lower one. */
function medianOf(members: Member[], inputs: number): number {
  members.sort((a, b) => a.margin - b.margin);
  let below = 0;
  for (const { margin, inputs: of } of members) {
    below += of;
    if (2 * below >= inputs) return margin;
  }
  return 0;
}
