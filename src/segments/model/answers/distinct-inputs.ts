import { type Ragged, raggedOf, raggedRow, raggedRows } from "../../../core/internal";
import type { EncodedSequences } from "../../../sequences/internal";

/** Sequences in a model's tokens; why one is empty and how many actions are left out, where that is known. */
export type PlaceableSequences = Ragged &
  Pick<EncodedSequences, "reasons" | "newActions"> & { readonly unknown?: Uint32Array };

/** Inputs that are answered alike, once: the same tokens, and the same number of actions left out. */
export interface DistinctInputs extends Ragged {
  readonly unknown: Uint32Array;
  readonly reasons: PlaceableSequences["reasons"];
  /** For each input its row. */
  readonly rowOf: Uint32Array;
  /** For each row what distinguishes it from all others of the same vocabulary. */
  readonly keys: readonly string[];
}

/** Each distinct input once, in the order in which they come. */
export function distinctInputs(encoded: PlaceableSequences): DistinctInputs {
  const inputs = raggedRows(encoded);
  const rowOf = new Uint32Array(inputs);
  const numbers = new Map<string, number>();
  const firsts: number[] = [];
  for (let i = 0; i < inputs; i++) {
    const key = keyOf(encoded, i);
    let row = numbers.get(key);
    if (row === undefined) {
      row = firsts.push(i) - 1;
      numbers.set(key, row);
    }
    rowOf[i] = row;
  }
  return {
    ...(firsts.length === inputs ? encoded : raggedOf(firsts.map((i) => raggedRow(encoded, i)))),
    unknown: Uint32Array.from(firsts, (i) => encoded.unknown?.[i] ?? 0),
    reasons: firsts.map((i) => encoded.reasons[i]),
    rowOf,
    keys: [...numbers.keys()],
  };
}

/** The tokens and the number of actions left out as a text: two characters a number, one where all fit. */
function keyOf({ tokens, offsets, unknown, reasons }: PlaceableSequences, i: number): string {
  const [start, end] = [offsets[i]!, offsets[i + 1]!];
  let key = start === end ? (reasons[i] ?? "") : "";
  for (let at = start; at < end; at++) key += character(tokens[at]!);
  const left = unknown?.[i] ?? 0;
  return left === 0 ? key : `${key}\uffff${left}`;
}

const WIDE = 0x8000;

function character(token: number): string {
  if (token < WIDE) return String.fromCharCode(token);
  return String.fromCharCode(WIDE + (token >>> 15), token & (WIDE - 1));
}
