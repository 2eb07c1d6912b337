import { type Field, ofType } from "../core";
import type { ActionVectors } from "./types";

/** An option that holds vectors of actions. */
export function actionVectorsField(): Field<ActionVectors, undefined> {
  return ofType<ActionVectors, undefined>(
    "vectors of actions: { vectors, vocabulary: { actions } }",
    (value) => value instanceof Object && "vectors" in value && "vocabulary" in value,
    undefined,
  );
}

/** @throws RangeError when there is not one vector for each action. */
export function checkActionVectors(name: string, { vectors, vocabulary }: ActionVectors): void {
  if (vectors.rows !== vocabulary.actions.length) {
    throw new RangeError(`"${name}" expected ${vocabulary.actions.length} rows, one an action, got ${vectors.rows}`);
  }
}
