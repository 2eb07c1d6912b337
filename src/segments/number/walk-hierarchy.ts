import { type HdbscanResult, relabel } from "../../clustering";
import type { Matrix } from "../../core";
import { checkpoint, labelCount, NOISE, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { canonicalLabels } from "../stages/canonical-labels";
import { type Cut, cutHierarchy, type HierarchySettings } from "../stages/hdbscan-cuts";
import { nearestMemberPlacer } from "../stages/nearest-member";
import type { WalkedClusters } from "../stages/walked-clusters";
import { mergeAlike } from "./merge-alike";
import { placeRest } from "./place-rest";

/** How the hierarchy is grown, and the sizes and methods that are walked over where they are given. */
export interface WalkSettings extends HierarchySettings {
  readonly minClusterSize: number | undefined;
  readonly methods: readonly Cut["clusterSelectionMethod"][];
}

/** Inputs of the smallest cluster that is looked for. */
const SMALLEST = 2;
/** From one size to the next. */
const STEP = 1.15;

/**
 * Walks over the cuts of the hierarchy of HDBSCAN, by size and method, to those with so many clusters; of several the one that
 * leaves the fewest inputs in none. Where no cut has any of these numbers, the cut with the next more clusters is taken, and those
 * that act most alike are merged. Then everybody in no cluster goes with the nearest member.
 *
 * @param numbers of clusters, ascending.
 * @returns one clustering for each number that was found; none where there are fewer clusters.
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
  const exact = numbers.flatMap((number) => leastLeftOut(cuts.filter(({ clusters }) => clusters === number)));
  const [number] = numbers;
  const chosen = exact.length > 0 ? exact : finerThan(cuts, number ?? Number.POSITIVE_INFINITY);
  const found: WalkedClusters[] = [];
  for (const { cut, clusters } of chosen) {
    const wanted = exact.length > 0 ? clusters : number!;
    const merged = await mergeAlike(sequences, cut.labels, wanted, run);
    const placed = await placeRest(points, { labels: merged, probabilities: cut.probabilities }, run);
    const labels = canonicalLabels(placed.labels, weights);
    const { probabilities, memberOf } = placed;
    const placer = nearestMemberPlacer({ vectors: points, labels, probabilities });
    const mergedFrom = clusters > wanted ? clusters : undefined;
    found.push({
      method: "hdbscan",
      ...{ labels, probabilities, placer, persistence: undefined },
      ...{ cut, memberOf, mergedFrom },
    });
  }
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
  { minClusterSize, methods, ...hierarchy }: WalkSettings,
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

function leastLeftOut(cuts: readonly CutOnTheWay[]): CutOnTheWay[] {
  return [...cuts].sort((a, b) => a.leftOut - b.leftOut).slice(0, 1);
}

function finerThan(cuts: readonly CutOnTheWay[], number: number): CutOnTheWay[] {
  const finer = cuts.filter(({ clusters }) => clusters > number);
  return finer.sort((a, b) => a.clusters - b.clusters || a.leftOut - b.leftOut).slice(0, 1);
}
