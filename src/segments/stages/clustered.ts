import type { HdbscanResult, MarkovMixtureResult } from "../../clustering";
import type { RunOptions } from "../../parallel";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import { type FittedClusterer, fittedHdbscan, fittedMeans, fittedMixture } from "./clusterer";
import type { EngineClusters } from "./engines";
import type { MeansClusters } from "./means-clusterer";
import type { Space } from "./space";

/** A cut of a hierarchy, means, a mixture, what another engine found, or what a user's own clusterer gave. */
export type Clustered =
  | { readonly cut: HdbscanResult }
  | { readonly means: MeansClusters }
  | { readonly mixture: MarkovMixtureResult }
  | { readonly engine: EngineClusters }
  | { readonly own: FittedClusterer };

/** What a clustering is called. */
export function methodOf(clustering: Clustered): string {
  if ("own" in clustering) return clustering.own.method;
  if ("engine" in clustering) return clustering.engine.clusterer.method;
  if ("means" in clustering) return "kmeans";
  return "cut" in clustering ? "hdbscan" : "markov-mixture";
}

/** For each row its segment. */
export function labelsOf(clustering: Clustered): RowLabels {
  if ("own" in clustering) return clustering.own.labels;
  if ("engine" in clustering) return clustering.engine.clusterer.labels;
  if ("means" in clustering) return clustering.means.labels;
  return asRowLabels("cut" in clustering ? clustering.cut.labels : clustering.mixture.labels);
}

/** The clustering as what places new vectors too. */
export async function clustererOf(space: Space, clustering: Clustered, run: RunOptions): Promise<FittedClusterer> {
  if ("own" in clustering) return clustering.own;
  if ("engine" in clustering) return clustering.engine.clusterer;
  if ("means" in clustering) return fittedMeans(space.reduced, clustering.means, run);
  return "cut" in clustering ? fittedHdbscan(clustering.cut) : fittedMixture(space.vectors);
}
