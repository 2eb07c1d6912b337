import { integer, ofType, readOptions, type Schema, string } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { OutcomeComparison } from "../profiles";

/** Options of {@link renderReport}. */
export interface ReportOptions extends Pick<RunOptions, "signal" | "onProgress"> {
  /** Heading of the page. @default "Behavioral segments" */
  title?: string | undefined;
  /** Points drawn on the map at most; of more paths a sample is drawn, and the page says so. @default 100000 */
  maxPoints?: number | undefined;
  /** Bytes of the page at most: where it would take more it shows less, and says what is left out. @default 3000000 */
  maxBytes?: number | undefined;
  /** Paths taken by fewer users (or sessions) are not listed; the map still shows where they lie. @default 1 */
  minPathMembers?: number | undefined;
  /** Properties of users beside the segments ({@link outcomes}): "which segment converts?". @default none */
  outcomes?: OutcomeComparison | undefined;
}

const { signal, onProgress } = RUN_OPTIONS;

const REPORT_OPTIONS = {
  title: string("Behavioral segments"),
  maxPoints: integer({ min: 0, max: 10_000_000 }, 100_000),
  maxBytes: integer({ min: 100_000, max: 400_000_000 }, 3_000_000),
  minPathMembers: integer({ min: 1 }, 1),
  outcomes: ofType<OutcomeComparison, undefined>("a comparison by outcomes()", isComparison, undefined),
  signal,
  onProgress,
} satisfies Schema<ReportOptions>;

function isComparison(value: unknown): boolean {
  const { rows, properties } = (value ?? {}) as Partial<OutcomeComparison>;
  return Array.isArray(rows) && Array.isArray(properties);
}

/** Checks the options and fills in their defaults. */
export function readReportOptions(options: ReportOptions) {
  return readOptions(options, REPORT_OPTIONS);
}
