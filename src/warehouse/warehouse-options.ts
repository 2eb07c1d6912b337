import {
  type Field,
  integer,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../core/internal";
import { namesOfNone } from "../events/internal";
import type { RunOptions } from "../parallel";
import type { BuildSequencesOptions } from "../sequences";
import { BUILD_SEQUENCES_OPTIONS } from "../sequences/internal";
import type { WarehouseDialect } from "./dialects/dialect";
import { DIALECT_NAMES, DIALECTS } from "./dialects/dialects";

/** The columns of a table of events. */
export interface WarehouseColumns {
  /** Column of the user. */
  user: string;
  /** Column of the action's name. */
  action: string;
  /** Column of the time; see `timeUnit`. */
  time: string;
  /** Column of the session; may be unique within a user only. @default none: sessions are cut by `sessionGap`, if at all */
  session?: string | undefined;
  /** Columns that order events of one user and one time. @default none: by the action's name */
  order?: string | readonly string[] | undefined;
}

/**
 * What a time column holds: timestamps, read to the microsecond or, where the dialect has them, to the nanosecond; or whole
 * numbers since 1970-01-01T00:00Z.
 */
export type WarehouseTimeUnit = "timestamp" | "timestamp_ns" | "s" | "ms" | "us" | "ns";

/** Where events lie in a warehouse, and how they become sequences there. */
export interface WarehouseOptions extends Omit<BuildSequencesOptions, keyof RunOptions | "rename"> {
  /** In which dialect the SQL is written. */
  dialect: WarehouseDialect;
  /** The table of events: `"analytics.events"`, or its parts where one holds a dot. Either this or `query`. */
  table?: string | readonly string[] | undefined;
  /** A `select` in the place of a table: it may filter, join and convert. It stands in the SQL as it is. */
  query?: string | undefined;
  /** Which columns hold what. */
  columns: WarehouseColumns;
  /** What the time column holds. @default "timestamp" */
  timeUnit?: WarehouseTimeUnit | undefined;
  /** What means no user or session, beside NULL and "". @default the list of `readEvents`: `None`, `null`, `NA`, `(not set)` and others */
  missing?: readonly string[] | undefined;
  /**
   * How paths are written: names with U+001F between them, or numbers of names with blanks, which are shorter and take
   * any name. @default "text"
   */
  paths?: "text" | "codes" | undefined;
  /**
   * Draws one in this many where there are too many distinct paths: paths of `sample` or more inputs come with their weight, of
   * the others each is drawn by its hash, with a probability of its weight in `sample`, without replacement, and weighs
   * `sample`. So each weight estimates the inputs it stands for, and the sample is the same in every dialect.
   * @default none: all paths
   */
  sample?: number | undefined;
  /** Another seed draws other paths; a whole number below 2^32. @default 1 */
  seed?: number | undefined;
  /** The table with a column `path` and a column `segment` that users are joined to. @default a table called segments */
  segments?: string | readonly string[] | undefined;
  /** The table that is made of users and their segments. @default none: the text is a `select` */
  assignments?: string | readonly string[] | undefined;
  /** New names by action; null or "" leaves an action out, as if it had never been logged. @default none */
  rename?: ReadonlyMap<string, string | null> | Readonly<Record<string, string | null>> | undefined;
}

const { workers, signal, onProgress, rename, ...RULES } = BUILD_SEQUENCES_OPTIONS;

/** The fields of {@link WarehouseColumns}. */
const COLUMNS = {
  user: string(),
  action: string(),
  time: string(),
  session: string(),
  order: names("the name of a column, or an array of names", (name) => [name], [] as readonly string[]),
} satisfies Schema<WarehouseColumns>;

/** The fields of {@link WarehouseOptions}. */
export const WAREHOUSE_OPTIONS = {
  ...RULES,
  dialect: oneOf(DIALECT_NAMES),
  table: tableName(undefined),
  query: string(),
  columns: columns(),
  timeUnit: oneOf(["timestamp", "timestamp_ns", "s", "ms", "us", "ns"], "timestamp"),
  missing: namesOfNone(),
  paths: oneOf(["text", "codes"], "text"),
  sample: integer({ min: 2, max: 1_000_000 }),
  seed: integer({ min: 0, max: 4_294_967_295 }, 1),
  segments: tableName(["segments"]),
  assignments: tableName(undefined),
  rename: newNames(),
} satisfies Schema<WarehouseOptions>;

/** Columns as read. */
type ReadColumns = Resolved<typeof COLUMNS> & Readonly<Record<"user" | "action" | "time", string>>;

/** Options as read. */
export type WarehouseSettings = Resolved<typeof WAREHOUSE_OPTIONS> & {
  readonly dialect: WarehouseDialect;
  readonly columns: ReadColumns;
};

/** @throws TypeError or RangeError naming the option that is missing, or cannot be meant. */
export function checkWarehouse(settings: Resolved<typeof WAREHOUSE_OPTIONS>): WarehouseSettings {
  const { dialect, table, query, columns, unit, sessionGap, timeUnit, prepare } = settings;
  if (prepare !== undefined) {
    throw new TypeError('"prepare" cannot run in SQL: leave actions out with "rename", rows with the "query"');
  }
  if (dialect === undefined) throw wrongType("dialect", WAREHOUSE_OPTIONS.dialect.expected, dialect);
  if (columns === undefined) throw wrongType("columns", WAREHOUSE_OPTIONS.columns.expected, columns);
  if ((table === undefined) === (query === undefined)) {
    throw new TypeError(`"table" or "query" is needed, got ${table === undefined ? "neither" : "both"}`);
  }
  if (unit === "session" && sessionGap === undefined && columns.session === undefined) {
    throw new RangeError('"unit" "session" needs "sessionGap", or "columns.session"');
  }
  if (timeUnit === "timestamp_ns" && DIALECTS[dialect].nanoseconds === undefined) {
    throw new RangeError(`"timeUnit" "timestamp_ns" is not for "${dialect}", whose timestamps end at microseconds`);
  }
  return { ...settings, dialect, columns };
}

function tableName<D extends readonly string[] | undefined>(fallback: D): Field<readonly string[], D> {
  return names("the name of a table, or an array of its parts", (name) => name.split("."), fallback);
}

/** Names that a database can hold: any but an empty one and one with U+0000. */
function names<D>(expected: string, parts: (name: string) => string[], fallback: D): Field<readonly string[], D> {
  return {
    expected,
    default: fallback,
    read(value, name) {
      const found: unknown = typeof value === "string" ? parts(value) : value;
      if (!Array.isArray(found)) throw wrongType(name, expected, value);
      for (const part of found) {
        if (typeof part !== "string") throw wrongType(name, expected, value);
        if (part === "" || part.includes("\0")) throw wrongValue(name, expected, value);
      }
      if (found.length === 0) throw wrongValue(name, expected, value);
      return found;
    },
  };
}

function columns(): Field<ReadColumns, undefined> {
  return {
    expected: "an object with the names of columns",
    default: undefined,
    options: Object.keys(COLUMNS),
    read(value, name) {
      if (typeof value !== "object" || value === null)
        throw wrongType(name, "an object with the names of columns", value);
      const read = readOptions(value, COLUMNS, name);
      for (const key of ["user", "action", "time"] as const) {
        if (read[key] === undefined) throw wrongType(`${name}.${key}`, "the name of a column", undefined);
      }
      return read as ReadColumns;
    },
  };
}

function newNames(): Field<ReadonlyMap<string, string | null>, undefined> {
  const expected = "an object of names by action";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value === "function") {
        throw wrongType(name, expected, value, ", for a function cannot run in SQL; extractSequences takes one");
      }
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(name, expected, value);
      const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
      for (const [action, to] of entries) {
        if (typeof action !== "string" || (typeof to !== "string" && to !== null)) {
          throw wrongType(name, `a name or null for ${JSON.stringify(action)}`, to);
        }
      }
      return new Map(entries as [string, string | null][]);
    },
  };
}
