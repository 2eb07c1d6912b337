import { boolean, integer, number, ofType, type Resolved, type Schema, string } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import { properties, type SegmentProperties } from "./figures/properties";
import { type DescribeOptions, describeField } from "./words/describe-options";
import type { DescribeSegment } from "./words/segment-prompt";

/** Options of {@link summarizeSegments}. */
export interface SummarizeOptions extends RunOptions {
  /** Actions listed at most under each heading: distinctive, lacking, common, entry, exit, drop-offs. @default 5 */
  topActions?: number | undefined;
  /** N-grams, subsequences, and transitions, listed at most. @default 5 */
  topNgrams?: number | undefined;
  /** Most actions in a distinctive n-gram; 1 for none. @default 4 */
  maxNgram?: number | undefined;
  /** Actions in the step and transition matrices and among the dwell times. @default 12 */
  matrixActions?: number | undefined;
  /** Positions in the step matrix. @default 12 */
  positions?: number | undefined;
  /** Exemplar paths of each segment, the medoid included. @default 3 */
  exemplars?: number | undefined;
  /**
   * Share of false discoveries accepted among the distinctive and lacking patterns, between 0 and 1: the largest `q` that
   * is listed.
   * @default 0.05
   */
  falseDiscoveryRate?: number | undefined;
  /** Borderline paths of each segment. @default 3 */
  borderline?: number | undefined;
  /**
   * Numeric properties to compare, such as revenue: for each an array with one number for each input, in input order, or
   * a Map by the input's name. NaN, or a name without entry, is missing.
   */
  properties?: SegmentProperties | undefined;
  /** For each segment, how long it stands as density rises, as `hdbscan` reports it: `clusterPersistence`. */
  persistence?: ArrayLike<number> | undefined;
  /** Profile the unassigned inputs (label -1) too, last. @default false */
  includeNoise?: boolean | undefined;
  /**
   * Writes each segment's name, description, or both in seqment's place, for example with a language model of your own: it is given
   * the findings and a prompt as bounded texts, without names of users. Where it fails, seqment's words are kept, and the profile
   * says so. A function, or it and how it is asked: instructions, attempts, time limit ({@link DescribeOptions}).
   */
  describe?: DescribeSegment | DescribeOptions | undefined;
  /** What an input is called in texts, in the singular. @default "user" */
  unit?: string | undefined;
}

/** The fields of {@link SummarizeOptions}. */
export const SUMMARIZE_OPTIONS = {
  topActions: integer({ min: 1, max: 1000 }, 5),
  topNgrams: integer({ min: 1, max: 1000 }, 5),
  maxNgram: integer({ min: 1, max: 8 }, 4),
  matrixActions: integer({ min: 1, max: 100 }, 12),
  positions: integer({ min: 1, max: 1000 }, 12),
  exemplars: integer({ min: 1, max: 100 }, 3),
  falseDiscoveryRate: number({ above: 0, max: 1 }, 0.05),
  borderline: integer({ min: 0, max: 100 }, 3),
  properties: properties(),
  persistence: ofType<ArrayLike<number>, undefined>("an array of numbers", isNumbers, undefined),
  includeNoise: boolean(false),
  describe: describeField(),
  unit: string("user"),
  ...RUN_OPTIONS,
} satisfies Schema<SummarizeOptions>;

/** The options, read. */
export type SummarizeSettings = Resolved<typeof SUMMARIZE_OPTIONS>;

function isNumbers(value: unknown): boolean {
  return (
    (ArrayBuffer.isView(value) || Array.isArray(value)) &&
    Array.from(value as ArrayLike<unknown>).every(Number.isFinite)
  );
}
