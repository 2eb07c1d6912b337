import { checkpoint, follow, NOISE } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { decodeSequence, type TokenizedSequences } from "../../sequences";
import { canonicalSequences, sequenceEncoder, subsetRows } from "../../sequences/internal";
import { placeSequences } from "../model/place-sequences";
import { fitPinned, type PinnedSettings } from "./fit-pinned";

/**
 * Fits a pipeline to some users of each row, and places all rows by it.
 *
 * @param users of each row that are learnt from.
 * @param scale what one of them counts beside those of the fit before: half of the users, .5.
 * @returns for each row its segment; -1 for none.
 */
export async function refitRows(
  sequences: TokenizedSequences,
  users: Float64Array,
  given: PinnedSettings,
  scale: number,
  run: RunOptions,
): Promise<Int32Array> {
  const at = checkpoint("refitting", run);
  const subset = await follow(subsetRows(sequences, users), at);
  const { sequences: learnt } = await follow(canonicalSequences(subset.sequences), at);
  const { space, clusterer } = await fitPinned(learnt, given, scale, run);
  const { embedder, reducer } = space;
  const encode = sequenceEncoder(learnt.vocabulary, learnt.rules, { keepUnknown: embedder.readsNewActions ?? false });
  const lists = Array.from(users, (_, row) => decodeSequence(sequences, row));
  const encoded = encode(lists, learnt.rules.prepare.length > 0);
  const labels = new Int32Array(users.length).fill(NOISE);
  const { rows, placements } = await placeSequences({ sequences: learnt, embedder, reducer, clusterer }, encoded, run);
  for (const [i, row] of rows.entries()) labels[row] = placements.labels[i]!;
  return labels;
}
