import { NOISE, pickRows, randomStream } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { ChosenSegments } from "../survey/choose-segments";

/** What the model would answer users whom it has not seen, one entry a row. */
export interface UnseenAnswers {
  readonly labels: Int32Array;
  readonly memberships: Float64Array;
  /** Whether the row is one user's alone, so that it was placed without it; what several users do is seen in training all the same. */
  readonly isNew: Uint8Array;
}

/** Parts of which each is left out once. */
const PARTS = 10;
/** Points from which on some may be left out. */
const LEAST = 40;

/**
 * Answers the users of some rows as if each had come after the fit. What other users do too has its label. A row of one user is left
 * out of the layout and of the points that new ones are measured against, and placed anew; a tenth of them at a time. Vectors, the place of
 * all others and the hierarchy stay as they were with it.
 *
 * @param rows to answer.
 */
export async function answerUnseen(
  { space, clusterer }: Pick<ChosenSegments, "space" | "clusterer">,
  rows: readonly number[],
  weights: Float64Array,
  seed: number,
  run: RunOptions,
): Promise<UnseenAnswers> {
  const labels = Int32Array.from(clusterer.labels);
  const memberships = Float64Array.from(clusterer.probabilities);
  const isNew = new Uint8Array(labels.length);
  const random = randomStream(seed, "segments/unseen");
  const alone = rows.filter((row) => weights[row] === 1);
  for (const row of alone) isNew[row] = 1;
  const { reducer, reduced, vectors } = space;
  const { placer } = clusterer;
  if (labels.length < LEAST || (!reducer.without && !placer.without)) return { labels, memberships, isNew };
  for (let part = 0; part < PARTS; part++) {
    run.signal?.throwIfAborted();
    const out = alone.filter((row) => random.integer(PARTS, row, 0) === part);
    if (out.length === 0) continue;
    const left = pickRows(vectors, out);
    const places = reducer.without ? await reducer.without(left).transform(left, run) : pickRows(reduced, out);
    const among = placer.without?.(pickRows(reduced, out)) ?? placer;
    const found = await among.place(places, run);
    for (const [i, row] of out.entries()) {
      labels[row] = found.labels[i]!;
      memberships[row] = found.labels[i] === NOISE ? 0 : found.probabilities[i]!;
    }
  }
  return { labels, memberships, isNew };
}
