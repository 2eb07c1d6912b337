/**
 * Validated, ordered events in columns: grouped by user, each user's events by time (equal times in the order they
 * were read). User u owns the events `offsets[u] .. offsets[u + 1]`.
 */
export interface Events {
  /** Distinct user names, in order of first appearance. */
  readonly users: readonly string[];
  /** Distinct action names, in order of first appearance. */
  readonly actions: readonly string[];
  /** One more than there are users. */
  readonly offsets: Uint32Array;
  /** For each event, its action: an index into `actions`. */
  readonly action: Uint32Array;
  /** For each event, milliseconds since 1970-01-01T00:00Z, rounded to a quarter of a microsecond. */
  readonly time: Float64Array;
  /** For each event, a number that is equal within a session (of the given session column) and differs between sessions. */
  readonly session: Uint32Array | undefined;
  /** For each event, the number of the given value column; NaN where it was empty. */
  readonly value: Float64Array | undefined;
  /** What was read and what was refused. */
  readonly report: EventsReport;
}

/** What {@link readEvents} did with the rows. */
export interface EventsReport {
  /** Data rows seen, without the header. */
  readonly rows: number;
  /** Rows that became events. */
  readonly accepted: number;
  /** Rows refused, by reason, most frequent first. */
  readonly refused: readonly RefusedRows[];
  /** How times were read: which kind of value the time column held. */
  readonly timeUnit: TimeUnit | undefined;
  /** Anything else the reader should know, in words: rows that hold many lines, times that were probably meant otherwise. */
  readonly notes: readonly string[];
}

/**
 * The kinds of time values: ISO 8601 text, also without dashes and colons (`20240304`, `20240304093000`); epoch seconds,
 * milli-, micro- or nanoseconds; Date objects.
 */
export type TimeUnit = "iso" | "s" | "ms" | "us" | "ns" | "date";

/** Rows refused for one reason. */
export interface RefusedRows {
  readonly reason: string;
  readonly rows: number;
  /** The first few line numbers (1 is the header's line; for iterables, 1 is the first row). */
  readonly lines: readonly number[];
}
