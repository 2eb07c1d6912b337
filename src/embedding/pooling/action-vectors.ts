import { type Field, listOfTexts, ofType, plainObject, toMatrix, verbatim, wrongValue } from "../../core/internal";
import type { ActionVectors } from "../types";

/** An option that holds vectors of actions. */
export function actionVectorsField(): Field<ActionVectors, undefined> {
  return ofType<ActionVectors, undefined>(
    "vectors of actions: { vectors, vocabulary: { actions } }",
    (value) => value instanceof Object && "vectors" in value && "vocabulary" in value,
    undefined,
  );
}

/** @throws RangeError when there is not one vector for each action. */
export function checkActionVectors(name: string, given: ActionVectors): void {
  const { vectors, vocabulary, prefixes } = plainObject(
    name,
    "vectors of actions: { vectors, vocabulary: { actions } }",
    given,
  ) as unknown as ActionVectors;
  toMatrix(`${name}.vectors`, vectors);
  plainObject(`${name}.vocabulary`, "a vocabulary: { actions }", vocabulary);
  listOfTexts(`${name}.vocabulary.actions`, vocabulary.actions);
  if (vectors.rows !== vocabulary.actions.length) {
    throw wrongValue(name, `${vocabulary.actions.length} rows, one an action`, vectors.rows);
  }
  if (prefixes === undefined) return;
  plainObject(`${name}.prefixes`, "vectors of prefixes: { names, vectors }", prefixes);
  listOfTexts(`${name}.prefixes.names`, prefixes.names);
  const { rows, cols } = toMatrix(`${name}.prefixes.vectors`, prefixes.vectors);
  if (rows !== prefixes.names.length || cols !== vectors.cols) {
    const expected = `${prefixes.names.length} rows of ${vectors.cols} numbers, one a prefix`;
    throw wrongValue(`${name}.prefixes.vectors`, expected, verbatim(`${rows} of ${cols}`));
  }
}
