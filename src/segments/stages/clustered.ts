import type { HdbscanResult, MarkovMixtureResult } from "../../clustering";
import type { RunOptions } from "../../parallel";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import { type FittedClusterer, fittedHdbscan, fittedMeans, fittedMixture } from "./clusterer";
import type { EngineClusters } from "./engines";
import type { GuidedClusters } from "./guided-clusters";
import type { MeansClusters } from "./means-clusterer";
import type { Space } from "./space";
import type { WalkedClusters } from "./walked-clusters";

/** A cut of a hierarchy (one walked to a number, or led by what is known), means, a mixture, what another engine found, or what a user's own clusterer gave. */
export type Clustered =
  | { readonly cut: HdbscanResult }
  | { readonly means: MeansClusters }
  | { readonly mixture: MarkovMixtureResult }
  | { readonly engine: EngineClusters }
  | { readonly walked: WalkedClusters }
  | { readonly guided: GuidedClusters }
  | { readonly own: FittedClusterer };

/** What a clustering is called. */
export function methodOf(clustering: Clustered): string {
  if ("own" in clustering) return clustering.own.method;
  if ("engine" in clustering) return clustering.engine.clusterer.method;
  if ("walked" in clustering) return clustering.walked.method;
  if ("guided" in clustering) return clustering.guided.method;
  if ("means" in clustering) return "kmeans";
  return "cut" in clustering ? "hdbscan" : "markov-mixture";
}

/** The cut of a hierarchy that it is, or was made of. */
export function cutOf(clustering: Clustered): HdbscanResult | undefined {
  if ("walked" in clustering) return clustering.walked.cut;
  return "cut" in clustering ? clustering.cut : undefined;
}

/** For each row its segment, as it is judged among candidates. */
export function labelsOf(clustering: Clustered): RowLabels {
  if ("own" in clustering) return clustering.own.labels;
  if ("engine" in clustering) return clustering.engine.clusterer.labels;
  if ("walked" in clustering) return clustering.walked.competing;
  if ("guided" in clustering) return clustering.guided.labels;
  if ("means" in clustering) return clustering.means.labels;
  return asRowLabels("cut" in clustering ? clustering.cut.labels : clustering.mixture.labels);
}

/** The clustering as what places new vectors too. */
export async function clustererOf(space: Space, clustering: Clustered, run: RunOptions): Promise<FittedClusterer> {
  if ("own" in clustering) return clustering.own;
  if ("engine" in clustering) return clustering.engine.clusterer;
  if ("walked" in clustering) return plainClusterer(clustering.walked);
  if ("guided" in clustering) return plainClusterer(clustering.guided);
  if ("means" in clustering) return fittedMeans(space.reduced, clustering.means, run);
  return "cut" in clustering ? fittedHdbscan(clustering.cut) : fittedMixture(space.vectors);
}

/** Nothing but what a clusterer is: all of it is saved. */
function plainClusterer({ method, labels, probabilities, persistence, placer }: FittedClusterer): FittedClusterer {
  return { method, labels, probabilities, persistence, placer };
}
