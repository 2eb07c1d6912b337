import { NOISE, pickRows, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { ChosenSegments } from "../survey/choose-segments";
import { heldOutVectors } from "./held-out-vectors";
import { spreadDraw } from "./spread-draw";

/** Users who are answered as if they had not been in the fit. */
export interface HeldOutAnswers {
  /** Their distinct sequences, ascending. */
  readonly rows: readonly number[];
  /** Users of each who are held out. */
  readonly users: Float64Array;
  /** The answer to each, and how firmly it belongs. */
  readonly labels: Int32Array;
  readonly memberships: Float64Array;
  /** Whether no user who stays does the same. */
  readonly isNew: Uint8Array;
  /** Whether it is in no segment by itself and goes with the nearest one. */
  readonly isPlaced: Uint8Array;
}

/** Share of all users who are held out, at most. */
const HELD_OUT = 1 / 4;
/** Points from which on some may be left out. */
const LEAST = 40;

/**
 * Answers some users as if they had come after the fit. What users who stay do too has its label. All else is embedded by an
 * embedder that has not learned from it, left out of the layout and of the points that new ones are measured against, and placed
 * anew; the place of all others and the clusters stay as they were with it.
 *
 * Where placing measures no distance to single users, as with centers, what vectors know of them makes no difference that shows,
 * and fitted labels are the answers.
 *
 * @param sample rows that users are drawn from, and how many of their users.
 */
export async function answerHeldOut(
  chosen: ChosenSegments,
  sample: { readonly rows: readonly number[]; readonly weights: Float64Array },
  seed: number,
  run: RunOptions,
): Promise<HeldOutAnswers> {
  const { space, clusterer, learnt } = chosen;
  const share = Math.min(1, (HELD_OUT * sum(learnt.weights)) / sum(sample.weights));
  const drawn = spreadDraw(sample.weights, share, seed);
  const others = Float64Array.from(learnt.weights);
  for (const [i, row] of sample.rows.entries()) others[row]! -= drawn[i]!;
  const taken = [...drawn.keys()].filter((i) => drawn[i]! > 0);
  const rows = taken.map((i) => sample.rows[i]!);
  const labels = Int32Array.from(rows, (row) => clusterer.labels[row]!);
  const memberships = Float64Array.from(rows, (row) => clusterer.probabilities[row]!);
  const isPlaced = new Uint8Array(rows.length);
  const isNew = Uint8Array.from(rows, (row) => (others[row] === 0 ? 1 : 0));
  const alone = [...rows.keys()].filter((i) => isNew[i]);
  const { reducer, reduced, vectors } = space;
  const { placer } = clusterer;
  const remembers = reducer.without !== undefined || placer.without !== undefined;
  if (remembers && alone.length > 0 && learnt.weights.length - alone.length >= LEAST) {
    const out = alone.map((i) => rows[i]!);
    const fresh = await heldOutVectors(chosen, out, others, run);
    const places = await (reducer.without?.(pickRows(vectors, out)) ?? reducer).transform(fresh, run);
    const found = await (placer.without?.(pickRows(reduced, out)) ?? placer).place(places, run);
    for (const [j, i] of alone.entries()) {
      labels[i] = found.labels[j]!;
      isPlaced[i] = found.placed?.[j] ?? 0;
      memberships[i] = found.labels[j] === NOISE ? 0 : found.probabilities[j]!;
    }
  }
  return { rows, users: Float64Array.from(taken, (i) => drawn[i]!), labels, memberships, isNew, isPlaced };
}
