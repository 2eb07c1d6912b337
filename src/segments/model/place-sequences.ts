import { raggedRow, raggedRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { Placements } from "../stages/placer";
import { routedPlacer } from "../stages/routed-placer";
import type { PlaceableSequences } from "./distinct-inputs";
import type { ModelParts } from "./model-parts";

/** What brings a sequence to its segment. */
export type PlacingParts = Pick<ModelParts, "embedder" | "reducer" | "clusterer"> & {
  readonly route?: ModelParts["route"];
  readonly sequences: Pick<ModelParts["sequences"], "vocabulary">;
};

/** Places the rows that hold an action, of those that are asked for: sequence -> vector -> few dimensions -> segment. */
export async function placeSequences(
  { sequences, embedder, reducer, clusterer, route = [] }: PlacingParts,
  encoded: Pick<PlaceableSequences, "tokens" | "offsets" | "newActions">,
  run: RunOptions,
  asked: Iterable<number> = Array(raggedRows(encoded)).keys(),
): Promise<{ readonly rows: readonly number[]; readonly placements: Placements }> {
  const { actions } = sequences.vocabulary;
  const { newActions } = encoded;
  const nameOf = (token: number) => actions[token] ?? newActions[token - actions.length]!;
  const rows = [...asked].filter((row) => raggedRow(encoded, row).length > 0);
  const lists = rows.map((row) => Array.from(raggedRow(encoded, row), nameOf));
  const vectors = await reducer.transform(await embedder.embed(lists, run), run);
  return { rows, placements: await routedPlacer(clusterer.placer, route).place(vectors, run) };
}
