import { labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { groupsOfSegments, relateSegments } from "../../profiles";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";

/** Merges the clusters that act most alike ({@link relateSegments}) until this many are left; rows of no cluster stay so. */
export async function mergeAlike(
  sequences: TokenizedSequences,
  labels: Int32Array,
  count: number,
  run: RunOptions,
): Promise<Int32Array> {
  if (labelCount(labels) <= count) return labels;
  const relations = await relateSegments(sequences, valuesOfInputs(sequences, labels, NOISE), {
    workers: run.workers,
    signal: run.signal,
  });
  const groupOf = new Int32Array(labelCount(labels));
  for (const [group, { segments }] of groupsOfSegments(relations, count).entries()) {
    for (const segment of segments) groupOf[segment] = group;
  }
  return labels.map((label) => (label === NOISE ? NOISE : groupOf[label]!));
}
