import type { RunOptions } from "../../parallel";
import { decodeSequence, type TokenizedSequences } from "../../sequences";
import { assignerOf } from "../model/answers/assigner";

/**
 * The segments that a model gives to distinct sequences, each once.
 *
 * @param model fitted or loaded.
 * @param sequences of any vocabulary, read by the names of their tokens.
 * @returns for each row its segment; -1 for none.
 */
export async function labelRows(model: object, sequences: TokenizedSequences, run: RunOptions): Promise<Int32Array> {
  const assigner = assignerOf(model)!;
  const lists = Array.from(sequences.weights, (_, row) => decodeSequence(sequences, row));
  const encoded = assigner.encode(lists, sequences.rules.prepare.length > 0);
  const answers = await assigner.place(encoded, run);
  return Int32Array.from(answers, ({ segment }) => segment);
}
