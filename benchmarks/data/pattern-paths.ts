import { raggedOf, raggedRow } from "../../src/core/internal";
import { readSequences, type Sequences } from "../../src/sequences";
import { sharedData } from "../../test/helpers/shared-data";

export const MSNBC = "msnbc/msnbc990928.seq.gz";

/** Paths to look for a pattern in: all visitors of a day, or one long path of two actions. */
export interface PatternPaths {
  readonly kind: "visitors" | "long";
  /** The same pattern in our language, and as a regular expression over one letter an action (A for action 1). */
  readonly pattern: string;
  readonly expression: string;
}

export const PATTERN_CASES: readonly (PatternPaths & { readonly name: string })[] = [
  { name: "1 -> ... -> 2", kind: "visitors", pattern: "1 -> ... -> 2", expression: "A.*B" },
  { name: "2 -> [^ 3 4]* -> 1", kind: "visitors", pattern: "2 -> [^ 3 4]* -> 1", expression: "B[^CD]*A" },
  { name: "START -> 1 -> 14{3,}", kind: "visitors", pattern: "START -> 1 -> 14{3,}", expression: "^AN{3,}" },
  { name: "6 -> .{0,3} -> 9 -> END", kind: "visitors", pattern: "6 -> .{0,3} -> 9 -> END", expression: "F.{0,3}I$" },
  { name: "one path of 100,000 actions", kind: "long", pattern: "(1 | 2)* -> 1 -> (1 | 2){100} -> 3", expression: "" },
  { name: "((1+)+)+ -> 3", kind: "long", pattern: "((1+)+)+ -> 3", expression: "" },
];

/** Paths with every visitor's own row, not each distinct one once. */
export async function patternPaths(
  kind: PatternPaths["kind"],
): Promise<Pick<Sequences, "tokens" | "offsets" | "vocabulary">> {
  if (kind === "long") {
    const tokens = Uint32Array.from({ length: 100_000 }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 13) & 1);
    return { ...raggedOf([tokens]), vocabulary: { actions: ["1", "2", "3"], counts: Float64Array.of(1, 1, 0) } };
  }
  const sequences = await readSequences(sharedData(MSNBC)!, { separator: " ", skipLines: 7 });
  const rows = Array.from(sequences.rowOf, (row) => (row < 0 ? new Uint32Array() : raggedRow(sequences, row)));
  return { ...raggedOf(rows), vocabulary: sequences.vocabulary };
}
