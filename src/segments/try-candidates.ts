import { type HdbscanResult, hdbscan, relabel } from "../clustering";
import { checkpoint, labelCount, type Matrix } from "../core";
import type { Embedder, FittedEmbedder } from "../embedding";
import type { RunOptions } from "../parallel";
import { PredictiveCode, type SavedBits, savedBits } from "../selection";
import type { TokenizedSequences } from "../sequences";
import { type ChoiceSettings, type DensitySettings, densityToTry, isPlugin } from "./chosen-stages";
import { type Clusterer, type FittedClusterer, fitCustom } from "./clusterer";
import type { FittedReducer, Reducer } from "./reducer";

/** A way from sequences to segments that was gone. */
export interface Candidate {
  readonly embedder: Embedder;
  readonly reducer: Reducer;
  readonly space: Space;
  readonly clustering: Clustered;
  readonly labels: Int32Array;
  readonly saved: SavedBits;
}

/** Sequences as points, and what brings new ones there. */
export interface Space {
  readonly embedder: FittedEmbedder;
  readonly vectors: Matrix;
  readonly reducer: FittedReducer;
  readonly reduced: Matrix;
}

/** A cut of a hierarchy, or what a user's own clusterer gave. */
export type Clustered = { readonly cut: HdbscanResult } | { readonly own: FittedClusterer };

/** Fits every pair of an embedder and a reducer, each embedder once, and cuts each hierarchy in every way that competes. */
export async function tryCandidates(
  sequences: TokenizedSequences,
  stages: { readonly embedders: readonly Embedder[]; readonly reducers: readonly Reducer[] },
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<{ candidates: Candidate[]; skipped: number }> {
  const code = new PredictiveCode(sequences);
  const started = performance.now();
  const pairs = stages.embedders.flatMap((embedder) => stages.reducers.map((reducer) => ({ embedder, reducer })));
  const at = checkpoint("choosing", run);
  const candidates: Candidate[] = [];
  let skipped = 0;
  let embedded: { by: Embedder; fitted: FittedEmbedder; vectors: Matrix } | undefined;
  for (const [i, { embedder, reducer }] of pairs.entries()) {
    if (i > 0 && given.timeBudget !== undefined && performance.now() - started > given.timeBudget) {
      skipped++;
      continue;
    }
    if (embedded?.by !== embedder) {
      const fitted = await embedder.fit(sequences, run);
      embedded = { by: embedder, fitted, vectors: await fitted.embed(sequences, run) };
    }
    const { vectors, fitted } = embedded;
    const { embedding: reduced, fitted: fittedReducer } = await reducer.fit(vectors, sequences.weights, run);
    const space: Space = { embedder: fitted, vectors, reducer: fittedReducer, reduced };
    for (const { clustering, labels } of await clusterings(reduced, sequences.weights, given, scale, run)) {
      const saved = savedBits(code, labels, sequences.weights);
      candidates.push({ embedder, reducer, space, clustering, labels, saved });
    }
    await at.pass((i + 1) / pairs.length);
  }
  return { candidates, skipped };
}

/** Every clustering of the points that competes; those with equal labels once. */
async function clusterings(
  points: Matrix,
  weights: Float64Array,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<{ clustering: Clustered; labels: Int32Array }[]> {
  if (isPlugin<Clusterer>(given.clustering, "cluster")) {
    const own = await fitCustom(given.clustering, points, weights, run);
    return [{ clustering: { own }, labels: own.labels }];
  }
  const inputs = weights.reduce((sum, weight) => sum + weight, 0);
  const density = densityToTry(given, inputs, scale)!;
  const [first, ...others] = density.cuts;
  const found = [await cutHierarchy(points, weights, density, first!, run)];
  for (const cut of others) {
    const next = relabel(found[0]!, cut);
    if (!found.some(({ labels }) => labels.every((label, row) => label === next.labels[row]))) found.push(next);
  }
  return found.map((cut) => ({ clustering: { cut }, labels: cut.labels }));
}

/** The hierarchy, cut one way. Where all behave alike, all are one segment. */
export function cutHierarchy(
  points: Matrix,
  weights: Float64Array,
  { minSamples, rest, allowSingleCluster }: DensitySettings,
  cut: DensitySettings["cuts"][number],
  run: RunOptions,
): Promise<HdbscanResult> {
  const { data, cols } = points;
  const alike = data.every((value, i) => value === data[i % cols]);
  return hdbscan(points, {
    ...rest,
    ...cut,
    minSamples,
    allowSingleCluster: allowSingleCluster || alike,
    weights,
    ...run,
  });
}

/** Segments found by a candidate. */
export function segmentCount({ labels }: Pick<Candidate, "labels">): number {
  return labelCount(labels);
}
