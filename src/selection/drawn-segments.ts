import { NOISE, sum } from "../core/internal";
import type { DrawnInputs } from "./drawn-inputs";

/** The segments of drawn inputs. One of which a single input was drawn is left out: no other input says anything about it. */
export interface DrawnSegments {
  /** Segment of each row, numbered from 0 without gaps; -1 for unassigned inputs. */
  readonly segmentOf: Int32Array;
  /** The label of each segment, ascending, and its drawn inputs. */
  readonly labels: Int32Array;
  readonly sizes: Float64Array;
  /** Drawn inputs in segments. */
  readonly inputs: number;
}

export function drawnSegments({ rows, weights }: DrawnInputs, labels: Int32Array): DrawnSegments {
  const sizeOf = new Map<number, number>();
  for (const [i, row] of rows.entries()) {
    const label = labels[row]!;
    if (label !== NOISE) sizeOf.set(label, (sizeOf.get(label) ?? 0) + weights[i]!);
  }
  const kept = Int32Array.from([...sizeOf.keys()].filter((label) => sizeOf.get(label)! > 1)).sort();
  const place = new Map(Array.from(kept, (label, segment) => [label, segment]));
  const sizes = Float64Array.from(kept, (label) => sizeOf.get(label)!);
  return {
    segmentOf: Int32Array.from(rows, (row) => place.get(labels[row]!) ?? NOISE),
    labels: kept,
    sizes,
    inputs: sum(sizes),
  };
}
