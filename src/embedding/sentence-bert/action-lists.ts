import { raggedRow, raggedRows, wrongType } from "../../core/internal";
import { decodeSequence, type Sequences } from "../../sequences";
import type { SequenceInput } from "../types";

/** Each sequence as a list of actions: one for each list given, or for each distinct row of built sequences. */
export function actionLists(sequences: SequenceInput): readonly (readonly string[])[] {
  if (isBuilt(sequences)) return Array.from({ length: raggedRows(sequences) }, (_, r) => decodeSequence(sequences, r));
  return checkedLists(sequences);
}

/** For each of {@link actionLists}, the inputs it stands for. */
export function listWeights(sequences: SequenceInput): ArrayLike<number> {
  return isBuilt(sequences) ? sequences.weights : new Uint8Array(sequences.length).fill(1);
}

/** The distinct actions that occur: in the order of a vocabulary, or by name. */
export function actionsIn(sequences: SequenceInput): readonly string[] {
  if (!isBuilt(sequences)) return [...new Set(checkedLists(sequences).flat())].sort();
  const { actions } = sequences.vocabulary;
  const occurs = new Uint8Array(actions.length);
  for (let r = 0; r < raggedRows(sequences); r++) for (const token of raggedRow(sequences, r)) occurs[token] = 1;
  return actions.filter((_, token) => occurs[token]);
}

function isBuilt(sequences: SequenceInput): sequences is Sequences {
  return sequences instanceof Object && "tokens" in sequences;
}

function checkedLists(sequences: unknown): readonly (readonly string[])[] {
  if (!Array.isArray(sequences)) {
    throw wrongType("sequences", "built sequences or an array of arrays of actions", sequences);
  }
  for (const [i, list] of sequences.entries()) {
    if (Array.isArray(list)) continue;
    throw wrongType("sequences", "lists of actions", list, ` at position ${i}`);
  }
  return sequences;
}
