import { type Ragged, raggedOf, raggedRow } from "../../../core/internal";
import { decodeSequence, type TokenizedSequences } from "../../../sequences";
import { type EncodedSequences, type SequenceEncoder, toTokenizedSequences } from "../../../sequences/internal";
import { type FitInput, isEvents, isSequences, wrongInput } from "../../fit-input";

/** New inputs in a model's tokens, one row each. */
export type NewInputs = EncodedSequences;

/**
 * Reads new inputs of every kind that is fitted, as a model reads those it assigns; built sequences by the names of their
 * tokens. Those that went through steps of `prepare` of their own go through no others.
 */
export function encodeInput(name: string, input: FitInput, encode: SequenceEncoder): NewInputs {
  if (Array.isArray(input) || isEvents(input)) return encode(input);
  if (isSequences(input)) return encodeBuilt(toTokenizedSequences(name, input), encode);
  throw wrongInput(name, input);
}

/**
 * The same, with new actions numbered by their names: whatever the order of the inputs.
 *
 * @param known number of the model's tokens.
 */
export function newInputs(
  name: string,
  input: FitInput,
  encode: SequenceEncoder,
  known: number,
): Ragged & Pick<NewInputs, "newActions"> {
  return numberedByName(encodeInput(name, input, encode), known);
}

function encodeBuilt(sequences: TokenizedSequences, encode: SequenceEncoder): NewInputs {
  const { rowOf, weights, ids, rules } = sequences;
  const names = Array.from(weights, (_, row) => decodeSequence(sequences, row));
  const encoded = encode(names, rules.prepare.length > 0);
  const nothing = new Uint32Array();
  const rows = Array.from(rowOf, (row) => (row < 0 ? nothing : raggedRow(encoded, row)));
  const reasons = Array.from(rowOf, (row) => (row < 0 ? "empty" : encoded.reasons[row]));
  const unknown = Uint32Array.from(rowOf, (row) => (row < 0 ? 0 : encoded.unknown[row]!));
  return { ...raggedOf(rows), reasons, unknown, ids, newActions: encoded.newActions };
}

/** New actions in the order of their names, where it was that of the inputs. */
function numberedByName({ tokens, offsets, newActions }: NewInputs, known: number) {
  const sorted = [...newActions].sort((a, b) => (a < b ? -1 : 1));
  const tokenOf = new Map(sorted.map((action, i) => [action, known + i]));
  const ofNew = newActions.map((action) => tokenOf.get(action)!);
  return { tokens: tokens.map((token) => ofNew[token - known] ?? token), offsets, newActions: sorted };
}
