import { verbatim, wrongValue } from "../../core/internal";
import type { Source } from "../../events";
import { CsvSplitter, missingColumn, openSource } from "../../events/internal";
import type { SegmentAction } from "./segment-actions";

const COLUMNS = ["name", "goal", "offer", "subject"] as const;

/**
 * Reads actions of your own from CSV with the columns `name`, `goal`, `offer` and `subject`: what `toCSV(SEGMENT_ACTIONS)`
 * writes, edited.
 *
 * @param source a path, a stream, or an iterable of bytes or text.
 * @returns the actions, in the order of the file.
 * @throws RangeError when a column is missing, or a line has more or fewer fields.
 * @example
 * const file = ["name,goal,offer,subject\n", "Champions,thank them,a cake,For you\n"];
 * (await readActions(file))[0].offer; // "a cake"
 */
export async function readActions(source: Source): Promise<SegmentAction[]> {
  const opened = await openSource(source);
  if (opened.kind === "rows") throw wrongValue("source", "a file of CSV", verbatim("row objects"));
  const lines: string[][] = [];
  const splitter = new CsvSplitter({ firstLine: 1 }, (bytes, bounds, fields, line) => {
    if (fields < 0) throw new RangeError(`line ${line}: broken quotes`);
    lines.push(Array.from({ length: fields }, (_, i) => cellText(bytes, bounds, i)));
  });
  for await (const chunk of opened.chunks) splitter.push(chunk);
  splitter.end();
  const [header = [], ...rows] = lines;
  const places = COLUMNS.map((column) => {
    const place = header.indexOf(column);
    if (place < 0) throw missingColumn(column, header, "first line");
    return place;
  });
  return rows.map((cells, i) => {
    if (cells.length !== header.length) throw new RangeError(`line ${i + 2}: wrong number of columns`);
    const [name, goal, offer, subject] = places.map((place) => cells[place]!) as [string, string, string, string];
    return { name, goal, offer, subject };
  });
}

const decoder = new TextDecoder();

function cellText(bytes: Uint8Array, bounds: Int32Array, field: number): string {
  return decoder.decode(bytes.subarray(bounds[2 * field], bounds[2 * field + 1])).trim();
}
