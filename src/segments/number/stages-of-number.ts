import type { ChoiceSettings } from "../options/fit-segments-options";
import { UMAP_BY_DEFAULT } from "../options/reduction-options";
import { identityReducer } from "../stages/built-in-reducers";
import type { LayOut } from "../stages/umap-layout";
import { isMixture } from "../survey/clusterings-to-try";
import { embedderOf, embeddersOf, type PairOfStages, pairsToTry, reducerOf } from "../survey/stages-to-try";

/**
 * The pairs of an embedder and a reducer that compete where a number of segments is asked for, and how points are divided there.
 * The layout of neighborhoods by the hierarchies of Ward and of HDBSCAN: it finds groups of any shape. N-grams by k-means: it
 * finds groups that differ by degrees. What is set by hand is all that is tried; where some are to stay in no segment, what leaves
 * some out: the hierarchy of HDBSCAN.
 */
export function pairsOfNumber(given: ChoiceSettings, layOut: LayOut): PairOfStages[] {
  const pairs = dividedPairs(given, layOut);
  if (given.noise === "nearest" || given.clustering !== "auto") return pairs;
  return pairs.filter(({ density }) => density).map((pair) => ({ ...pair, divide: ["hierarchy"] }));
}

function dividedPairs(given: ChoiceSettings, layOut: LayOut): PairOfStages[] {
  const { embedding, reduction, clustering, seed } = given;
  if (isMixture(clustering)) return [];
  if (clustering !== "auto") {
    return pairsToTry(given, layOut).map((pair) => ({ ...pair, divide: ["asked"] }));
  }
  if (reduction !== "auto") {
    const reducer = reducerOf(reduction, given, layOut);
    const embedders = embedding === "auto" ? Object.values(embeddersOf(seed)) : [embedderOf(embedding, seed)];
    const divide = ["hierarchy", "ward", "means"] as const;
    return embedders.map((embedder) => ({ embedder, reducer, density: true, divide }));
  }
  const umap = () => reducerOf(UMAP_BY_DEFAULT, given, layOut);
  if (embedding !== "auto") {
    const embedder = embedderOf(embedding, seed);
    return [
      { embedder, reducer: umap(), density: true, divide: ["hierarchy", "ward"] },
      { embedder, reducer: identityReducer(), density: false, divide: ["means"] },
    ];
  }
  const { order, meaning, both, ngrams } = embeddersOf(seed);
  return [
    { embedder: order, reducer: umap(), density: true, divide: ["hierarchy", "ward"] },
    { embedder: meaning, reducer: umap(), density: true, divide: ["ward"] },
    { embedder: both, reducer: umap(), density: true, divide: ["hierarchy", "ward"] },
    { embedder: ngrams, reducer: identityReducer(), density: false, divide: ["means"] },
  ];
}
