import type { Labels } from "../core";
import { toLabels } from "../core/internal";
import { decodeSequence, type Sequences } from "../sequences";
import { toSequences } from "../sequences/internal";
import { SEPARATOR } from "./dialects/dialect";

/** A row of the table of segments that users are joined to. */
export interface SegmentOfPath {
  /** As the warehouse writes it: actions with U+001F between them. */
  readonly path: string;
  /** -1 for no segment. */
  readonly segment: number;
}

/**
 * The segment of each distinct path, as rows for the table that the `assignments` of {@link warehouseSequences} reads.
 *
 * @param sequences as {@link extractSequences} gives them, or a model's own: `model.sequences`.
 * @param labels one for each input: `model.labels`.
 * @returns one row for each path, the heaviest first.
 * @throws RangeError when labels and inputs differ in number, or one path has inputs of several segments.
 * @example
 * const sequences = await weightedSequences(["START -> BUY", "LEAVE"], [2, 1]);
 * const rows = segmentsOfPaths(sequences, [0, 0, -1]);
 * rows[0]; // { path: "START\u001fBUY", segment: 0 }
 */
export function segmentsOfPaths(sequences: Sequences, labels: Labels): SegmentOfPath[] {
  const { rowOf, weights } = toSequences("sequences", sequences);
  const read = toLabels("labels", labels, rowOf.length, "one per input");
  const segmentOf = new Map<number, number>();
  for (const [input, row] of rowOf.entries()) {
    if (row < 0) continue;
    const known = segmentOf.get(row);
    if (known !== undefined && known !== read[input]) {
      throw new RangeError(`"labels" expected one segment for each path, got ${known} and ${read[input]} for one`);
    }
    segmentOf.set(row, read[input]!);
  }
  return Array.from(weights, (_, row) => ({
    path: decodeSequence(sequences, row).join(SEPARATOR),
    segment: segmentOf.get(row)!,
  }));
}
