import { Command, InvalidArgumentError, Option } from "commander";
import { excerpt } from "../../core/internal";
import {
  cleanTransactions,
  draftEmails,
  type FeatureTable,
  guessTransactionColumns,
  prepareFeatures,
  readActions,
  readTransactions,
  rfm,
  type TransactionColumnNames,
  type Transactions,
} from "../../features";
import { columnNamesOf } from "../../features/internal";
import { renderFeatureReport } from "../../report";
import { fitSegments } from "../../segments";
import { writeAtomically } from "../../segments/internal";
import { wholeNumberFlag } from "../flags/number-flags";
import { type CliIo, print, printJson } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { inShellWords } from "../terminal/shell-words";
import { formatRfm, rfmJson } from "./format-rfm";

interface RfmFlags extends TransactionColumnNames {
  timeFormat?: string;
  decimal?: "." | ",";
  zone?: string;
  asOf?: string;
  missing?: string[];
  cancellationPrefix?: string;
  excludeProduct?: string[];
  k?: number | "auto";
  seed?: number;
  symbol?: string;
  actions?: string;
  out?: string;
  users?: string;
  model?: string;
  json?: true;
}

/** `seqment rfm FILE` */
export function rfmCommand(io: CliIo): Command {
  return new Command("rfm")
    .description(
      "clean a shop's transactions, score its customers, find named segments, and draft mails to two of them",
    )
    .argument("<file>", "CSV or NDJSON with a line for each item or order; plain or gzip")
    .optionsGroup("Columns (default: recognized by their names):")
    .option("--customer <column>", "column of the customer")
    .option("--time <column>", "column of the time or day")
    .option("--price <column>", "column of the unit price")
    .option("--quantity <column>", "column of the quantity")
    .option("--amount <column>", "column of the amount of a line, instead of price and quantity")
    .option("--invoice <column>", "column of the order number")
    .option("--product <column>", "column of the product")
    .option("--discount <column>", "column of the discount")
    .option("--time-format <format>", 'format of the times, such as "dd.MM.yyyy"; default: recognized')
    .addOption(new Option("--decimal <sign>", "decimal sign of numbers; default: recognized").choices([".", ","]))
    .option("--zone <name>", "zone of times that name none, such as Europe/London; default: UTC")
    .optionsGroup("Cleaning and scoring:")
    .option(
      "--cancellation-prefix <text>",
      "prefix of the order numbers of cancellations; default: a quantity below 0 is a cancellation",
    )
    .option("--exclude-product <name>", "a code that is not a product, such as postage; can be repeated", gathered)
    .option(
      "--missing <name>",
      "a customer name that means no customer, such as Guest; replaces the usual list; can be repeated",
      gathered,
    )
    .option("--as-of <day>", "reference day for recency; default: the day after the last transaction")
    .optionsGroup("Segments:")
    .addOption(
      new Option(
        "--k <n>",
        "number of segments, or auto: as many as the data support; default: 4, if customers differ that much",
      ).argParser(numberOfSegments),
    )
    .option("--seed <n>", "seed of the random starts", wholeNumberFlag)
    .option("--symbol <text>", "currency sign before amounts, such as £")
    .option("--actions <file>", "CSV of name, goal, offer, subject: what to do for each name")
    .optionsGroup("Output:")
    .option("--out <file>", "write the page here")
    .option("--users <file>", "write who is in which segment here, as CSV")
    .option("--model <file>", "save the model here")
    .option("--json", "print everything as JSON")
    .addHelpText("after", "\nExample:\n  seqment rfm online_retail.csv.gz --symbol £ --out segments.html")
    .action(async (file: string, flags: RfmFlags, command: Command) => {
      for (const flag of ["out", "users", "model"] as const) {
        if (flags[flag] !== undefined) await prepareOutput(`--${flag}`, flags[flag]);
      }
      const progress = progressLine(io);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const read = await readTransactions(file, {
        ...(await columnsOf(file, flags)),
        timeFormat: flags.timeFormat,
        decimal: flags.decimal,
        zone: flags.zone,
        missing: flags.missing,
        ...run,
      });
      if (read.report.rows === 0) throw new RangeError(`${file} has no lines of orders`);
      refuseSeveralCurrencies(read);
      const cleaned = cleanTransactions(read, {
        cancellationPrefix: flags.cancellationPrefix,
        excludeProducts: flags.excludeProduct,
      });
      const scored = rfm(cleaned, { asOf: flags.asOf });
      const model = await fitSegments(scored.table, {
        clustering: { method: "kmeans", k: flags.k ?? usualNumber(scored.table) },
        seed: flags.seed,
        ...run,
      });
      const actions = flags.actions === undefined ? undefined : await readActions(flags.actions);
      const emails = draftEmails(model.segments, { actions, currency: flags.symbol });
      const page = { cleaning: cleaned.cleaning, actions, currency: flags.symbol };
      if (flags.out !== undefined) await writeAtomically(flags.out, await renderFeatureReport(model, page));
      progress.clear();
      if (flags.users !== undefined) await writeAtomically(flags.users, model.toCSV("members"));
      if (flags.model !== undefined) await model.save(flags.model);
      const notes = read.report.notes.map((note) => inShellWords(note, command));
      const notesOnScores = scored.notes.map((note) => inShellWords(note, command));
      const found = {
        ...{ read: { ...read.report, notes }, cleaning: cleaned.cleaning, model, emails },
        scored: { ...scored, notes: notesOnScores },
        byDefault: flags.k === undefined,
      };
      if (flags.json) printJson(io, rfmJson(found));
      else print(io, formatRfm(found, flags.symbol ?? "") + (flags.out === undefined ? "" : `\nWrote ${flags.out}.\n`));
    });
}

