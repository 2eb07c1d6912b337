import { labelCount, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { relateSegments } from "../../profiles";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import type { GuidedRows } from "./guide-clusters";
import type { RowGuide } from "./row-guide";

/**
 * Merges those clusters that act most alike until this many are left, but no two groups that are known, and none that are to be
 * apart. Distances are means weighted by members, as in `relateSegments`.
 *
 * @returns for each cluster the number of the merged one; undefined where more have to stay.
 */
export async function mergeUnlike(
  sequences: TokenizedSequences,
  { labels, groupOf }: GuidedRows,
  { apart }: RowGuide,
  count: number,
  run: RunOptions,
): Promise<Int32Array | undefined> {
  const inputs = valuesOfInputs(sequences, labels, NOISE);
  const { distances } = await relateSegments(sequences, inputs, { workers: run.workers, signal: run.signal });
  const parts = Array.from({ length: labelCount(labels) }, (_, cluster) => [cluster]);
  const sizes = new Float64Array(parts.length);
  for (const label of inputs) if (label !== NOISE) sizes[label]! += 1;
  const forbidden = new Set(apart.map(([a, b]) => pairOf(labels[a]!, labels[b]!)));
  const mayMerge = (a: readonly number[], b: readonly number[]) =>
    !(a.some((one) => groupOf[one] !== NOISE) && b.some((one) => groupOf[one] !== NOISE)) &&
    !a.some((one) => b.some((other) => forbidden.has(pairOf(one, other))));
  const distanceOf = (a: readonly number[], b: readonly number[]) => {
    let [sum, pairs] = [0, 0];
    for (const one of a) {
      for (const other of b) {
        sum += sizes[one]! * sizes[other]! * distances[one]![other]!;
        pairs += sizes[one]! * sizes[other]!;
      }
    }
    return sum / pairs;
  };
  while (parts.length > count) {
    let best: { a: number; b: number; distance: number } | undefined;
    for (const [b, other] of parts.entries()) {
      for (const [a, one] of parts.slice(0, b).entries()) {
        if (!mayMerge(one, other)) continue;
        const distance = distanceOf(one, other);
        if (best === undefined || distance < best.distance) best = { a, b, distance };
      }
    }
    if (best === undefined) return undefined;
    parts[best.a]!.push(...parts.splice(best.b, 1)[0]!);
  }
  const merged = new Int32Array(sizes.length);
  for (const [number, part] of parts.entries()) for (const cluster of part) merged[cluster] = number;
  return merged;
}

function pairOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
