import type { Matrix } from "../../core";
import { checkpoint, follow, pickRows } from "../../core/internal";
import { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import { nearestRotation } from "../../parallel/internal";
import { decodeSequence } from "../../sequences";
import { canonicalSequences, sequenceEncoder, subsetRows } from "../../sequences/internal";
import type { ChosenSegments } from "../survey/choose-segments";

/** Rows by which one space is laid on the other, at most. */
const PAIRS = 1000;

/**
 * Vectors of some rows as the embedder gives them when it has learnt from other users alone, turned so that they lie among those
 * of all: vectors know the users that they were learnt from, and new users come without that. Vectors that know nobody in
 * particular are as they were.
 *
 * @param others users of each row who are learnt from.
 */
export async function heldOutVectors(
  { survey, space, learnt }: Pick<ChosenSegments, "survey" | "space" | "learnt">,
  rows: readonly number[],
  others: Float64Array,
  run: RunOptions,
): Promise<Matrix> {
  const { vectors } = space;
  const own = pickRows(vectors, rows);
  const { stages } = survey.ranked[0]!;
  if ("chains" in stages || !stages.embedder.learnsByShares || rows.length === 0) return own;
  const at = checkpoint("calibrating", run);
  const { sequences } = await follow(subsetRows(learnt, others), at);
  const { sequences: rest } = await follow(canonicalSequences(sequences), at);
  const { fitted } = await new SharedEmbeddings(rest, run).of(stages.embedder);
  const kept = [...others.keys()].filter((row) => others[row]! > 0);
  const step = Math.ceil(kept.length / PAIRS);
  const pairs = kept.filter((_, i) => i % step === 0);

  const encode = sequenceEncoder(rest.vocabulary, rest.rules, { keepUnknown: fitted.readsNewActions ?? false });
  const paths = [...pairs, ...rows].map((row) => decodeSequence(learnt, row));
  const encoded = encode(paths, learnt.rules.prepare.length > 0);
  const { actions } = rest.vocabulary;
  const lists = Array.from({ length: encoded.offsets.length - 1 }, (_, i) =>
    Array.from(encoded.tokens.subarray(encoded.offsets[i], encoded.offsets[i + 1]), (token) => {
      return actions[token] ?? encoded.newActions[token - actions.length]!;
    }),
  );
  const shown = [...rows.keys()].filter((i) => lists[pairs.length + i]!.length > 0);
  const found = await fitted.embed(
    [...lists.slice(0, pairs.length), ...shown.map((i) => lists[pairs.length + i]!)],
    run,
  );
  const d = vectors.cols;
  if (found.cols !== d) return own;
  const rotation = await nearestRotation(crossProducts(found, vectors, pairs), d);
  for (const [j, i] of shown.entries()) turn(found, pairs.length + j, rotation, own, i);
  return own;
}

/** Sum of products of the first rows of `x` with the rows of `y` that they stand for. */
function crossProducts(x: Matrix, y: Matrix, rows: readonly number[]): Float64Array {
  const d = y.cols;
  const sums = new Float64Array(d * d);
  for (const [a, b] of rows.entries()) {
    for (let i = 0; i < d; i++) {
      const value = x.data[a * d + i]!;
      for (let j = 0; j < d; j++) sums[i * d + j]! += value * y.data[b * d + j]!;
    }
  }
  return sums;
}

/** One row of `from`, turned, into a row of `to`. */
function turn(from: Matrix, row: number, rotation: Float64Array, to: Matrix, into: number): void {
  const d = to.cols;
  const line = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) line[j]! += from.data[row * d + i]! * rotation[i * d + j]!;
  }
  to.data.set(line, into * d);
}
