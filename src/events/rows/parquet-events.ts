import { loadPeer } from "../../core/internal";
import { ExactTime } from "../times/exact-time";
import type { RowSink } from "./row-sink";

/** A file of which any part can be read. */
export interface RandomAccess {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** Rows that are held at a time. */
const ROWS_AT_ONCE = 1 << 16;

/**
 * Reads the rows of a Parquet file, in pieces of a row group at most.
 *
 * @param parquet the file, and what messages call it.
 * @param columns the names of the columns that are needed; undefined for all.
 * @param onRows called after each piece with the share of the file's rows that was read; the reading ends where it gives false.
 * @throws MissingDependencyError without hyparquet; RangeError for a damaged file.
 */
export async function readParquet(
  parquet: { readonly name: string; readonly file: RandomAccess },
  rows: Pick<RowSink, "pushAt">,
  columns: readonly string[] | undefined,
  onRows: (fraction: number) => Promise<boolean>,
): Promise<void> {
  const { name, file } = parquet;
  const { parquetMetadataAsync, parquetRead, parquetSchema } = (await loadPeer(
    "hyparquet",
    READING,
  )) as typeof import("hyparquet");
  const metadata = await asRangeError(name, () => parquetMetadataAsync(file));
  const there = parquetSchema(metadata).children.map(({ element }) => element.name);
  const needed =
    columns && there.filter((name) => columns.some((each) => each === name || each.startsWith(`${name}.`)));
  const zipped = metadata.row_groups.some((group) =>
    group.columns.some(({ meta_data }) => !BUILT_IN.has(meta_data?.codec ?? "UNCOMPRESSED")),
  );
  const compressors = zipped
    ? ((await loadPeer("hyparquet-compressors", READING)) as typeof import("hyparquet-compressors")).compressors
    : undefined;

  const total = Number(metadata.num_rows);
  let first = 0;
  for (const group of metadata.row_groups) {
    const end = first + Number(group.num_rows);
    for (let start = first; start < end; start += ROWS_AT_ONCE) {
      const found: object[] = [];
      await asRangeError(name, () =>
        parquetRead({
          file,
          metadata,
          rowFormat: "object",
          parsers: PARSERS,
          rowStart: start,
          rowEnd: Math.min(end, start + ROWS_AT_ONCE),
          ...(needed && needed.length > 0 && { columns: needed }),
          ...(compressors && { compressors }),
          onComplete: (read) => {
            for (const row of read) found.push(row);
          },
        }),
      );
      for (const [i, row] of found.entries()) rows.pushAt(withMissing(row, there), start + i + 1);
      if (!(await onRows(Math.min(end, start + ROWS_AT_ONCE) / total))) return;
    }
    first = end;
  }
}

/** What needs the libraries. */
const READING = "reading this Parquet file";

/** Codecs that hyparquet has itself. */
const BUILT_IN = new Set(["UNCOMPRESSED", "SNAPPY"]);

/** Times keep what is below a millisecond. */
const PARSERS = {
  timestampFromMilliseconds: (count: bigint) => ExactTime.of(count, 1n),
  timestampFromMicroseconds: (count: bigint) => ExactTime.of(count, 1000n),
  timestampFromNanoseconds: (count: bigint) => ExactTime.of(count, 1_000_000n),
};

/** The same row, with the names of the columns that were not read, so that an error can name them all. */
function withMissing(row: object, names: readonly string[]): object {
  return names.every((name) => Object.hasOwn(row, name))
    ? row
    : { ...Object.fromEntries(names.map((name) => [name, undefined])), ...row };
}

async function asRangeError<T>(name: string, read: () => Promise<T> | T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new RangeError(`${name} is a Parquet file that cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
