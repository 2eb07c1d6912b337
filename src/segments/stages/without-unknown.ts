import type { Matrix } from "../../core";
import { NOISE } from "../../core/internal";
import type { FittedEmbedder } from "../../embedding";
import type { Placements } from "./placer";

/**
 * Placements, of which those are in no segment of whose actions nothing was learnt: actions that crawlers alone did, which were set
 * aside. Their vectors are zeros, and what such a vector is near to says nothing of them.
 *
 * @param vectors as the embedder gave them.
 */
export function withoutUnknown(
  placements: Placements,
  vectors: Matrix,
  { zeroIsUnknown }: Pick<FittedEmbedder, "zeroIsUnknown">,
): Placements {
  if (!zeroIsUnknown) return placements;
  const { data, cols } = vectors;
  const isUnknown = (row: number) =>
    placements.nearestDistances[row] !== 0 && data.subarray(row * cols, (row + 1) * cols).every((value) => value === 0);
  const unknown = Uint8Array.from(placements.labels, (_, row) => Number(isUnknown(row)));
  if (!unknown.includes(1)) return placements;
  const known = <T>(values: ArrayLike<T>, none: T) => Array.from(unknown, (is, row) => (is ? none : values[row]!));
  return {
    ...placements,
    unknown,
    labels: Int32Array.from(known(placements.labels, NOISE)),
    probabilities: Float64Array.from(known(placements.probabilities, 0)),
    ...(placements.placed && { placed: Int32Array.from(known(placements.placed, 0)) }),
  };
}
