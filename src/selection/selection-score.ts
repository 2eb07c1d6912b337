import type { Labels } from "../core";
import { readOptions, toLabels } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { Sequences } from "../sequences";
import { SavingsCode } from "./saved-bits";

/**
 * How many bits knowing the labels saves on each action of paths that the labels were not learnt from: the score by
 * which `fitSegments` chooses. The distinct paths are split into halves; each is coded by what the other one does, in all
 * and in the same segment, with orders 0 and 1 mixed by evidence; what it costs to tell the labels is counted. Below 0 the
 * labels cost more than they tell.
 *
 * @param sequences built sequences.
 * @param labels one for each distinct sequence; -1 for none.
 * @returns bits an action, the ends of sequences counted as actions.
 * @throws RangeError when labels and distinct sequences differ in number.
 * @example
 * const model = await fitSegments([...Array(30).fill("A -> B -> A -> B"), ...Array(30).fill("C -> C -> D")]);
 * await selectionScore(model.sequences, [0, 1]);
 */
export async function selectionScore(sequences: Sequences, labels: Labels, options: RunOptions = {}): Promise<number> {
  const { workers, signal } = readOptions(options, RUN_OPTIONS);
  const read = toLabels("labels", labels, sequences.weights.length);
  signal?.throwIfAborted();
  using code = await SavingsCode.of(sequences, workers);
  const [saved] = await code.savings([read]);
  return saved!.ofTransitions.perAction;
}
