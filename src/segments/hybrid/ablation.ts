import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, log, NOISE, pickRows, randomStream, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { SavingsCode } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import { labelledRows, valuesOfInputs } from "../../sequences/internal";
import { type ClusteredTable, clusterTable } from "../table/cluster-table";
import type { TableSettings } from "../table/table-options";

/** What segments of some of the columns are good for. */
export interface AblationRow {
  /** Which columns: the figures alone, the vectors of paths alone, or both. */
  readonly blocks: "features" | "embedding" | "hybrid";
  readonly segments: number;
  /** Mean silhouette within these columns; undefined for one segment. */
  readonly silhouette: number | undefined;
  /** Bits that the segments save on what comes next, and on which actions occur, by action. */
  readonly savedBits: number;
  readonly savedBitsOfActions: number;
  /** How much resampled users find again, by size; undefined where they are not resampled. */
  readonly stability: number | undefined;
  /** How well the segments predict the outcome of users that they were not fitted to; undefined without an outcome. */
  readonly outcome: OutcomePrediction | undefined;
}

/** What segments say about an outcome, of a fifth of the users that took no part in the clustering. */
export interface OutcomePrediction {
  /** Bits by user that knowing the segment saves, over knowing how frequent each outcome is. Below 0, it misleads. */
  readonly bits: number;
  /** Share for whom the commonest outcome of the segment is right, and the share for whom the commonest of all is. */
  readonly accuracy: number;
  readonly baseline: number;
  readonly users: number;
}

/** Columns that compete, all of the same rows. */
export interface Blocks {
  readonly features: Matrix;
  readonly embedding: Matrix;
  readonly hybrid: Matrix;
}

/**
 * Segments of each of the blocks, and what they are good for: the hybrid's last.
 *
 * @param paths the distinct paths, by which bits are counted.
 * @param sequences the rows of the blocks: a path and figures each.
 */
export async function ablate(
  blocks: Blocks,
  paths: TokenizedSequences,
  sequences: TokenizedSequences,
  outcome: Int32Array | undefined,
  given: Pick<TableSettings, "clustering" | "seed">,
  run: RunOptions,
): Promise<{ readonly rows: AblationRow[]; readonly hybrid: ClusteredTable }> {
  const rows: AblationRow[] = [];
  let found: ClusteredTable | undefined;
  for (const name of ["features", "embedding", "hybrid"] as const) {
    const points = blocks[name];
    const asked = name === "hybrid" ? given : await withinReach(points, given, run);
    found = await clusterTable(points, sequences.weights, asked, run);
    const { clusterer, silhouette, stability } = found;
    const labelled = labelledRows(paths, valuesOfInputs(sequences, clusterer.labels, NOISE));
    using code = await SavingsCode.of(labelled.sequences, run);
    const [saved] = await code.savings([labelled.labels]);
    rows.push({
      blocks: name,
      segments: clusterer.labels.reduce((most, label) => Math.max(most, label + 1), 0),
      silhouette,
      savedBits: saved!.ofTransitions.perAction,
      savedBitsOfActions: saved!.ofActions.perAction,
      stability: stability && meanBySize(stability, clusterer.labels, sequences.weights),
      outcome: outcome && (await predictOutcome(points, sequences, outcome, asked, run)),
    });
  }
  return { rows, hybrid: found! };
}

/** The same with no more clusters than a block has different rows: a few paths, or figures, are that many groups at most. */
async function withinReach<T extends Pick<TableSettings, "clustering">>(
  points: Matrix,
  given: T,
  run: RunOptions,
): Promise<T> {
  const { clustering } = given;
  if (clustering === "auto" || !("k" in clustering) || typeof clustering.k !== "number") return given;
  const different = (await follow(distinctRows(points), checkpoint("clustering", run))).points.rows;
  return { ...given, clustering: { ...clustering, k: Math.min(clustering.k, different) } };
}

function meanBySize(stability: Float64Array, labels: Int32Array, weights: Float64Array): number | undefined {
  let [total, members] = [0, 0];
  for (const [row, label] of labels.entries()) {
    if (label === NOISE) continue;
    total += weights[row]! * stability[label]!;
    members += weights[row]!;
  }
  return members > 0 ? total / members : undefined;
}

/** Share of the users that are held back. */
const HELD_BACK = 0.2;

/** Clusters the rows of four fifths of the users, and predicts the outcome of the others by their segments. */
async function predictOutcome(
  points: Matrix,
  { rowOf, weights }: TokenizedSequences,
  outcome: Int32Array,
  given: Pick<TableSettings, "clustering" | "seed">,
  run: RunOptions,
): Promise<OutcomePrediction | undefined> {
  const random = randomStream(given.seed, "segments/outcome");
  const isHeld = Array.from(rowOf, (_, input) => random.uniform(input, 0) < HELD_BACK);
  const learnt = new Float64Array(weights.length);
  for (const [input, row] of rowOf.entries()) if (row >= 0 && !isHeld[input]) learnt[row]! += 1;
  const kept = [...learnt.keys()].filter((row) => learnt[row]! > 0);
  const known = [...rowOf.keys()].filter((input) => rowOf[input]! >= 0 && outcome[input]! >= 0);
  const held = known.filter((input) => isHeld[input]);
  if (kept.length === 0 || held.length === 0 || held.length === known.length) return undefined;
  const ofKept = Float64Array.from(kept, (row) => learnt[row]!);
  const { clusterer } = await clusterTable(pickRows(points, kept), ofKept, given, run);
  const { labels } = await clusterer.placer.place(points, run);
  const classes = outcome.reduce((most, of) => Math.max(most, of + 1), 0);
  const segments = labels.reduce((most, label) => Math.max(most, label + 1), 0) + 1; // the last is that of none
  const counts = new Float64Array(segments * classes);
  const all = new Float64Array(classes);
  const segmentOf = (input: number) => (labels[rowOf[input]!]! + segments) % segments;
  for (const input of known) {
    if (isHeld[input]) continue;
    counts[segmentOf(input) * classes + outcome[input]!]! += 1;
    all[outcome[input]!]! += 1;
  }
  const learntFrom = sum(all);
  let [bits, right, base] = [0, 0, 0];
  const commonest = commonestOf(all);
  for (const input of held) {
    const own = counts.subarray(segmentOf(input) * classes, (segmentOf(input) + 1) * classes);
    const of = outcome[input]!;
    const share = (all[of]! + 1) / (learntFrom + classes);
    bits += log((own[of]! + PRIOR * share) / (sum(own) + PRIOR) / share) / Math.LN2;
    right += Number(commonestOf(own) === of);
    base += Number(commonest === of);
  }
  return { bits: bits / held.length, accuracy: right / held.length, baseline: base / held.length, users: held.length };
}

/** Users with which the shares of all count in a segment's. */
const PRIOR = 5;

function commonestOf(counts: Float64Array): number {
  return counts.reduce((best, count, of) => (count > counts[best]! ? of : best), 0);
}
