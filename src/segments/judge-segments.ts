import { inLanes, raggedRow, raggedRows, readOptions } from "../core";
import { orderEmbedder } from "../embedding";
import type { RunOptions } from "../parallel";
import { type NullModel, nullSequences, reachVerdict, type Verdict } from "../selection";
import { sequencesFrom, type TokenizedSequences } from "../sequences";
import { pcaReducer } from "./built-in-reducers";
import type { ChosenSegments } from "./choose-segments";
import { type ChoiceSettings, isPlugin, PCA_COMPONENTS } from "./chosen-stages";
import type { Clusterer } from "./clusterer";
import { FIT_SEGMENTS_OPTIONS } from "./fit-options";
import type { Reducer } from "./reducer";
import { EFFORTS } from "./survey-candidates";
import { type StagesToTry, tryCandidates } from "./try-candidates";

const BUILT_IN = ["order", "word2vec", "order + word2vec"];

/** Is there structure at all: the winner's way is gone again on logs that have none, and the segments are resampled. */
export async function judgeSegments(
  sequences: TokenizedSequences,
  { winner, clusterer, saved, stability }: ChosenSegments,
  given: ChoiceSettings,
  run: RunOptions,
): Promise<Verdict> {
  const { weights } = sequences;
  const inputs = weights.reduce((sum, weight) => sum + weight, 0);
  const { nullInputs, resamples } = EFFORTS[given.effort];
  const count = Math.min(inputs, nullInputs);
  const { toTry, settings } = wayOnNullLogs(winner, given);
  const savedIn = async (model: NullModel) => {
    const lists = nullSequences(sequences, model, { count, seed: given.seed });
    const log = await sequencesFrom(lists, run);
    const { candidates } = await tryCandidates(log, toTry, settings, count / inputs, run);
    return candidates.reduce((most, found) => Math.max(most, found.saved.perAction), Number.NEGATIVE_INFINITY);
  };
  const [shuffled, transitions] = await inLanes(2, [() => savedIn("shuffled"), () => savedIn("transitions")]);
  const nulls = { shuffled, transitions, inputs: count };
  const lengths = Float64Array.from(
    { length: raggedRows(sequences) },
    (_, row) => raggedRow(sequences, row).length + 1,
  );
  return reachVerdict({ labels: clusterer.labels, weights, lengths }, { saved, stability, nulls, resamples });
}

interface NullWay {
  readonly toTry: StagesToTry;
  readonly settings: ChoiceSettings;
}

/**
 * The winner's way. A model of the user's own, or a large one, is not asked about logs that nobody made: the order of
 * actions stands in its place, and then also what is built in for what the user made for its vectors.
 */
function wayOnNullLogs({ stages }: ChosenSegments["winner"], given: ChoiceSettings): NullWay {
  if ("chains" in stages) return { toTry: { embedders: [], reducers: [], chains: stages.chains }, settings: given };
  const { embedder, reducer } = stages;
  const chains = undefined;
  if (BUILT_IN.includes(embedder.method))
    return { toTry: { embedders: [embedder], reducers: [reducer], chains }, settings: given };
  const { clustering: ours } = readOptions({}, FIT_SEGMENTS_OPTIONS);
  const clustering = isPlugin<Clusterer>(given.clustering, "cluster") ? ours : given.clustering;
  const reducers = isPlugin<Reducer>(given.reduction, "fit") ? [pcaReducer(PCA_COMPONENTS)] : [reducer];
  const embedders = [orderEmbedder({ seed: given.seed })];
  return { toTry: { embedders, reducers, chains }, settings: { ...given, clustering } };
}
