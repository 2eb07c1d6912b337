import type { Sequences } from "../../sequences";
import { lengthSample } from "../figures/samples";
import type { Members } from "../members";

/** Classes of length: long paths hold more of everything, so only paths about as long are compared. */
export interface LengthClasses {
  readonly classes: number;
  /** For each row its class, shortest first. */
  readonly classOf: Uint8Array;
  /** Longest path of each class but the last. */
  readonly bounds: readonly number[];
}

const CLASSES = 5;

/** Up to five classes that hold about as many inputs each; equal lengths are never parted. */
export function lengthClasses(sequences: Sequences, members: Members): LengthClasses {
  const { values, cumulative } = lengthSample({ sequences, members }, 0, members.segments + 1);
  const inputs = cumulative.at(-1) ?? 0;
  const bounds: number[] = [];
  for (let i = 0; i + 1 < values.length; i++) {
    if (cumulative[i]! >= (inputs * (bounds.length + 1)) / CLASSES && bounds.length + 1 < CLASSES)
      bounds.push(values[i]!);
  }
  const classOf = new Uint8Array(sequences.offsets.length - 1);
  for (let row = 0; row < classOf.length; row++) {
    const length = sequences.offsets[row + 1]! - sequences.offsets[row]!;
    while (length > (bounds[classOf[row]!] ?? Number.POSITIVE_INFINITY)) classOf[row]!++;
  }
  return { classes: bounds.length + 1, classOf, bounds };
}
