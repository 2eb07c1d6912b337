import { type HdbscanResult, relabel } from "../../clustering";
import type { Matrix } from "../../core";
import { checkpoint, labelCount, NOISE, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { asRowLabels } from "../../sequences/internal";
import { nearestSegments } from "../noise/nearest-segments";
import { canonicalLabels } from "../stages/canonical-labels";
import { fittedHdbscan } from "../stages/clusterer";
import { type Cut, cutHierarchy, type HierarchySettings } from "../stages/hdbscan-cuts";
import { mergedPlacer } from "../stages/merged-placer";
import type { WalkedClusters } from "../stages/walked-clusters";
import { mergeAlike } from "./merge-alike";

/** How the hierarchy is grown, and the sizes and methods that are walked over where they are given. */
export interface WalkSettings extends HierarchySettings {
  readonly minClusterSize: number | undefined;
  readonly methods: readonly Cut["clusterSelectionMethod"][];
  /** Whether those in no cluster go with the nearest one, and count there where clusterings compete. */
  readonly everybody: boolean;
}

/** Inputs of the smallest cluster that is looked for. */
const SMALLEST = 2;
/** From one size to the next. */
const STEP = 1.15;

/**
 * Walks over the cuts of the hierarchy of HDBSCAN, by size and method, to those with one of these numbers of clusters. Where
 * everybody goes with a cluster, only the cut that leaves the fewest inputs in none is kept for each number; else all are, and bits
 * choose among them. Where no cut has such a number, the one with the next more clusters is taken, and those that act most alike are
 * merged.
 *
 * @param numbers of clusters, ascending.
 * @returns clusterings of each number that was found; none where there are fewer clusters.
 */
export async function walkHierarchy(
  sequences: TokenizedSequences,
  points: Matrix,
  settings: WalkSettings,
  numbers: readonly number[],
  run: RunOptions,
): Promise<WalkedClusters[]> {
  const { weights } = sequences;
  const cuts = await cutsOnTheWay(points, weights, settings, run);
  const exact = numbers.flatMap((number) => {
    const found = leastLeftOutFirst(cuts.filter(({ clusters }) => clusters === number));
    return settings.everybody ? found.slice(0, 1) : found;
  });
  const [number] = numbers;
  const chosen = exact.length > 0 ? exact : finerThan(cuts, number ?? Number.POSITIVE_INFINITY);
  const found: WalkedClusters[] = [];
  for (const { cut, clusters } of chosen) {
    const wanted = exact.length > 0 ? clusters : number!;
    const groups = await mergeAlike(sequences, cut.labels, wanted, run);
    found.push(await numbered(points, weights, cut, groups, settings.everybody, run));
  }
  return found;
}

/**
 * The clusters of a cut, merged, and numbered from the heaviest.
 *
 * @param groups for each row the group of clusters that it is in.
 */
async function numbered(
  points: Matrix,
  weights: Float64Array,
  cut: HdbscanResult,
  groups: Int32Array,
  everybody: boolean,
  run: RunOptions,
): Promise<WalkedClusters> {
  const whole = fittedHdbscan(cut);
  const placer = mergedPlacer(whole.placer, mapping(cut.labels, groups));
  const grouped = { labels: asRowLabels(groups), placer };
  const competing = everybody ? (await nearestSegments(points, grouped, true, run)).labels : groups;
  const heaviestFirst = canonicalLabels(competing, weights);
  const groupOf = mapping(cut.labels, heaviestFirst);
  const ofCut = { ...whole, cut, groupOf, competing: heaviestFirst };
  if (groupOf.every((group, cluster) => group === cluster)) return ofCut;
  const labels = asRowLabels(cut.labels.map((label) => (label === NOISE ? NOISE : groupOf[label]!)));
  return { ...ofCut, labels, persistence: undefined, placer: mergedPlacer(whole.placer, groupOf) };
}

/** For each cluster what its rows are. */
function mapping(clusters: Int32Array, values: Int32Array): Int32Array {
  const found = new Int32Array(labelCount(clusters));
  for (const [row, cluster] of clusters.entries()) if (cluster !== NOISE) found[cluster] = values[row]!;
  return found;
}

interface CutOnTheWay {
  readonly cut: HdbscanResult;
  readonly clusters: number;
  /** Inputs in no cluster. */
  readonly leftOut: number;
}

async function cutsOnTheWay(
  points: Matrix,
  weights: Float64Array,
  { minClusterSize, methods, everybody: _, ...hierarchy }: WalkSettings,
  run: RunOptions,
): Promise<CutOnTheWay[]> {
  const sizes = minClusterSize === undefined ? sizesUpTo(sum(weights) / 2) : [minClusterSize];
  const wanted = sizes.flatMap((size) =>
    methods.map((method) => ({ minClusterSize: size, clusterSelectionMethod: method })),
  );
  const at = checkpoint("clustering", run);
  const whole = await cutHierarchy(points, weights, hierarchy, wanted[0]!, run);
  const cuts: CutOnTheWay[] = [];
  for (const [i, one] of wanted.entries()) {
    await at.pass(i / wanted.length);
    const cut = i === 0 ? whole : relabel(whole, one);
    const leftOut = cut.labels.reduce((left, label, row) => left + (label === NOISE ? weights[row]! : 0), 0);
    cuts.push({ cut, clusters: labelCount(cut.labels), leftOut });
  }
  return cuts;
}

function sizesUpTo(most: number): number[] {
  const sizes = [SMALLEST];
  for (;;) {
    const next = Math.max(sizes.at(-1)! + 1, Math.round(sizes.at(-1)! * STEP));
    if (next > most) return sizes;
    sizes.push(next);
  }
}

function leastLeftOutFirst(cuts: readonly CutOnTheWay[]): CutOnTheWay[] {
  return [...cuts].sort((a, b) => a.leftOut - b.leftOut);
}

function finerThan(cuts: readonly CutOnTheWay[], number: number): CutOnTheWay[] {
  const finer = cuts.filter(({ clusters }) => clusters > number);
  return finer.sort((a, b) => a.clusters - b.clusters || a.leftOut - b.leftOut).slice(0, 1);
}
