import { checkpoint, follow, forEachYielding, labelCount, NOISE, randomStream, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { decodeSequence, type TokenizedSequences } from "../../sequences";
import { canonicalSequences, sequenceEncoder, subsetRows } from "../../sequences/internal";
import { UNMATCHED } from "../model/answers/answer-confidence";
import { placeSequences } from "../model/answers/place-sequences";
import { membersAlone, putNearest } from "../noise/nearest-segments";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { clustererOf } from "../stages/clustered";
import { binomialWeights } from "../survey/binomial-weights";
import { type ChosenSegments, fitWinner } from "../survey/choose-segments";
import { matchLabels } from "./match-labels";

/** What the winner's pipeline, fitted to half the users, says of all rows. */
export interface HalfRefit {
  /** In the numbers of the model's segments; -1 for none, -2 for a segment that matches none. */
  readonly labels: Int32Array;
  /** The same, with the nearest segment of those in none; and their share of closeness to it. */
  readonly nearest: Int32Array;
  readonly closeness: Float64Array;
  /** Users of each row who were not in that half. */
  readonly others: Float64Array;
}

/** Users in a half, at least. */
const LEAST = 20;

/**
 * Fits the winner's pipeline to each half of the users, from vectors to clusters, and places all rows by it. The choice of the
 * pipeline stays.
 *
 * @param sample rows of the chosen segments to work on, and how many users each stands for.
 */
export async function refitHalves(
  chosen: ChosenSegments,
  sample: { readonly sequences: TokenizedSequences; readonly rows: readonly number[] },
  given: ChoiceSettings,
  run: RunOptions,
): Promise<HalfRefit[]> {
  const refits: HalfRefit[] = [];
  const { weights } = sample.sequences;
  const labels = Int32Array.from(sample.rows, (row) => chosen.clusterer.labels[row]!);
  if (labelCount(labels) === 0) return refits;
  const first = binomialWeights(weights, 1 / 2, randomStream(given.seed, "segments/half"));
  const second = first.map((users, i) => weights[i]! - users);
  for (const [half, others] of [
    [first, second],
    [second, first],
  ] as const) {
    run.signal?.throwIfAborted();
    if (sum(half) < LEAST) continue;
    const found = await placeByHalf(chosen, sample.sequences, half, given, run);
    const match = matchLabels(found.labels, labels, weights);
    const matched = (own: Int32Array) => own.map((label) => (label === NOISE ? NOISE : matchOf(match, label)));
    const { closeness } = found;
    refits.push({ labels: matched(found.labels), nearest: matched(found.nearest), closeness, others });
  }
  return refits;
}

function matchOf(match: Int32Array, label: number): number {
  const found = match[label] ?? NOISE;
  return found === NOISE ? UNMATCHED : found;
}

/** Labels of all rows by a pipeline that was fitted to some of their users, and what is nearest to them. */
async function placeByHalf(
  { survey }: ChosenSegments,
  sequences: TokenizedSequences,
  half: Float64Array,
  given: ChoiceSettings,
  run: RunOptions,
): Promise<Pick<HalfRefit, "labels" | "nearest" | "closeness">> {
  const at = checkpoint("calibrating", run);
  const subset = await follow(subsetRows(sequences, half), at);
  const { sequences: learnt } = await follow(canonicalSequences(subset.sequences), at);
  const scale = sum(survey.sample.sequences.weights) / sum(half);
  const { space, clustering } = await fitWinner(learnt, survey.ranked[0]!, given, scale, run);
  const { embedder, reducer } = space;
  const clusterer = await clustererOf(space, clustering, run);
  const encode = sequenceEncoder(learnt.vocabulary, learnt.rules, { keepUnknown: embedder.readsNewActions ?? false });
  const paths: string[][] = [];
  await forEachYielding(half.length, at, (row) => {
    paths.push(decodeSequence(sequences, row));
    return paths[row]!.length;
  });
  await at.pass(0);
  const encoded = encode(paths, sequences.rules.prepare.length > 0);
  const labels = new Int32Array(half.length).fill(NOISE);
  const { rows, placements } = await placeSequences({ sequences: learnt, embedder, reducer, clusterer }, encoded, run);
  for (const [i, row] of rows.entries()) labels[row] = placements.labels[i]!;
  const found = membersAlone(labels);
  for (const [i, row] of rows.entries()) if (labels[row] === NOISE) putNearest(found, row, placements, i);
  return { labels, nearest: found.labels, closeness: found.closeness };
}
