import { raggedRow, raggedRows, readOptions } from "../core";
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
import { tryCandidates } from "./try-candidates";

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
  const { stages, settings } = wayOnNullLogs(winner, given);
  const savedIn = async (model: NullModel) => {
    const lists = nullSequences(sequences, model, { count, seed: given.seed });
    const log = await sequencesFrom(lists, run);
    const { candidates } = await tryCandidates(log, stages, settings, count / inputs, run);
    return candidates.reduce((most, found) => Math.max(most, found.saved.perAction), Number.NEGATIVE_INFINITY);
  };
  const nulls = { shuffled: await savedIn("shuffled"), transitions: await savedIn("transitions"), inputs: count };
  const lengths = Float64Array.from(
    { length: raggedRows(sequences) },
    (_, row) => raggedRow(sequences, row).length + 1,
  );
  return reachVerdict({ labels: clusterer.labels, weights, lengths }, { saved, stability, nulls, resamples });
}

/**
 * The winner's way. A model of the user's own, or a large one, is not asked about logs that nobody made: the order of
 * actions stands in its place, and then also what is built in for what the user made for its vectors.
 */
function wayOnNullLogs({ embedder, reducer }: ChosenSegments["winner"], given: ChoiceSettings) {
  if (BUILT_IN.includes(embedder.method))
    return { stages: { embedders: [embedder], reducers: [reducer] }, settings: given };
  const { clustering: ours } = readOptions({}, FIT_SEGMENTS_OPTIONS);
  const clustering = isPlugin<Clusterer>(given.clustering, "cluster") ? ours : given.clustering;
  const reducers = isPlugin<Reducer>(given.reduction, "fit") ? [pcaReducer(PCA_COMPONENTS)] : [reducer];
  return { stages: { embedders: [orderEmbedder({ seed: given.seed })], reducers }, settings: { ...given, clustering } };
}
