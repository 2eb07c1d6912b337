import { NOISE } from "../../core/internal";
import type { TokenizedSequences } from "../../sequences";
import { type KnownPaths, pathKey } from "./resolve-guide";

/** What is known of the rows of some sequences. */
export interface RowGuide {
  /** For each row its group; -1 where it is not known. */
  readonly groups: Int32Array;
  /** Whether a row's group is known by a pattern alone. */
  readonly byPattern: Uint8Array;
  readonly apart: readonly (readonly [row: number, row: number])[];
}

/** Finds the rows of what is known of paths. */
export function rowGuide({ ofPath, apart }: KnownPaths, sequences: TokenizedSequences): RowGuide {
  const rows = sequences.weights.length;
  const groups = new Int32Array(rows).fill(NOISE);
  const byPattern = new Uint8Array(rows);
  const asked = new Set(apart.flat());
  const rowOf = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const key = pathKey(sequences, row);
    const known = ofPath.get(key);
    if (asked.has(key)) rowOf.set(key, row);
    if (known === undefined) continue;
    groups[row] = known.group;
    byPattern[row] = known.byPattern ? 1 : 0;
  }
  const pairs = apart.flatMap(([a, b]) => {
    const [one, other] = [rowOf.get(a), rowOf.get(b)];
    return one === undefined || other === undefined || one === other ? [] : [[one, other] as const];
  });
  return { groups, byPattern, apart: pairs };
}
