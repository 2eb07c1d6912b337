/**
 * Validated, ordered events in columns: grouped by user, each user's events by time. Equal times stand in the order of the
 * `order` column, or else in the order in which they were read. User u owns the events `offsets[u] .. offsets[u + 1]`.
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
  /** For each event, the milliseconds from its time to that of the given end column; NaN where that was empty. */
  readonly duration: Float64Array | undefined;
  /** What was read and what was refused. */
  readonly report: EventsReport;
}

/** What {@link readEvents} did with the rows. */
export interface EventsReport {
  /** Data rows seen, without the header. */
  readonly rows: number;
  /** Rows that became events. */
  readonly accepted: number;
  /** Rows that `where` left out. */
  readonly filtered: number;
  /** Rows refused, by reason, most frequent first. */
  readonly refused: readonly RefusedRows[];
  /** Where several columns were named for one thing: how many events each of them gave. */
  readonly fallbacks: readonly ColumnUse[];
  /** How times were read: which kind of value the time column held. */
  readonly timeUnit: TimeUnit | undefined;
  /** The format by which times were read, where `timeUnit` is `"format"`. */
  readonly timeFormat: string | undefined;
  /** Events whose time names no zone: it was taken as UTC, or as `timeZone`. */
  readonly localTimes: number;
  /** The zone of local times, with the version of the zone data where the platform reports it: `Europe/Berlin (2025c)`. */
  readonly timeZone: string | undefined;
  /** The first and the last time, in milliseconds since 1970; undefined when there is no event. */
  readonly times: { readonly first: number; readonly last: number } | undefined;
  /** Events with the user and the time of another one, whose order no `order` column decides: they stand as they were read. */
  readonly ties: number;
  /** Anything else the reader should know, in words: rows that hold many lines, times that were probably meant otherwise. */
  readonly notes: readonly string[];
}

/**
 * The kinds of time values: ISO 8601 text, also without dashes and colons (`20240304`, `20240304093000`); text of another
 * format, such as `04.03.2024 09:30`; epoch seconds, milli-, micro- or nanoseconds; days of a spreadsheet (since 1899-12-30); Date
 * objects.
 */
export type TimeUnit = "iso" | "format" | "s" | "ms" | "us" | "ns" | "days" | "date";

/** Rows refused for one reason. */
export interface RefusedRows {
  readonly reason: string;
  readonly rows: number;
  /** The first few line numbers (1 is the first line of the file; for iterables, 1 is the first row). */
  readonly lines: readonly number[];
  /** The file in which these lines are, where several were read. */
  readonly file?: string;
  /** The first value that is to blame, where there is one. */
  readonly example?: string;
}

/** How many events one of several columns gave. */
export interface ColumnUse {
  /** What was read from it: `"user"`, `"action"`, `"time"` and so on. */
  readonly role: string;
  readonly column: string;
  readonly events: number;
}
