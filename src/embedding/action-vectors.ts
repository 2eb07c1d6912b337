import { type Field, ofType, toMatrix } from "../core";
import type { ActionVectors } from "./types";

/** An option that holds vectors of actions. */
export function actionVectorsField(): Field<ActionVectors, undefined> {
  return ofType<ActionVectors, undefined>(
    "vectors of actions: { vectors, vocabulary: { actions } }",
    (value) => value instanceof Object && "vectors" in value && "vocabulary" in value,
    undefined,
  );
}

/** @throws TypeError or RangeError when they are not finite, or not one for each action. */
export function checkActionVectors(name: string, { vectors, vocabulary }: ActionVectors): void {
  const { rows } = toMatrix(`${name}.vectors`, vectors);
  if (rows !== vocabulary.actions.length) {
    throw new RangeError(`"${name}.vectors" expected ${vocabulary.actions.length} rows, one an action, got ${rows}`);
  }
}
