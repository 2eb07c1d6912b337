import { CsvEvents } from "./csv/csv-events";
import type { HeaderOption } from "./csv/csv-header";
import type { EventIntake, EventReader } from "./intake/event-intake";
import { JsonDocument } from "./rows/json-document";
import { JsonLines } from "./rows/json-lines";
import type { ObjectEvents } from "./rows/object-events";
import { isWebLog, WebLog } from "./rows/web-log";
import { XesEvents } from "./rows/xes-events";

/** The formats of bytes and text that are read; TSV is CSV with tabs, `"json"` is a list or a document around one. */
export const FORMATS = ["csv", "ndjson", "json", "xes", "weblog", "parquet"] as const;
/** A format of logs: `"json"` is a list of rows, or a document with one inside; `"csv"` holds TSV too. */
export type EventFormat = (typeof FORMATS)[number];
/** Those that are read from the first byte to the last. */
export type StreamedFormat = Exclude<EventFormat, "parquet">;

/** Options that mean something to some formats only. */
export interface FormatOptions {
  readonly delimiter: string | undefined;
  readonly escape: string | undefined;
  readonly header: HeaderOption;
  readonly skipLines: number;
  readonly records: string | undefined;
  readonly unnest: string | undefined;
}

/** What each format is called, and which of the options it takes. */
const KNOWN: Readonly<Record<EventFormat, { name: string; takes: readonly (keyof FormatOptions)[] }>> = {
  csv: { name: "CSV", takes: ["delimiter", "escape", "header", "skipLines", "unnest"] },
  ndjson: { name: "NDJSON", takes: ["skipLines", "unnest"] },
  json: { name: "JSON", takes: ["records", "unnest"] },
  xes: { name: "XES", takes: [] },
  weblog: { name: "web server logs", takes: ["skipLines"] },
  parquet: { name: "Parquet", takes: ["unnest"] },
};

/** @throws TypeError naming the first option that is given and means nothing to the format; undefined is that of row objects. */
export function refuseForeignOptions(options: FormatOptions, format: EventFormat | undefined): void {
  const takes: readonly string[] = format === undefined ? ["unnest"] : KNOWN[format].takes;
  const { delimiter, header, skipLines, records, unnest } = options;
  const given = {
    ...{ delimiter, escape: options.escape, header: header === true ? undefined : header },
    ...{ skipLines: skipLines || undefined, records, unnest },
  };
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || takes.includes(name)) continue;
    const owners = Object.values(KNOWN).filter((known) => known.takes.includes(name as keyof FormatOptions));
    const got = format === undefined ? "row objects" : KNOWN[format].name;
    throw new TypeError(`"${name}" is for ${owners.map((owner) => owner.name).join(" and ")}, got ${got}`);
  }
}

/** The format of text by its beginning. */
export function formatOf(
  first: Uint8Array,
  { records, skipLines }: Pick<FormatOptions, "records" | "skipLines">,
): StreamedFormat {
  if (records !== undefined) return "json";
  const lines = new TextDecoder().decode(first.subarray(0, LOOKED_AT)).split("\n").slice(skipLines);
  const beginning = lines.join("\n").trimStart();
  if (/^(<\?xml|<!--|<log[\s>])/i.test(beginning)) return "xes";
  if (/^\[\s*[[{\]"]/.test(beginning)) return "json";
  if (/^\{\s*["'}]/.test(beginning)) return isLineByLine(beginning) ? "ndjson" : "json";
  return isWebLog(beginning) ? "weblog" : "csv";
}

const LOOKED_AT = 1 << 16;

/** Whether JSON has an object a line, without commas after them: its first line is whole, or its second begins one. */
function isLineByLine(text: string): boolean {
  const [first = "", second] = text.split(/\r?\n/);
  if (/\}\s*,\s*$/.test(first)) return false;
  if (second === undefined || /^\s*\{/.test(second)) return true;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

/** The reader of a format; `objects` takes the rows of those whose rows are objects. */
export async function openFormat(
  format: StreamedFormat,
  intake: EventIntake,
  objects: () => ObjectEvents,
  options: FormatOptions,
): Promise<EventReader<Uint8Array>> {
  const { delimiter, header, skipLines, records, unnest } = options;
  const firstLine = skipLines + 1;
  switch (format) {
    case "csv":
      return new CsvEvents(intake, { delimiter, escape: options.escape, firstLine }, header, unnest);
    case "ndjson":
      return new JsonLines(objects(), firstLine);
    case "json":
      return new JsonDocument(objects(), records, firstLine);
    case "weblog":
      return new WebLog(objects(), firstLine);
    default:
      return XesEvents.create(objects());
  }
}
