import { readOptions } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import type { InputLabels, Sequences } from "../sequences";
import { labelledRows } from "../sequences/internal";
import { SavingsCode } from "./saved-bits";

/**
 * How many bits knowing the labels saves on each action of paths that the labels were not learnt from: the score by
 * which `fitSegments` chooses. The distinct paths are split into halves; each is coded by what the other one does, in all
 * and in the same segment, with orders 0 and 1 mixed by evidence; what it costs to encode the labels is counted. Below 0 the
 * labels cost more than they save.
 *
 * @param sequences built sequences.
 * @param labels one for each input; -1 for none. Equal sequences with different labels count as one path for each label.
 * @param options workers, progress and abort.
 * @returns bits an action, the ends of sequences counted as actions.
 * @throws RangeError when labels and inputs differ in number.
 * @example
 * const sequences = await sequencesFrom(
 *   [..."STUVWXYZ"].flatMap((start) => [start + " -> A -> B".repeat(6), start + " -> A -> C".repeat(6)]),
 * );
 * const labels = Int32Array.from({ length: 16 }, (_, i) => i % 2); // does B follow A, or C?
 * (await selectionScore(sequences, labels)) > 0; // true
 */
export async function selectionScore(
  sequences: Sequences,
  labels: InputLabels,
  options: RunOptions = {},
): Promise<number> {
  const { workers, signal } = readOptions(options, RUN_OPTIONS);
  const rows = labelledRows(sequences, labels);
  signal?.throwIfAborted();
  return withPool(workers, async (pool) => {
    using code = await SavingsCode.of(rows.sequences, { workers: pool, ...(signal && { signal }) });
    const [saved] = await code.savings([rows.labels]);
    return saved!.ofTransitions.perAction;
  });
}