/** Sums of several currencies mean nothing, and only the user knows the rates. */
function refuseSeveralCurrencies({ currency }: Transactions): void {
  const used = currency?.names.filter((_, c) => currency.of.includes(c)) ?? [];
  if (used.length < 2) return;
  const names = used.slice(0, CURRENCIES_SHOWN).map((name) => excerpt(name, 10));
  const shown = names.join(", ") + (used.length > names.length ? ", ..." : "");
  throw new RangeError(`lines are of several currencies (${shown}): bring them to one before, or keep those of one`);
}

const CURRENCIES_SHOWN = 5;

/** The columns named by flags; the others as their names say. */
async function columnsOf(file: string, flags: RfmFlags): Promise<Parameters<typeof readTransactions>[1]> {
  const { customer, time, price, quantity, amount, invoice, product, discount } = flags;
  const given = Object.fromEntries(
    Object.entries({ customer, time, price, quantity, amount, invoice, product, discount }).filter(([, name]) => name),
  );
  const guessed = await guessTransactionColumns(file);
  if (given.amount !== undefined) for (const name of ["price", "quantity"] as const) delete guessed[name];
  if (given.price !== undefined) delete guessed.amount;
  const columns = { ...guessed, ...given };
  const missing = (["customer", "time"] as const).filter((name) => columns[name] === undefined);
  if (columns.price === undefined && columns.amount === undefined) missing.push("price" as never);
  if (missing.length > 0) {
    throw new RangeError(
      `${missing.map((name) => `--${name}`).join(" and ")}: no column of ${file} is known by its name; its columns: ${await shownColumns(file)}`,
    );
  }
  return columns as Parameters<typeof readTransactions>[1];
}

const COLUMNS_SHOWN = 20;

async function shownColumns(file: string): Promise<string> {
  const names = await columnNamesOf(file);
  const more = names.length > COLUMNS_SHOWN ? ` and ${names.length - COLUMNS_SHOWN} more` : "";
  return (
    (names
      .slice(0, COLUMNS_SHOWN)
      .map((name) => excerpt(name, 40))
      .join(", ") || "none") + more
  );
}

function gathered(text: string, all: string[] = []): string[] {
  return [...all, text];
}

function numberOfSegments(text: string): number | "auto" {
  if (text === "auto") return text;
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError(`expected a whole number or auto, got "${text}".`);
  return Number(text);
}

/** Segments that most shops can act on; fewer, where there are not so many kinds of customers. */
const USUAL = 4;

function usualNumber(table: FeatureTable): number | "auto" {
  const { ids, columns } = prepareFeatures(table).table;
  const kinds = new Set(ids.map((_, row) => columns.map((values) => Math.fround(values[row]!)).join())).size;
  return kinds < 2 ? "auto" : Math.min(USUAL, kinds);
}
