import { type HdbscanResult, predictionData } from "../../clustering";
import { mostProbable } from "../../clustering/internal";
import type { Labels, Matrix } from "../../core";
import { toLabels } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import { canonicalLabels } from "./canonical-labels";
import { hdbscanPlacer } from "./hdbscan-placer";
import { directions, type MeansClusters, meansPlacer, meansProbabilities } from "./means-clusterer";
import { mostProbablePlacer } from "./most-probable-placer";
import { nearestMemberPlacer } from "./nearest-member";
import type { Placer } from "./placer";

/** Groups the reduced vectors. Built in: HDBSCAN; anything with these members plugs in. */
export interface Clusterer {
  /** Short name for reports and saved models. */
  readonly method: string;
  /** One label for each row, -1 for none; `weights[i]` inputs share row i. Deterministic. */
  cluster(vectors: Matrix, weights: Float64Array, run: RunOptions): Promise<Clustering>;
}

/** What a {@link Clusterer} returns. */
export interface Clustering {
  readonly labels: Labels;
  /** For each row, how strongly it belongs to its cluster, in [0, 1]. @default 1 for every row with a label */
  readonly probabilities?: ArrayLike<number>;
}

/** A clustering that places new vectors. Segments are numbered from the heaviest. */
export interface FittedClusterer {
  readonly method: string;
  readonly labels: RowLabels;
  readonly probabilities: Float64Array;
  /** For each segment, how long it stands as density rises, in [0, 1]; undefined where there is no density. */
  readonly persistence: Float64Array | undefined;
  readonly placer: Placer;
}

/** A cut of the hierarchy of HDBSCAN; new vectors are placed by its `HdbscanModel`. */
export function fittedHdbscan(result: HdbscanResult): FittedClusterer {
  const { labels, probabilities, clusterPersistence: persistence } = result;
  return {
    method: "hdbscan",
    labels: asRowLabels(labels),
    probabilities,
    persistence,
    placer: hdbscanPlacer(predictionData(result)),
  };
}

/** A fitted k-means; new vectors go to the nearest mean. */
export async function fittedMeans(vectors: Matrix, means: MeansClusters, run: RunOptions): Promise<FittedClusterer> {
  const { fitted, labels, segmentOf } = means;
  const training = await directions(vectors, run);
  const placer = meansPlacer({ training, centers: fitted.centers, segmentOf });
  const probabilities = await meansProbabilities(training, means, run);
  return { method: "kmeans", labels, probabilities, persistence: undefined, placer };
}

/** Components of a mixture, whose vectors are what speaks for each of them. */
export function fittedMixture(vectors: Matrix): FittedClusterer {
  const placer = mostProbablePlacer(vectors);
  const { labels, probabilities } = mostProbable(vectors);
  return { method: "markov-mixture", labels: asRowLabels(labels), probabilities, persistence: undefined, placer };
}

/** A user's own clusterer; new vectors are placed with their nearest training vector. */
export async function fitCustom(
  clusterer: Clusterer,
  vectors: Matrix,
  weights: Float64Array,
  run: RunOptions,
): Promise<FittedClusterer> {
  const clustering = await clusterer.cluster(vectors, weights, run);
  const labels = canonicalLabels(toLabels("labels", clustering.labels, vectors.rows), weights);
  const given = clustering.probabilities;
  const probabilities = Float64Array.from(labels, (label, i) => (label < 0 ? 0 : (given?.[i] ?? 1)));
  return {
    method: clusterer.method,
    labels,
    probabilities,
    persistence: undefined,
    placer: nearestMemberPlacer({ vectors, labels, probabilities }),
  };
}
