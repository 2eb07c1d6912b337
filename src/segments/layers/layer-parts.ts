import { labelCount, NOISE, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { fitPrefixLaws } from "../../prefixes";
import { renameSegments } from "../../profiles/internal";
import { asRowLabels, valuesOfInputs } from "../../sequences/internal";
import { calibrateEdited } from "../edit/calibrate-edited";
import { judgeEdited } from "../edit/judge-edited";
import { nearestEdited } from "../edit/nearest-edited";
import { hasHiddenPaths, profileEdited } from "../edit/profile-edited";
import { type Relabelled, relabel } from "../edit/relabel";
import { sizesOf } from "../edit/segment-order";
import { placeSequences } from "../model/answers/place-sequences";
import type { ModelParts } from "../model/model-parts";
import { countNoise, labelsWithoutPlaced } from "../noise/count-noise";
import type { NearestSegments } from "../noise/nearest-segments";
import { dividedPlacer } from "../stages/divided-placer";
import type { RouteStep } from "../stages/routed-placer";
import { type FinerCut, segmentsBeforeEdits } from "./finer-layers";
import type { PlannedLayer } from "./plan-layers";
import type { LayerGroup } from "./segment-layer";

/** A model at another of its layers. What it takes from the model itself: sequences, vectors, picture, what was tried. */
export async function layerParts(parts: ModelParts, layer: PlannedLayer, run: RunOptions): Promise<ModelParts> {
  if (hasHiddenPaths(parts.sequences)) {
    throw new RangeError(
      'a model in which paths are hidden ("minPathMembers") has one layer that can be described: the one that was chosen',
    );
  }
  return layer.cut ? dividedParts(parts, layer.cut, run) : mergedParts(parts, layer.groups!, run);
}

/** What is found at a layer, before it is described. */
interface Found extends Relabelled {
  /** Ids of its segments. */
  readonly ids: readonly string[];
  /** For each of its segments, the model's segment that it is as it stands; undefined where it is another. */
  readonly same: readonly (number | undefined)[];
  /** Names that are known already. */
  readonly names: readonly (string | undefined)[];
}

async function mergedParts(parts: ModelParts, groups: readonly LayerGroup[], run: RunOptions): Promise<ModelParts> {
  const step: RouteStep = new Int32Array(parts.segments.length);
  for (const [number, { segments }] of groups.entries()) for (const segment of segments) step[segment] = number;
  const found: Found = {
    ...(await relabel(parts, step, run)),
    ids: groups.map(({ id }) => id),
    same: groups.map(({ segments }) => (segments.length === 1 ? segments[0] : undefined)),
    names: groups.map(({ name }) => name),
  };
  const route = [...parts.route, step];
  const nearest = await nearestEdited(parts, { ...parts, route }, found, run);
  const described = await describeLayer(parts, found, nearest, "merged", run);
  const { guide } = parts.report;
  const moved = guide?.groups.map((group) => ({ ...group, segment: step[group.segment] ?? NOISE }));
  return {
    ...described,
    ...calibrateEdited(parts, step, found, nearest),
    ...(guide && { report: { ...described.report, guide: { ...guide, groups: moved! } } }),
    route,
  };
}

/** How answers can be relied on was not measured below the segments that were chosen, so nothing is reported of it. */
async function dividedParts(parts: ModelParts, cut: FinerCut, run: RunOptions): Promise<ModelParts> {
  const { clusterer, sequences, route, lineage, segments } = parts;
  const { depth, owner, pieceOf, pieces } = cut;
  const ofPieces = await placed(parts, cut, pieceOf, run);
  const sizes = sizesOf(ofPieces.labels, sequences.weights, pieces);
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const rank = Int32Array.from(order.keys(), (piece) => order.indexOf(piece));
  const numberOf = pieceOf.map((piece) => (piece === NOISE ? NOISE : rank[piece]!));
  const ownerOf = order.map((piece) => owner[pieceOf.indexOf(piece)]!);
  const piecesOf = (segment: number) => ownerOf.filter((other) => other === segment).length;
  const same = ownerOf.map((segment) => (piecesOf(segment) === 1 ? segment : undefined));
  const found: Found = {
    labels: asRowLabels(ofPieces.labels.map((piece) => (piece === NOISE ? NOISE : rank[piece]!))),
    probabilities: ofPieces.probabilities,
    ids: ownerOf.map((segment, number) =>
      same[number] === undefined
        ? `${lineage.ids[segment]}/${1 + ownerOf.slice(0, number).filter((other) => other === segment).length}`
        : lineage.ids[segment]!,
    ),
    same,
    names: same.map((segment) => (segment === undefined ? undefined : segments[segment]!.name)),
  };
  const division = { whole: clusterer.placer, segments: segmentsBeforeEdits(parts), route, depth, numberOf };
  const placer = dividedPlacer(division, cut.levels);
  const nearest = await nearestEdited(parts, { ...parts, route: [], clusterer: { ...clusterer, placer } }, found, run);
  const described = await describeLayer(parts, found, nearest, "divided", run);
  return {
    ...described,
    clusterer: { ...described.clusterer, placer },
    report: { ...described.report, guide: undefined },
    ...{ route: [], calibration: undefined, reference: undefined },
  };
}

/** The pieces of the sequences that were fitted, placed as new ones are. */
async function placed(parts: ModelParts, cut: FinerCut, pieceOf: Int32Array, run: RunOptions): Promise<Relabelled> {
  const { clusterer, sequences, route } = parts;
  const division = {
    whole: clusterer.placer,
    segments: segmentsBeforeEdits(parts),
    route,
    depth: cut.depth,
    numberOf: pieceOf,
  };
  const placing = { ...parts, route: [], clusterer: { ...clusterer, placer: dividedPlacer(division, cut.levels) } };
  const encoded = { tokens: sequences.tokens, offsets: sequences.offsets, newActions: [] };
  const { rows, placements } = await placeSequences(placing, encoded, run);
  const labels = asRowLabels(new Int32Array(sequences.weights.length).fill(NOISE));
  const probabilities = new Float64Array(labels.length);
  for (const [i, row] of rows.entries()) {
    labels[row] = placements.labels[i]!;
    probabilities[row] = placements.probabilities[i]!;
  }
  return { labels, probabilities };
}

/** Profiles, verdict and laws of beginnings of the segments of a layer. */
async function describeLayer(
  parts: ModelParts,
  found: Found,
  nearest: NearestSegments | undefined,
  layer: "merged" | "divided",
  run: RunOptions,
): Promise<ModelParts> {
  const { sequences, clusterer, children, lineage } = parts;
  const { labels, probabilities, ids, same, names } = found;
  const before = [...same.map((segment) => (segment === undefined ? undefined : parts.segments[segment])), parts.noise];
  const profiles = await profileEdited(parts, found, before, run);
  const kept = new Set(same.map((segment) => (segment === undefined ? undefined : lineage.ids[segment])));
  return {
    ...parts,
    ...renameSegments(profiles, (segment) => names[segment]),
    clusterer: { ...clusterer, labels, probabilities, persistence: undefined },
    prefixLaws:
      parts.prefixLaws &&
      (await fitPrefixLaws(sequences, valuesOfInputs(sequences, labels, NOISE), { seed: parts.origin.seed, ...run })),
    nearest,
    verdict: await judgeEdited(parts, labelsWithoutPlaced(labels, nearest), { layer }, run),
    report: withCount(parts, found, nearest),
    lineage: { ...lineage, ids, retired: [] },
    children: children.filter(({ id }) => kept.has(id)),
    history: [],
  };
}

function withCount(
  { report, sequences: { weights } }: ModelParts,
  { labels }: Relabelled,
  nearest: NearestSegments | undefined,
): ModelParts["report"] {
  const counted = countNoise(labels, nearest, weights, sum(weights));
  return { ...report, clustering: { ...report.clustering, segments: labelCount(labels), ...counted } };
}
