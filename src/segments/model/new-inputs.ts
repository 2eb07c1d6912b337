import { type Ragged, raggedOf, raggedRow } from "../../core/internal";
import { decodeSequence, type EncodedSequences, type SequenceEncoder, type TokenizedSequences } from "../../sequences";
import { type FitInput, isEvents, isSequences, wrongInput } from "../fit-input";

/** New inputs in a model's tokens, one row each. */
export type NewInputs = Ragged & Pick<EncodedSequences, "newActions">;

/**
 * Reads new inputs of every kind that is fitted, as a model reads those it assigns; built sequences by the names of their
 * tokens.
 *
 * @param known number of the model's tokens.
 */
export function newInputs(name: string, input: FitInput, encode: SequenceEncoder, known: number): NewInputs {
  if (Array.isArray(input) || isEvents(input)) return numberedByName(encode(input), known);
  if (isSequences(input)) return numberedByName(encodeBuilt(input, encode), known);
  throw wrongInput(name, input);
}

function encodeBuilt(sequences: TokenizedSequences, encode: SequenceEncoder): NewInputs {
  const { rowOf, weights } = sequences;
  const encoded = encode(Array.from(weights, (_, row) => decodeSequence(sequences, row)));
  const nothing = new Uint32Array();
  const rows = Array.from(rowOf, (row) => (row < 0 ? nothing : raggedRow(encoded, row)));
  return { ...raggedOf(rows), newActions: encoded.newActions };
}

/** New actions in the order of their names, where it was that of the inputs. */
function numberedByName({ tokens, offsets, newActions }: NewInputs, known: number): NewInputs {
  const sorted = [...newActions].sort((a, b) => (a < b ? -1 : 1));
  const tokenOf = new Map(sorted.map((action, i) => [action, known + i]));
  const ofNew = newActions.map((action) => tokenOf.get(action)!);
  return { tokens: tokens.map((token) => ofNew[token - known] ?? token), offsets, newActions: sorted };
}
