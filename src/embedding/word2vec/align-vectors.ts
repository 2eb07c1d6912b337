import type { Matrix } from "../../core";
import { finish, matrix, unitRows, wrongValue } from "../../core/internal";
import { nearestRotation } from "../../parallel/internal";
import { checkActionVectors } from "../pooling/action-vectors";
import { tokenIndex } from "../token-lookup";
import type { ActionVectors } from "../types";

/** What {@link alignVectors} found. */
export interface AlignedVectors extends ActionVectors {
  /** d x d: each row of the aligned vectors is the row given, times this. */
  readonly rotation: Matrix;
  /** Actions in both. */
  readonly shared: number;
  /** How alike the shared actions are afterwards: the mean cosine of their vectors, from -1 to 1. */
  readonly similarity: number;
}

/**
 * Turns the space of one training so that it lies on that of another (orthogonal Procrustes: Schönemann 1966; for word
 * vectors Hamilton, Leskovec & Jurafsky 2016): the rotation that brings the vectors of shared actions, scaled to length
 * 1, nearest to each other. Within the space no angle and no distance changes, so segments found in it stay as they
 * are.
 *
 * @param vectors   vectors to turn, such as a {@link Word2Vec} of this month.
 * @param reference vectors they are laid on, such as that of last month; of the same size.
 * @returns vectors in the space of `reference`, of the actions of `vectors`.
 * @throws RangeError when sizes differ or no action is shared.
 * @example
 * const lastMonth = await trainWord2Vec([["start", "shop", "buy"], ["start", "play", "quit"]]);
 * const thisMonth = await trainWord2Vec([["start", "shop", "sell"], ["start", "play", "quit"]]);
 * const { vectors, shared } = await alignVectors(thisMonth, lastMonth);
 * shared; // 4
 */
export async function alignVectors(vectors: ActionVectors, reference: ActionVectors): Promise<AlignedVectors> {
  checkActionVectors("vectors", vectors);
  checkActionVectors("reference", reference);
  const d = vectors.vectors.cols;
  if (reference.vectors.cols !== d) {
    throw wrongValue("reference", `vectors of ${d} numbers`, reference.vectors.cols);
  }
  const rowOf = tokenIndex(reference.vocabulary.actions);
  const pairs = vectors.vocabulary.actions.flatMap((action, a) => {
    const other = rowOf.get(action);
    return other === undefined ? [] : [[a, other] as const];
  });
  if (pairs.length === 0) throw new RangeError('"vectors" and "reference" expected an action in both, got none');
  const from = finish(unitRows(vectors.vectors));
  const to = finish(unitRows(reference.vectors));
  const rotation = matrix(d, d, Float32Array.from(await nearestRotation(crossProducts(from, to, pairs, d), d)));
  const aligned = rotated(vectors.vectors, rotation);
  const unit = finish(unitRows(aligned));
  let similarity = 0;
  for (const [a, b] of pairs) {
    for (let t = 0; t < d; t++) similarity += (unit.data[a * d + t]! * to.data[b * d + t]!) / pairs.length;
  }
  return {
    vectors: aligned,
    vocabulary: vectors.vocabulary,
    rotation,
    shared: pairs.length,
    similarity: Math.max(-1, Math.min(1, similarity)),
  };
}

/** M = the sum of x y' over pairs of rows. */
function crossProducts(x: Matrix, y: Matrix, pairs: readonly (readonly [number, number])[], d: number): Float64Array {
  const result = new Float64Array(d * d);
  for (const [a, b] of pairs) {
    for (let i = 0; i < d; i++) {
      const value = x.data[a * d + i]!;
      for (let j = 0; j < d; j++) result[i * d + j]! += value * y.data[b * d + j]!;
    }
  }
  return result;
}

function rotated({ data, rows, cols }: Matrix, { data: by }: Matrix): Matrix {
  const result = matrix(rows, cols);
  const line = new Float64Array(cols);
  for (let r = 0; r < rows; r++) {
    line.fill(0);
    for (let i = 0; i < cols; i++) {
      for (let j = 0; j < cols; j++) line[j]! += data[r * cols + i]! * by[i * cols + j]!;
    }
    result.data.set(line, r * cols);
  }
  return result;
}
