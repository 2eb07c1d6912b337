import { agglomerative, cutDendrogram, relabel } from "../../clustering";
import { guidedCut } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { checkpoint, labelCount, NOISE, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { numbersInRange } from "../number/numbers-in-range";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { NumberRange } from "../options/number-of-segments";
import { canonicalLabels } from "../stages/canonical-labels";
import type { GuidedClusters } from "../stages/guided-clusters";
import { cutHierarchy } from "../stages/hdbscan-cuts";
import { nearestMemberPlacer } from "../stages/nearest-member";
import { hierarchyToTry } from "../survey/clusterings-to-try";
import { type GuidedRows, guideClusters } from "./guide-clusters";
import { mergeUnlike } from "./merge-unlike";
import type { RowGuide } from "./row-guide";

/** How points are clustered, and how to run. */
interface GuidedTask {
  readonly sequences: TokenizedSequences;
  readonly points: Matrix;
  readonly known: RowGuide;
  readonly given: ChoiceSettings;
  /** What an input counts here. */
  readonly scale: number;
  readonly run: RunOptions;
}

/**
 * Clusters by what is known: HDBSCAN's hierarchy is cut where most of it holds ({@link guidedCut}), then all of it is made to
 * hold ({@link guideClusters}). One clustering for each size, or for this one.
 */
export async function guidedClusters(task: GuidedTask, size?: number): Promise<GuidedClusters[]> {
  const { sequences, points, known, given, scale, run } = task;
  const { weights } = sequences;
  const hierarchy = hierarchyToTry(given, sum(weights), scale);
  if (hierarchy === undefined || hierarchy.cuts.length === 0) return [];
  const { cuts, ...settings } = hierarchy;
  const sizes = size === undefined ? [...new Set(cuts.map(({ minClusterSize }) => minClusterSize))] : [size];
  const cut = { minClusterSize: sizes[0]!, clusterSelectionMethod: "eom" as const };
  const whole = await cutHierarchy(points, weights, settings, cut, run);
  const constraints = {
    labels: known.groups,
    weights: weights.map((weight, row) => (known.groups[row] === NOISE ? 0 : weight)),
    apart: known.apart,
  };
  const found: GuidedClusters[] = [];
  for (const minClusterSize of sizes) {
    const dense = guidedCut(relabel(whole, { minClusterSize }), constraints);
    const guided = await guideClusters(points, weights, dense, known, run);
    found.push(asClusters("hdbscan", points, guided, dense.labels, minClusterSize));
  }
  return found;
}

/** Pieces that are made of points, at most, as a multiple of the segments asked for. */
const MOST_PIECES = 6;

/**
 * Clusters by what is known, at a number: Ward's hierarchy is cut so fine that, once all that is known holds, there are as many
 * clusters or more; then those that act most alike are merged.
 */
export async function guidedClustersOfNumber(task: GuidedTask, range: NumberRange): Promise<GuidedClusters[]> {
  const { sequences, points, known, run } = task;
  const { weights } = sequences;
  const at = checkpoint("clustering", run);
  const whole = await agglomerative(points, { k: 1, weights, workers: run.workers, signal: run.signal });
  const limit = whole.vectors.rows;
  const found: GuidedClusters[] = [];
  for (const number of numbersInRange(range, limit)) {
    for (let pieces = number; pieces <= Math.min(limit, MOST_PIECES * number); pieces++) {
      await at.pass(0);
      const { labels } = cutDendrogram(whole, { k: pieces });
      const probabilities = new Float64Array(labels.length).fill(1);
      const guided = await guideClusters(points, weights, { labels, probabilities }, known, run);
      if (labelCount(guided.labels) < number) continue;
      const rows = await atNumber(sequences, guided, known, number, run);
      if (rows) found.push(asClusters("agglomerative", points, rows, labels, undefined));
      break;
    }
  }
  return found;
}

async function atNumber(
  sequences: TokenizedSequences,
  guided: GuidedRows,
  known: RowGuide,
  number: number,
  run: RunOptions,
): Promise<GuidedRows | undefined> {
  if (labelCount(guided.labels) === number) return guided;
  const merged = await mergeUnlike(sequences, guided, known, number, run);
  if (merged === undefined) return undefined;
  const before = guided.labels.map((label) => merged[label]!);
  const labels = canonicalLabels(before, sequences.weights);
  const groupOf = new Int32Array(number).fill(NOISE);
  for (const [row, label] of labels.entries()) {
    const group = guided.groupOf[guided.labels[row]!]!;
    if (group !== NOISE) groupOf[label] = group;
  }
  return { labels, probabilities: guided.probabilities, groupOf };
}

function asClusters(
  method: string,
  points: Matrix,
  { labels, probabilities, groupOf }: GuidedRows,
  unforced: Int32Array,
  minClusterSize: number | undefined,
): GuidedClusters {
  const placer = nearestMemberPlacer({ vectors: points, labels, probabilities });
  return { method, labels, probabilities, persistence: undefined, placer, groupOf, unforced, minClusterSize };
}
