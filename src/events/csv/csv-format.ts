/** Longest row and longest header line, in bytes. */
export const MAX_ROW_BYTES = 1 << 24;
export const MAX_HEADER_BYTES = 1 << 20;

/** In the place of the number of fields: the row's quotes are broken, or it is longer than any row may be. */
export const BROKEN_QUOTES = -1;
export const TOO_LONG = -2;

/**
 * Called for each row: field i is `bytes[bounds[2 * i] .. bounds[2 * i + 1]]`, valid until the call returns; the row
 * begins at `line` of the text and stands on this many `lines`.
 */
export type OnCsvRow = (bytes: Uint8Array, bounds: Int32Array, fields: number, line: number, lines: number) => void;

/** How rows are to be split. */
export interface CsvFormat {
  /** One ASCII character; without it the most frequent of , tab ; | in the first line. */
  readonly delimiter?: string | undefined;
  /** One ASCII character; none without it. */
  readonly escape?: string | undefined;
  /** The number of the first line. */
  readonly firstLine: number;
}
