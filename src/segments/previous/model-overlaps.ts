import { labelCount, raggedRow } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { assignerOf } from "../model/answers/assigner";
import { labelRows } from "./label-rows";
import { type Overlaps, overlapOf } from "./overlap";

/** What two models say of the users of both. */
export interface ModelOverlaps extends Overlaps {
  /** Users whose paths are hidden in a model (`minPathMembers`), so that the other one cannot read them: they are left out. */
  readonly hidden: { readonly previous: number; readonly next: number };
}

/**
 * Both models label both populations: each its own users as fitted, those of the other as new ones.
 *
 * @param previous the earlier model, fitted or loaded.
 * @param next the later model.
 */
export async function modelOverlaps(previous: object, next: object, run: RunOptions): Promise<ModelOverlaps> {
  const [earlier, later] = [assignerOf(previous)!, assignerOf(next)!];
  const [old, fresh] = [earlier.parts.sequences, later.parts.sequences];
  const segments = { before: labelCount(earlier.labels), after: labelCount(later.labels) };
  const ofOld = { before: earlier.labels, after: await labelRows(next, old, run) };
  const ofFresh = { before: await labelRows(previous, fresh, run), after: later.labels };
  return {
    previous: overlapOf(ofOld, shownWeights(old), segments),
    next: overlapOf(ofFresh, shownWeights(fresh), segments),
    hidden: { previous: hiddenUsers(old), next: hiddenUsers(fresh) },
  };
}

/** Users of each row; 0 where the row is hidden. */
export function shownWeights(sequences: TokenizedSequences): Float64Array {
  return sequences.weights.map((weight, row) => (raggedRow(sequences, row).length > 0 ? weight : 0));
}

function hiddenUsers(sequences: TokenizedSequences): number {
  return sequences.weights.reduce((sum, weight, row) => sum + (raggedRow(sequences, row).length > 0 ? 0 : weight), 0);
}
