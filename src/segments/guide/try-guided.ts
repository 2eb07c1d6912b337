import { checkpoint, labelCount, NOISE, verbatim, wrongValue } from "../../core/internal";
import type { Embedder } from "../../embedding";
import { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import { SavingsCode } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { UMAP_BY_DEFAULT } from "../options/reduction-options";
import type { GuidedClusters } from "../stages/guided-clusters";
import { fitSpace, type Space } from "../stages/space";
import type { LayOut } from "../stages/umap-layout";
import type { Ranking } from "../survey/rank-candidates";
import { embedderOf, embeddersOf, reducerOf } from "../survey/stages-to-try";
import type { Candidate, FitAgain } from "../survey/try-candidates";
import { guidedClusters, guidedClustersOfNumber } from "./guided-clusters";
import type { KnownPaths } from "./resolve-guide";
import { type RowGuide, rowGuide } from "./row-guide";
import { shareElsewhere } from "./share-elsewhere";

/**
 * Candidates that are led by what is known: each embedding laid out with the known groups as target (supervised UMAP, McInnes et
 * al. 2018, where UMAP reduces), and cut by them.
 *
 * @throws RangeError when another engine than HDBSCAN is asked for, or fewer segments than known groups.
 */
export async function tryGuided(
  sequences: TokenizedSequences,
  known: KnownPaths,
  given: ChoiceSettings,
  layOut: LayOut,
  scale: number,
  run: RunOptions,
): Promise<Candidate[]> {
  const { clustering, embedding, segments, seed } = given;
  if (clustering !== "auto" && clustering.method !== "hdbscan") {
    throw wrongValue("clustering", '"auto" or "hdbscan" beside a guide', clustering.method);
  }
  const guide = rowGuide(known, sequences);
  const groups = new Set(guide.groups.filter((group) => group !== NOISE)).size;
  if (segments && segments.most < groups) {
    const got = segments.fewest === segments.most ? segments.most : verbatim(`[${segments.fewest}, ${segments.most}]`);
    throw wrongValue("clustering.segments", `at least the number of known groups (${groups})`, got);
  }
  using code = await SavingsCode.of(sequences, run);
  const embeddings = new SharedEmbeddings(sequences, run);
  const at = checkpoint("choosing", run);
  const embedders = embedding === "auto" ? Object.values(embeddersOf(seed)) : [embedderOf(embedding, seed)];
  const candidates: Candidate[] = [];
  for (const [e, embedder] of embedders.entries()) {
    const reducer = guidedReducer(guide, given, layOut);
    const space = await fitSpace({ embedder, reducer }, embeddings, sequences.weights, run);
    const task = { sequences, points: space.reduced, known: guide, given, scale, run };
    const found = segments ? await guidedClustersOfNumber(task, segments) : await guidedClusters(task);
    const saved = await code.savings(found.map(({ labels }) => labels));
    for (const [c, guided] of found.entries()) {
      const fitAgain = refit(embedder, guided, known, given, layOut);
      const stages = { embedder, reducer };
      candidates.push({ stages, space, clustering: { guided }, labels: guided.labels, saved: saved[c]!, fitAgain });
    }
    await at.pass((e + 1) / embedders.length);
  }
  return candidates;
}

function guidedReducer({ groups }: RowGuide, given: ChoiceSettings, layOut: LayOut) {
  const led: LayOut = (vectors, settings, run) => layOut(vectors, { ...settings, target: groups }, run);
  return reducerOf(given.reduction === "auto" ? UMAP_BY_DEFAULT : given.reduction, given, led);
}

/** The same pipeline with other inputs. */
function refit(
  embedder: Embedder,
  { minClusterSize, labels }: GuidedClusters,
  known: KnownPaths,
  given: ChoiceSettings,
  layOut: LayOut,
): FitAgain {
  return async (sequences, scale, run) => {
    const guide = rowGuide(known, sequences);
    const stages = { embedder, reducer: guidedReducer(guide, given, layOut) };
    const space: Space = await fitSpace(stages, new SharedEmbeddings(sequences, run), sequences.weights, run);
    const task = { sequences, points: space.reduced, known: guide, given, scale: 1, run };
    const number = labelCount(labels);
    const size = minClusterSize && Math.max(2, Math.round(minClusterSize / scale));
    const [again] =
      size === undefined
        ? await guidedClustersOfNumber(task, { fewest: number, most: number })
        : await guidedClusters(task, size);
    return { space, clustering: { guided: again ?? (await guidedClusters(task))[0]! } };
  };
}

/** Shares of users elsewhere that count as equal. */
const AS_GOOD = 0.05;

/** Among those of which what is known holds nearly as well as it can before it is made to hold: the most bits. */
export function rankGuided(candidates: readonly Candidate[], guide: RowGuide, weights: Float64Array): Ranking {
  const elsewhere = candidates.map(({ clustering }) =>
    "guided" in clustering ? shareElsewhere(clustering.guided.unforced, guide, weights) : 1,
  );
  const least = elsewhere.reduce((min, share) => Math.min(min, share), 1);
  const tellsNext = candidates.some(({ saved }) => saved.ofTransitions.perAction > 0);
  const bits = ({ saved }: Candidate) => (tellsNext ? saved.ofTransitions : saved.ofActions).perAction;
  const isClose = new Map(candidates.map((candidate, c) => [candidate, elsewhere[c]! <= least + AS_GOOD]));
  const ranked = [...candidates].sort((a, b) => Number(isClose.get(b)) - Number(isClose.get(a)) || bits(b) - bits(a));
  return { ranked, ground: candidates.length === 1 ? "only candidate" : "guide" };
}
