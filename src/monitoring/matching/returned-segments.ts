import { labelCount } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { ModelLineage, SegmentModel } from "../../segments";
import { jaccard, labelRows, overlapOf, partsOf, shownWeights } from "../../segments/internal";

/** Similarity from which on a new segment is a retired one. */
const SAME = 0.5;

/** Which of the new segments are retired ones of older models, by what these say of the new segment's users. */
export async function returnedSegments(
  born: readonly number[],
  {
    older,
    retired,
    next,
  }: {
    readonly older: readonly SegmentModel[];
    readonly retired: ModelLineage["retired"];
    readonly next: SegmentModel;
  },
  run: RunOptions,
): Promise<Map<number, string>> {
  const gone = new Set(retired.map(({ id }) => id));
  const { sequences, clusterer } = partsOf(next);
  const found: { readonly j: number; readonly id: string; readonly similarity: number }[] = [];
  for (const model of born.length > 0 ? older : []) {
    const before = await labelRows(model, sequences, run);
    const sizes = { before: model.segments.length, after: labelCount(clusterer.labels) };
    const overlap = overlapOf({ before, after: clusterer.labels }, shownWeights(sequences), sizes);
    for (const [k, id] of model.lineage.ids.entries()) {
      for (const j of gone.has(id) ? born : []) found.push({ j, id, similarity: jaccard(overlap, k, j) });
    }
  }
  const returned = new Map<number, string>();
  const taken = new Set<string>();
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  found.sort((a, b) => b.similarity - a.similarity || a.j - b.j || byText(a.id, b.id));
  for (const { j, id, similarity } of found) {
    if (similarity < SAME || returned.has(j) || taken.has(id)) continue;
    returned.set(j, id);
    taken.add(id);
  }
  return returned;
}
