import { type Field, toLabels } from "../../core/internal";
import type { InputLabels, Sequences } from "../../sequences";

/** Options that look at one segment of many. */
export interface OneSegmentOptions {
  /** One label for each input, and the segment to look at: without them, all inputs. */
  labels?: InputLabels | undefined;
  /** Label of the segment; -1 for those in none. Needs `labels`. */
  segment?: number | undefined;
}

/** Their schema. */
export const ONE_SEGMENT_OPTIONS = {
  labels: {
    expected: "one label for each input",
    default: undefined,
    read: (value) => value as InputLabels,
  } as Field<InputLabels, undefined>,
  segment: {
    expected: "a label",
    default: undefined,
    read: (value, name) => toLabels(name, [value as number], 1)[0]!,
  } as Field<number, undefined>,
};

/** Whether an input is looked at. */
export type InputFilter = (input: number) => boolean;

/** Inputs of the segment, or all. */
export function segmentFilter(
  sequences: Sequences,
  { labels: given, segment }: { labels: InputLabels | undefined; segment: number | undefined },
): InputFilter {
  if ((given === undefined) !== (segment === undefined)) {
    throw new TypeError('"labels" and "segment" belong together; give both or none');
  }
  if (given === undefined) return () => true;
  const labels = toLabels("labels", given, sequences.rowOf.length, "one per input");
  return (input) => labels[input] === segment;
}

/** Inputs that are looked at behind each distinct sequence. */
export function filteredWeights({ rowOf, weights }: Sequences, looksAt: InputFilter): Float64Array {
  const own = new Float64Array(weights.length);
  for (const [input, row] of rowOf.entries()) if (row >= 0 && looksAt(input)) own[row]! += 1;
  return own;
}
