import { NOISE, raggedRow, raggedRows } from "../../../core/internal";
import type { RunOptions } from "../../../parallel";
import { sequenceEncoder } from "../../../sequences/internal";
import { ALTERNATIVES, type Placements } from "../../stages/placer";
import { nearestOnly, routedPlacer, takeStep } from "../../stages/routed-placer";
import { withoutUnknown } from "../../stages/without-unknown";
import type { ModelExtension, ModelParts } from "../model-parts";
import type { PlaceableSequences } from "./distinct-inputs";
import { strangePaths } from "./strange-paths";

/** What brings a sequence to its segment. */
export type PlacingParts = Pick<ModelParts, "embedder" | "reducer" | "clusterer" | "extension"> & {
  readonly route?: ModelParts["route"];
  readonly sequences: Pick<ModelParts["sequences"], "vocabulary">;
};

/** Rows that were placed. */
export interface PlacedSequences {
  readonly rows: readonly number[];
  readonly placements: Placements;
}

/**
 * Places the rows that hold an action, of those that are asked for: sequence -> vector -> few dimensions -> segment; in an extended
 * model by the model before, and where that has no segment for it or knows little of it, by what was found in the rest.
 *
 * @param alternatives nearest segments that are listed, at most.
 */
export async function placeSequences(
  parts: PlacingParts,
  encoded: Pick<PlaceableSequences, "tokens" | "offsets" | "newActions">,
  run: RunOptions,
  asked: Iterable<number> = Array(raggedRows(encoded)).keys(),
  alternatives = ALTERNATIVES,
): Promise<PlacedSequences> {
  const { sequences, embedder, reducer, clusterer, route = [], extension } = parts;
  const { actions } = sequences.vocabulary;
  const { newActions } = encoded;
  const nameOf = (token: number) => actions[token] ?? newActions[token - actions.length]!;
  const rows = [...asked].filter((row) => raggedRow(encoded, row).length > 0);
  const lists = rows.map((row) => Array.from(raggedRow(encoded, row), nameOf));
  if (extension) {
    const placed = await placeExtended(extension, lists, run);
    return { rows, placements: nearestOnly(route.reduce(takeStep, placed), alternatives) };
  }
  const vectors = await embedder.embed(lists, run);
  const reduced = await reducer.transform(vectors, run);
  const placements = await routedPlacer(clusterer.placer, route).place(reduced, { ...run, alternatives });
  return { rows, placements: withoutUnknown(placements, vectors, embedder) };
}

/** All segments as alternatives, those of the model before first; what is in none of them is looked for in the rest. */
async function placeExtended(
  { before, found, segmentOf }: ModelExtension,
  lists: readonly (readonly string[])[],
  run: RunOptions,
): Promise<Placements> {
  const old = before.segments.length;
  const added = segmentOf.reduce((count, segment) => count + (segment === NOISE ? 0 : 1), 0);
  const placed = await placeLists(before, lists, [...lists.keys()], run);
  const isStrange = strangePaths(before.sequences);
  const rest = [...lists.keys()].filter((i) => (placed[i]?.label ?? NOISE) === NOISE || isStrange(lists[i]!));
  const inRest = await placeLists(found, lists, rest, run);
  const k = old + added;
  const all: Placements = {
    labels: new Int32Array(lists.length).fill(NOISE),
    probabilities: new Float64Array(lists.length),
    nearestDistances: new Float64Array(lists.length).fill(Number.MAX_VALUE),
    alternatives: { k, labels: new Int32Array(lists.length * k), shares: new Float64Array(lists.length * k) },
  };
  for (const i of lists.keys()) {
    const known = placed[i];
    const other = inRest[i];
    const segment = other && other.label !== NOISE ? segmentOf[other.label]! : NOISE;
    const isNew = segment !== NOISE;
    all.labels[i] = isNew ? segment : (known?.label ?? NOISE);
    all.probabilities[i] = isNew ? other!.probability : (known?.probability ?? 0);
    all.nearestDistances[i] = (isNew ? other : known)?.distance ?? Number.MAX_VALUE;
    const nearest = ranked(known, old, added, isNew ? { segment, share: other!.probability } : undefined);
    all.alternatives.labels.set(nearest.labels, i * k);
    all.alternatives.shares.set(nearest.shares, i * k);
  }
  return all;
}

/** A list as it was placed; undefined where it holds no known action. */
interface PlacedList {
  readonly label: number;
  readonly probability: number;
  readonly distance: number;
  readonly labels: Int32Array;
  readonly shares: Float64Array;
}

async function placeLists(
  model: ModelParts,
  lists: readonly (readonly string[])[],
  asked: readonly number[],
  run: RunOptions,
): Promise<(PlacedList | undefined)[]> {
  const placed = new Array<PlacedList | undefined>(lists.length).fill(undefined);
  if (asked.length === 0) return placed;
  const { vocabulary, rules } = model.sequences;
  const encode = sequenceEncoder(vocabulary, rules, { keepUnknown: model.embedder.readsNewActions ?? false });
  const encoded = encode(
    asked.map((i) => lists[i]!),
    rules.prepare.length > 0,
  );
  if (encoded.tokens.length === 0) return placed;
  const { rows, placements } = await placeSequences(model, encoded, run, undefined, model.segments.length);
  const { k, labels, shares } = placements.alternatives;
  for (const [at, row] of rows.entries()) {
    placed[asked[row]!] = {
      label: placements.labels[at]!,
      probability: placements.probabilities[at]!,
      distance: placements.nearestDistances[at]!,
      labels: labels.subarray(at * k, (at + 1) * k),
      shares: shares.subarray(at * k, (at + 1) * k),
    };
  }
  return placed;
}

/** Segments by nearness: one in the rest first, where it is there, with as much closeness as it belongs; others far from it last. */
function ranked(
  known: PlacedList | undefined,
  old: number,
  added: number,
  own: { readonly segment: number; readonly share: number } | undefined,
) {
  const before = known?.labels ?? Int32Array.from({ length: old }, (_, segment) => segment);
  const beforeShares = known?.shares ?? new Float64Array(old).fill(1 / old);
  const others = Array.from({ length: added }, (_, i) => old + i).filter((segment) => segment !== own?.segment);
  const left = own ? 1 - own.share : 1;
  return {
    labels: [...(own ? [own.segment] : []), ...before, ...others],
    shares: [...(own ? [own.share] : []), ...beforeShares.map((share) => share * left), ...others.map(() => 0)],
  };
}
