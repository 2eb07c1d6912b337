import { describeValue, type Ragged } from "../../core/internal";
import type { Vocabulary } from "../types";
import { REPEAT_BUCKETS, repeatToken } from "./repeat-buckets";

/**
 * The vocabulary of the rows that count, the token of each code, and which names have a token in any form.
 *
 * @throws RangeError when two codes have the same text, or a new name would itself be renamed.
 */
export function numberTokens(
  { tokens, offsets }: Ragged,
  minLength: number,
  names: readonly string[],
  changed: ReadonlyMap<string, string | null>,
  weights?: Float64Array,
): { vocabulary: Vocabulary; tokenOf: Uint32Array; hasToken(name: number): boolean } {
  const counts = new Float64Array(names.length * REPEAT_BUCKETS);
  for (let row = 0; row + 1 < offsets.length; row++) {
    if (offsets[row + 1]! - offsets[row]! < minLength) continue;
    const weight = weights ? weights[row]! : 1;
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) counts[tokens[i]!]! += weight;
  }
  const codes = Array.from(counts.keys()).filter((code) => counts[code]! > 0);
  const textOf = new Map(codes.map((code) => [code, repeatToken(names[nameOfCode(code)]!, code % REPEAT_BUCKETS)]));
  refuseAmbiguous(codes, textOf, names, changed);
  codes.sort((a, b) => counts[b]! - counts[a]! || (textOf.get(a)! < textOf.get(b)! ? -1 : 1));
  const tokenOf = new Uint32Array(counts.length);
  for (const [token, code] of codes.entries()) tokenOf[code] = token;
  const vocabulary = {
    actions: codes.map((code) => textOf.get(code)!),
    counts: Float64Array.from(codes, (code) => counts[code]!),
  };
  const withToken = new Set(codes.map(nameOfCode));
  return { vocabulary, tokenOf, hasToken: (name) => withToken.has(name) };
}

function nameOfCode(code: number): number {
  return Math.floor(code / REPEAT_BUCKETS);
}

/** A token must mean one thing, and must stay what it is when it is rewritten once more. */
function refuseAmbiguous(
  codes: readonly number[],
  textOf: ReadonlyMap<number, string>,
  names: readonly string[],
  changed: ReadonlyMap<string, string | null>,
): void {
  const known = new Set(names);
  for (const code of codes) {
    const text = textOf.get(code)!;
    if (code % REPEAT_BUCKETS > 0 && known.has(text)) {
      throw new RangeError(
        `"collapseRepeats" makes the token ${describeValue(text)}, which is also an action; rename it`,
      );
    }
    const renamed = changed.get(text);
    if (renamed !== undefined) {
      const shown = describeValue(text);
      throw new RangeError(
        `"rename" turns ${shown} into ${describeValue(renamed)}, but ${shown} is also a new name; choose another`,
      );
    }
  }
}
