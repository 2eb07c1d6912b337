import type { Matrix } from "../../core";
import { wrongValue } from "../../core/internal";
import { checkActionVectors } from "../pooling/action-vectors";
import { tokenIndex } from "../token-lookup";
import type { ActionVectors } from "../types";

/**
 * Where training begins: for each action the row of `vectors` (and of `contextVectors`, where known) to start at, or
 * -1.
 */
export interface StartVectors {
  readonly rowOf: Int32Array;
  readonly vectors: Matrix;
  readonly contextVectors: Matrix | undefined;
}

/** @throws RangeError when the vectors have another size. */
export function startVectors(start: ActionVectors, actions: readonly string[], vectorSize: number): StartVectors {
  checkActionVectors("start", start);
  const { vectors, vocabulary } = start;
  if (vectors.cols !== vectorSize) {
    throw wrongValue("start", `vectors of ${vectorSize} numbers`, vectors.cols);
  }
  const rows = tokenIndex(vocabulary.actions);
  const { contextVectors } = start as { readonly contextVectors?: Matrix };
  const whole = contextVectors?.rows === vectors.rows && contextVectors.cols === vectors.cols;
  return {
    rowOf: Int32Array.from(actions, (action) => rows.get(action) ?? -1),
    vectors,
    contextVectors: whole ? contextVectors : undefined,
  };
}
