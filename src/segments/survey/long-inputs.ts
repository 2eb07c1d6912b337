import { percentText, sum } from "../../core/internal";
import type { TokenizedSequences } from "../../sequences";

/** Share of all actions from which one input is noted, if it is also this many times as long as the average. */
const LARGE_SHARE = 0.05;
const TIMES_AVERAGE = 3;
const MOST_NAMED = 3;

/**
 * Says by their position which inputs hold a large share of all actions, and how many were set aside. Notes are saved with a
 * model and shown in its report, so they name nobody.
 *
 * @param learnt rows that were learnt from; undefined where all were.
 */
export function notesOnLongInputs(
  { offsets, weights, rowOf }: TokenizedSequences,
  learnt: readonly number[] | undefined,
): string[] {
  const lengthOf = (row: number) => offsets[row + 1]! - offsets[row]!;
  const all = weights.reduce((sum, weight, row) => sum + weight * lengthOf(row), 0);
  const least = Math.max(LARGE_SHARE, TIMES_AVERAGE / sum(weights)) * all;
  const few = [...weights.keys()].filter((row) => lengthOf(row) >= least);
  const long = new Set(few.sort((a, b) => lengthOf(b) - lengthOf(a) || a - b).slice(0, MOST_NAMED));
  const named =
    long.size === 0 ? [] : [...rowOf.keys()].filter((input) => long.has(rowOf[input]!)).slice(0, MOST_NAMED);
  const notes = named.map((input) => {
    const share = percentText(lengthOf(rowOf[input]!) / all);
    return `input ${input} holds ${share} of all actions; it counts no more than any other long input`;
  });
  if (learnt === undefined) return notes;
  const inputs = sum(weights);
  const left = inputs - learnt.reduce((sum, row) => sum + weights[row]!, 0);
  return [
    ...notes,
    `${left} of ${inputs} inputs are more than ten times as long as nine tenths of all: nothing was learnt from them, they were placed afterwards`,
  ];
}
