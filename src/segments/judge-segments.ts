import { raggedRow, raggedRows } from "../core";
import { orderEmbedder } from "../embedding";
import type { RunOptions } from "../parallel";
import { type NullModel, nullSequences, reachVerdict, type Verdict } from "../selection";
import { sequencesFrom, type TokenizedSequences } from "../sequences";
import { type ChosenSegments, EFFORTS } from "./choose-segments";
import type { FitSettings } from "./chosen-stages";
import { tryCandidates } from "./try-candidates";

const BUILT_IN = ["order", "word2vec", "order + word2vec"];

/** Is there structure at all: the winner's way is gone again on logs that have none, and the segments are resampled. */
export async function judgeSegments(
  sequences: TokenizedSequences,
  { winner, clusterer, saved, stability }: ChosenSegments,
  given: FitSettings,
  run: RunOptions,
): Promise<Verdict> {
  const { weights } = sequences;
  const inputs = weights.reduce((sum, weight) => sum + weight, 0);
  const { nullInputs, resamples } = EFFORTS[given.effort];
  const count = Math.min(inputs, nullInputs);
  // a model of the user's own, or a large one, is not asked about logs that nobody made
  const embedder = BUILT_IN.includes(winner.embedder.method) ? winner.embedder : orderEmbedder({ seed: given.seed });
  const savedIn = async (model: NullModel) => {
    const lists = nullSequences(sequences, model, { count, seed: given.seed });
    const log = await sequencesFrom(lists, run);
    const stages = { embedders: [embedder], reducers: [winner.reducer] };
    const { candidates } = await tryCandidates(log, stages, given, count / inputs, run);
    return candidates.reduce((most, found) => Math.max(most, found.saved.perAction), Number.NEGATIVE_INFINITY);
  };
  const nulls = { shuffled: await savedIn("shuffled"), transitions: await savedIn("transitions"), inputs: count };
  const lengths = Float64Array.from(
    { length: raggedRows(sequences) },
    (_, row) => raggedRow(sequences, row).length + 1,
  );
  return reachVerdict({ labels: clusterer.labels, weights, lengths }, { saved, stability, nulls, resamples });
}
