import type { Labels, Vectors } from "../../core";
import {
  integer,
  labelCount,
  pickRows,
  randomStream,
  readOptions,
  type Schema,
  toLabels,
  toMatrix,
} from "../../core/internal";
import { rowWeights } from "../../neighbors/internal";
import { SILHOUETTE_OPTIONS, type SilhouetteOptions, silhouette } from "./silhouette";

/** Options of {@link silhouetteScore}. */
export interface SilhouetteScoreOptions extends SilhouetteOptions {
  /** Of more rows than this, this many are drawn. @default 20000 */
  sampleSize?: number | undefined;
  /** Seed of the sample. @default 1 */
  seed?: number | undefined;
}

/** A mean silhouette. */
export interface SilhouetteScore {
  readonly score: number;
  /** Of the score, for its being that of a sample; 0 where it is exact. */
  readonly standardError: number;
  /** Rows that it was computed from. */
  readonly rows: number;
}

const SILHOUETTE_SCORE_OPTIONS = {
  sampleSize: integer({ min: 3 }, 20000),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...SILHOUETTE_OPTIONS,
} satisfies Schema<SilhouetteScoreOptions>;

/**
 * The mean {@link silhouette} of rows of clusters: exact up to `sampleSize` of them, above that of a sample, drawn
 * without replacement and measured against itself, as scikit-learn does with `sample_size`.
 *
 * @param vectors n rows of d finite numbers.
 * @param labels  n labels; -1 is noise.
 * @param options the size of the sample, its seed, the metric, weights, workers, progress and abort.
 * @returns the score, and how far that of the sample may be off.
 * @throws RangeError as {@link silhouette}.
 * @example
 * (await silhouetteScore([[0], [1], [8], [9]], [0, 0, 1, 1])).standardError; // 0
 */
export async function silhouetteScore(
  vectors: Vectors,
  labels: Labels,
  options: SilhouetteScoreOptions = {},
): Promise<SilhouetteScore> {
  const { sampleSize, seed, weights, ...settings } = readOptions(options, SILHOUETTE_SCORE_OPTIONS);
  const rows = toMatrix("vectors", vectors);
  const ofRows = toLabels("labels", labels, rows.rows);
  const ofWeights = weights && rowWeights("weights", weights, rows.rows);
  const members = [...ofRows.keys()].filter((row) => ofRows[row]! >= 0);
  if (members.length <= sampleSize) {
    const { score } = await silhouette(rows, ofRows, { ...settings, ...(ofWeights && { weights: ofWeights }) });
    return { score, standardError: 0, rows: members.length };
  }
  const drawn = sampleOf(members, ofRows, sampleSize, seed);
  const weightOf = (row: number) => ofWeights?.[row] ?? 1;
  const { score, values } = await silhouette(
    pickRows(rows, drawn),
    drawn.map((row) => ofRows[row]!),
    { ...settings, ...(ofWeights && { weights: Float64Array.from(drawn, weightOf) }) },
  );
  let squares = 0;
  let total = 0;
  for (const [i, row] of drawn.entries()) {
    const part = weightOf(row) * (values[i]! - score);
    squares += part * part;
    total += weightOf(row);
  }
  return { score, standardError: Math.sqrt(squares) / total, rows: drawn.length };
}

/** Rows drawn without replacement; of each cluster two at least, as far as it has them. */
function sampleOf(members: readonly number[], labels: Int32Array, size: number, seed: number): Int32Array {
  const random = randomStream(seed, "clustering/silhouette");
  const order = Int32Array.from(members);
  for (let at = 0; at < order.length - 1; at++) {
    const other = at + random.integer(order.length - at, at, 0);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  const taken = new Int32Array(labelCount(labels));
  const first: number[] = [];
  const rest: number[] = [];
  for (const row of order) (taken[labels[row]!]!++ < 2 ? first : rest).push(row);
  return Int32Array.from([...first, ...rest].slice(0, Math.max(size, first.length))).sort();
}
