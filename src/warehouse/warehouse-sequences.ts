import { readOptions } from "../core/internal";
import { DIALECTS } from "./dialects/dialects";
import { assignmentsText } from "./texts/assignments-text";
import { checksText } from "./texts/checks-text";
import { measuresText } from "./texts/measures-text";
import { codesText, pathsText, vocabularyText } from "./texts/paths-text";
import { checkWarehouse, WAREHOUSE_OPTIONS, type WarehouseOptions } from "./warehouse-options";

/** SQL that a warehouse runs; each text is one statement without a semicolon. */
export interface WarehouseSequences {
  /** One row that says what is wrong with the log: `all_rows`, `missing_user`, …, `users`, `with_separator`, `tied_rows`, `ties`. */
  readonly checks: string;
  /** The actions of the log: `action`, `occurrences`. */
  readonly vocabulary: string;
  /** The names behind the numbers in paths: `code`, `name`; undefined where paths are text. */
  readonly codes: string | undefined;
  /**
   * The distinct paths: `path`, `length` (tokens), `weight` (users or sessions); with `maxLength` also `cut_inputs` (how many of
   * these were cut) and `cut_tokens` (the tokens lost by it). With `minLength` a row without a path counts those that are
   * shorter, for each length.
   */
  readonly paths: string;
  /**
   * What else is known of each path: `path`, `measure`, `place`, `value`, `inputs`: this many of its users or sessions have
   * this `duration` (ms, to three digits), are active on this many `days`, in this many `sessions`; this many actions fall in
   * this `hour` of the week (UTC; 0 is Monday 00:00 to 00:59); this many wait this `gap` (ms, to three digits) after the
   * token at `place`, counted from 0; and how many different `users` show it.
   */
  readonly measures: string;
  /** Who is in which segment: the user (and session), and `segment`, NULL for a path that is not in the table of segments. */
  readonly assignments: string;
}

/**
 * Writes {@link buildSequences} as SQL: the warehouse cuts sessions, collapses repeats, and counts equal paths, and only
 * distinct paths leave it. Texts are the same for the same options; nothing is run.
 *
 * Events of one user and one time stand in the order of `columns.order`, then of their actions' names. Rows without a
 * user, action or time (or session, where there is a column of it) are left out, as are those in which these are "".
 *
 * @param options the dialect, where the events lie, and the options of {@link buildSequences}.
 * @returns the texts.
 * @throws TypeError or RangeError naming the option that is missing or wrong.
 * @example
 * const { paths } = warehouseSequences({
 *   dialect: "postgresql",
 *   table: "analytics.events",
 *   columns: { user: "user_id", action: "event", time: "happened_at", order: "id" },
 *   unit: "session",
 *   sessionGap: "30m",
 *   collapseRepeats: true,
 * });
 * paths.startsWith("with seqment_log as ("); // true
 */
export function warehouseSequences(options: WarehouseOptions): WarehouseSequences {
  const settings = checkWarehouse(readOptions(options, WAREHOUSE_OPTIONS));
  const dialect = DIALECTS[settings.dialect];
  return {
    checks: checksText(settings, dialect),
    vocabulary: vocabularyText(settings, dialect),
    codes: settings.paths === "codes" ? codesText(settings, dialect) : undefined,
    paths: pathsText(settings, dialect),
    measures: measuresText(settings, dialect),
    assignments: assignmentsText(settings, dialect),
  };
}
