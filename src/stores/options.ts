import { func, readOptions, type Schema, wrongType, wrongValue } from "../core/internal";

/** Options of every store. */
export interface StoreOptions {
  /** The clock by which rows expire, in milliseconds since 1970: `Date.now` in a service, a made-up one in a test. Required. */
  now: () => number;
}

/** Options of a store in a table. */
export interface TableStoreOptions extends StoreOptions {
  /** Name of the table: letters, digits and underscores. @default "seqment_state" */
  table?: string | undefined;
}

export const STORE_OPTIONS = {
  now: func<() => number>("a function that gives the time"),
} satisfies Schema<StoreOptions>;

export const TABLE_STORE_OPTIONS = {
  ...STORE_OPTIONS,
  table: {
    expected: "a name of letters, digits and underscores, at most 48 of them",
    default: "seqment_state" as const,
    read(value: unknown, name: string): string {
      if (typeof value !== "string") throw wrongType(name, this.expected, value);
      if (!/^[A-Za-z_]\w{0,47}$/.test(value)) throw wrongValue(name, this.expected, value);
      return value;
    },
  },
} satisfies Schema<TableStoreOptions>;

/** The clock, checked each time it is read: a wrong one would let rows expire, or keep them. */
export function clockOf(
  options: StoreOptions,
  schema: Parameters<typeof readOptions>[1] = STORE_OPTIONS,
): () => number {
  const { now } = readOptions(options, schema) as { now?: () => number };
  if (now === undefined) throw wrongType("now", STORE_OPTIONS.now.expected, undefined);
  return () => {
    const time = now();
    if (!Number.isSafeInteger(time) || time < 1) {
      throw wrongValue("now", "to give whole milliseconds since 1970", time);
    }
    return time;
  };
}
