import type { Matrix } from "../../core";
import { checkpoint, follow, matrix, NOISE, raggedRow } from "../../core/internal";
import type { FittedEmbedder } from "../../embedding";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { canonicalSequences, sequenceEncoder, subsetRows } from "../../sequences/internal";
import { type PlacingParts, placeSequences } from "../model/answers/place-sequences";
import { routedPlacer } from "../stages/routed-placer";
import { withoutUnknown } from "../stages/without-unknown";
import { fitPinned, type PinnedSettings } from "./fit-pinned";

/** What brings paths to segments, and on the way to vectors. */
export interface Pipeline {
  /** Number of segments. */
  readonly segments: number;
  /**
   * @param lists of actions that have been through the steps of `prepare`, as `decodeSequence` gives them.
   * @returns for each its segment (-1 for none), and its vector; 0 for one without a known action.
   */
  place(lists: readonly (readonly string[])[], run: RunOptions): Promise<{ labels: Int32Array; vectors: Matrix }>;
}

/** The pipeline of a model. */
export function pipelineOf(
  parts: Omit<PlacingParts, "sequences"> & { readonly sequences: TokenizedSequences },
): Pipeline {
  const { sequences, embedder, reducer, clusterer, route = [], extension } = parts;
  const { actions } = sequences.vocabulary;
  const encode = sequenceEncoder(sequences.vocabulary, sequences.rules, { keepUnknown: keptBy(embedder) });
  const segments = clusterer.labels.reduce((most, label) => Math.max(most, label + 1), 0);
  return {
    segments,
    async place(lists, run) {
      const encoded = encode(lists, sequences.rules.prepare.length > 0);
      const nameOf = (token: number) => actions[token] ?? encoded.newActions[token - actions.length]!;
      const rows = [...lists.keys()].filter((row) => raggedRow(encoded, row).length > 0);
      const known = rows.map((row) => Array.from(raggedRow(encoded, row), nameOf));
      const found = await embedder.embed(known, run);
      const placer = routedPlacer(clusterer.placer, route);
      const { labels: placed } = extension
        ? (await placeSequences(parts, encoded, run, rows)).placements
        : withoutUnknown(await placer.place(await reducer.transform(found, run), run), found, embedder);
      const labels = new Int32Array(lists.length).fill(NOISE);
      const vectors = matrix(lists.length, embedder.dimensions);
      for (const [i, row] of rows.entries()) {
        labels[row] = placed[i]!;
        vectors.data.set(found.data.subarray(i * found.cols, (i + 1) * found.cols), row * found.cols);
      }
      return { labels, vectors };
    },
  };
}

function keptBy(embedder: FittedEmbedder) {
  return embedder.readsNewActions ?? false;
}

/**
 * A model's pipeline, fitted to some users of each of its rows.
 *
 * @param users of each row that are learnt from.
 * @param scale what one of them counts beside those of the fit before: half of the users, .5.
 */
export async function refitPipeline(
  sequences: TokenizedSequences,
  users: Float64Array,
  given: PinnedSettings,
  scale: number,
  run: RunOptions,
): Promise<Pipeline> {
  const at = checkpoint("refitting", run);
  const subset = await follow(subsetRows(sequences, users), at);
  const { sequences: learnt } = await follow(canonicalSequences(subset.sequences), at);
  const { space, clusterer } = await fitPinned(learnt, given, scale, run);
  return pipelineOf({ sequences: learnt, embedder: space.embedder, reducer: space.reducer, clusterer });
}
