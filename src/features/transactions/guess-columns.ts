import { verbatim, wrongValue } from "../../core/internal";
import type { Source } from "../../events";
import { CsvSplitter, LineSplitter, openSource } from "../../events/internal";
import { plainWords, SHOP_WORDS, type ShopColumn, shopScore } from "./column-words";
import type { ReadTransactionsOptions } from "./read-transactions";

/** The columns that {@link guessTransactionColumns} looks for. */
export type TransactionColumnNames = Partial<Pick<ReadTransactionsOptions, ShopColumn>>;

/** What a name must score to be taken. */
const LEAST = 3;

/**
 * Guesses which columns of a file hold transactions, by their names: those in the first line of CSV, or in the first object of
 * NDJSON.
 *
 * @param source a path, a stream, or an iterable of bytes or text.
 * @returns what was found; the worth of a line by `price` where the file has one, else by `amount`.
 * @throws RangeError when the source is not text.
 * @example
 * const file = ["CustomerID;InvoiceDate;Quantity;UnitPrice\n", "17850;2010-12-01;6;2.55\n"];
 * await guessTransactionColumns(file);
 * // { customer: "CustomerID", time: "InvoiceDate", price: "UnitPrice", quantity: "Quantity" }
 */
export async function guessTransactionColumns(source: Source): Promise<TransactionColumnNames> {
  const names = await columnNamesOf(source);
  const found: TransactionColumnNames = {};
  for (const column of Object.keys(SHOP_WORDS) as ShopColumn[]) {
    const scores = names.map((name) => shopScore(column, plainWords(name)));
    const best = Math.max(...scores);
    if (best >= LEAST) found[column] = names[scores.indexOf(best)]!;
  }
  if (found.price === undefined || found.quantity === undefined) {
    if (found.amount === undefined) delete found.quantity;
    else {
      delete found.price;
      delete found.quantity;
    }
  } else delete found.amount;
  return found;
}

/**
 * Names of a file's columns: the first line of CSV, the keys of the first object of NDJSON.
 *
 * @throws RangeError when the source is not text.
 */
export async function columnNamesOf(source: Source): Promise<string[]> {
  const opened = await openSource(source);
  if (opened.kind === "rows") throw wrongValue("source", "a file of CSV or NDJSON", verbatim("row objects"));
  let names: string[] | undefined;
  let splitter: CsvSplitter | LineSplitter | undefined;
  for await (const chunk of opened.chunks) {
    splitter ??= isNdjson(chunk) ? firstObject() : firstRow();
    splitter.push(chunk);
    if (names !== undefined) return names;
  }
  splitter?.end();
  return names ?? [];

  function firstRow(): CsvSplitter {
    return new CsvSplitter({ firstLine: 1 }, (bytes, bounds, fields) => {
      const cells = Array.from({ length: Math.max(0, fields) }, (_, i) =>
        decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
      );
      if (names === undefined && cells[0] !== "sep=") names = cells;
    });
  }

  function firstObject(): LineSplitter {
    return new LineSplitter(
      (bytes, start, end) => {
        if (start < end) names ??= keysOf(decoder.decode(bytes.subarray(start, end)));
      },
      () => {},
    );
  }
}

function isNdjson(chunk: Uint8Array): boolean {
  return decoder.decode(chunk.subarray(0, 1024)).trimStart().startsWith("{");
}

function keysOf(line: string): string[] | undefined {
  try {
    return Object.keys(JSON.parse(line));
  } catch {
    return undefined;
  }
}

const decoder = new TextDecoder();
