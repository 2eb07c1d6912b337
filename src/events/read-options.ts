import {
  boolean,
  either,
  type Field,
  integer,
  oneOf,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import { type EventFormat, FORMATS } from "./formats";
import { namesOfNone } from "./intake/missing-names";
import { rowFilters, type WhereOption } from "./intake/row-filters";
import { TEXT_ENCODINGS, type TextEncoding } from "./source/text-encoding";
import { timeFormatOption, timeZoneOption } from "./times/time-options";
import type { TimeUnit } from "./types";

/**
 * A column by its name, or by a path of keys with dots between them: `properties.distinct_id`, `items.0.name`. Where no column has
 * that name, `date,time` is the texts of several columns, with a blank between them. Of several names each row takes the first that holds something, and those that a file does not have are passed over.
 */
export type ColumnName = string | readonly string[];

/** Columns and options of {@link readEvents}. */
export interface ReadEventsOptions extends RunOptions {
  /** Column with the user's name or number, or several: `["user_id", "device_id"]`. */
  user: ColumnName;
  /** Column with the action's name. */
  action: ColumnName;
  /** Column with the time: ISO 8601 text, text of another format, digits such as 20240304, an epoch number, or a `Date`. */
  time: ColumnName;
  /** Column with the session. @default none: sessions may be cut by time later */
  session?: ColumnName | undefined;
  /** Column with a number, such as an amount; may be empty. @default none */
  value?: ColumnName | undefined;
  /** Column with the time at which an event ended, which gives its duration; may be empty. @default none */
  end?: ColumnName | undefined;
  /**
   * Column with a number or a time that orders a user's events of equal times; of several the first decides first. A list may
   * name columns that a file does not have. @default none: such events keep the order in which they were read
   */
  order?: ColumnName | undefined;
  /** Only rows whose columns hold these values are read: `{ lifecycle: "complete", country: ["DE", "AT"] }`. @default all rows */
  where?: WhereOption | undefined;
  /** What stands for no user and no session. @default `None`, `null`, `undefined`, `(not set)`, `NaN`, `NA`, `-` and the like, see docs/reading.md */
  missing?: readonly string[] | undefined;
  /** Format of bytes and text; refused for row objects. @default recognized in the first bytes */
  format?: EventFormat | undefined;
  /**
   * Whether the first row of CSV names the columns; or their names. Without names they are called "1", "2" and so on.
   * @default true
   */
  header?: boolean | readonly string[] | undefined;
  /** Lines before the first one that is read, in CSV, NDJSON and web server logs. @default 0 */
  skipLines?: number | undefined;
  /** The one character between the columns of CSV; refused for other formats. @default the most frequent of , tab ; | in the first line */
  delimiter?: string | undefined;
  /** The one character that makes the next one stand for itself, in CSV, such as "\\". @default none: quotes are doubled */
  escape?: string | undefined;
  /** Where in one JSON document the list of rows is: `"Records"`, `"hits.hits"`. @default the outermost list */
  records?: string | undefined;
  /** Column with a list of rows, each of which has its own columns and those of the row around it. @default none */
  unnest?: string | undefined;
  /** Encoding of text. @default recognized in the first bytes */
  encoding?: TextEncoding | undefined;
  /** Unit of the time column. @default "auto": the form that most of the first 1,000 rows have, see `report.timeUnit` */
  timeUnit?: Exclude<TimeUnit, "format"> | "auto" | undefined;
  /** Format of the times, such as "dd.MM.yyyy HH:mm" or "%d.%m.%Y %H:%M". @default recognized in the first 1,000 rows */
  timeFormat?: string | undefined;
  /** Time zone of times that name none, such as "Europe/Berlin". @default UTC */
  timeZone?: string | undefined;
  /** Whether a row that is not an event is left out and counted in `report.refused`, or ends the reading. @default "skip" */
  onInvalid?: "skip" | "throw" | undefined;
}

export const READ_EVENTS_OPTIONS = {
  user: columnName(),
  action: columnName(),
  time: columnName(),
  session: columnName(),
  value: columnName(),
  end: columnName(),
  order: columnName(),
  where: rowFilters(),
  missing: namesOfNone(),
  format: oneOf(FORMATS),
  header: either(boolean(true), listOfNames(), true),
  skipLines: integer({ min: 0 }, 0),
  delimiter: asciiCharacter(),
  escape: asciiCharacter(),
  records: string(),
  unnest: string(),
  encoding: oneOf(TEXT_ENCODINGS),
  timeUnit: oneOf(["auto", "iso", "s", "ms", "us", "ns", "days", "date"], "auto"),
  timeFormat: timeFormatOption(),
  timeZone: timeZoneOption(),
  onInvalid: oneOf(["throw", "skip"], "skip"),
  ...RUN_OPTIONS,
} satisfies Schema<ReadEventsOptions>;

function columnName(): Field<ColumnName, undefined> {
  const expected = "the name of a column, or a list of names";
  return {
    expected,
    default: undefined,
    read(value, name) {
      const names = Array.isArray(value) ? value : [value];
      if (Array.from(names).some((each) => typeof each !== "string")) throw wrongType(name, expected, value);
      if (names.length === 0 || names.includes("")) throw wrongValue(name, expected, value);
      return value as ColumnName;
    },
  };
}

function listOfNames(): Field<readonly string[], undefined> {
  const expected = "a list of names";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (!Array.isArray(value) || Array.from(value).some((each) => typeof each !== "string"))
        throw wrongType(name, expected, value);
      if (value.length === 0) throw wrongValue(name, expected, value);
      return value;
    },
  };
}

function asciiCharacter(): Field<string, undefined> {
  const expected = "one ASCII character other than a quote or line break";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      if (!/^[\0-\x7f]$/.test(value) || /["\r\n]/.test(value)) throw wrongValue(name, expected, value);
      return value;
    },
  };
}
