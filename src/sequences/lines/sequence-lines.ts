import { describeValue } from "../../core/internal";
import { LineSplitter, MAX_LINE_BYTES, NameTable } from "../../events/internal";
import type { ActionLog } from "../build/action-log";
import { RaggedBuilder } from "../build/ragged-builder";
import { parseJsonLine } from "./json-line";
import { LineActions } from "./line-actions";
import { detectPadding, detectSeparator } from "./line-table";

/** How lines are to be read. */
export interface LineFormat {
  readonly separator: string | undefined;
  readonly id: boolean;
  readonly skipLines: number;
  readonly limit: number | undefined;
}

/** Sequences that are looked at to detect how lines are to be read. */
const LINES_LOOKED_AT = 100;
const TAB = 9;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Collects the sequences of lines, as numbers. */
export class SequenceLines {
  /** What the reader of the sequences should know, in words; whole after {@link finish}. */
  readonly notes: string[] = [];
  readonly #format: LineFormat;
  readonly #splitter: LineSplitter;
  readonly #rows = new RaggedBuilder();
  readonly #actions = new NameTable();
  readonly #ids: string[] = [];
  /** The first lines, until they show how all are to be read. */
  #held: { bytes: Uint8Array; line: number }[] | undefined = [];
  #actionsOf: LineActions | "json" = "json";
  /** The number of the word that fills the rows of a table; -1 for none. */
  #padding = -1;
  #paddedLines = 0;
  #seen = 0;

  constructor(format: LineFormat) {
    this.#format = format;
    const onLine = (bytes: Uint8Array, start: number, end: number, line: number) => {
      if (line <= format.skipLines || this.full) return;
      this.#seen += 1;
      if (this.#held === undefined) this.#add(bytes, start, end, line);
      else if (this.#held.push({ bytes: bytes.slice(start, end), line }) === LINES_LOOKED_AT) this.#addHeld(this.#held);
    };
    this.#splitter = new LineSplitter(onLine, (line) => {
      throw new RangeError(`line ${line} does not end within ${MAX_LINE_BYTES} bytes`);
    });
  }

  get sequences(): number {
    return this.#seen;
  }

  get full(): boolean {
    return this.#seen >= (this.#format.limit ?? Number.POSITIVE_INFINITY);
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  /** To be called after the last chunk. */
  finish(): ActionLog {
    this.#splitter.end();
    if (this.#held) this.#addHeld(this.#held);
    const lines = this.#paddedLines;
    if (lines > 0) {
      const word = this.#actions.names[this.#padding];
      this.notes.push(`"${word}" at the end of ${lines} of ${this.#seen} lines fills up a table and is not an action`);
    }
    const { id, separator } = this.#format;
    const ids = id ? this.#ids : undefined;
    const rows = this.#rows.finish();
    if (separator !== undefined && rows.tokens.length >= SOME && isOneEach(rows)) {
      this.notes.push(`"separator" ${describeValue(separator)} divides no line: each is one action`);
    }
    return { ...rows, actions: this.#actions.names, ids, time: undefined, session: undefined };
  }

  #addHeld(held: readonly { bytes: Uint8Array; line: number }[]): void {
    this.#held = undefined;
    const { id, separator: given } = this.#format;
    const lines = held.map(({ bytes }) => (id ? bytes.subarray(bytes.indexOf(TAB) + 1) : bytes));
    if (given !== undefined || id || !everyLineIsJson(lines)) {
      const separator = given ?? detectSeparator(lines);
      const padding = detectPadding(lines, separator);
      if (padding !== undefined) this.#padding = this.#idOf(encoder.encode(padding), 0, padding.length, 0);
      this.#actionsOf = new LineActions(separator);
    }
    for (const { bytes, line } of held) this.#add(bytes, 0, bytes.length, line);
  }

  #add(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (this.#actionsOf === "json") this.#addJson(bytes.subarray(start, end), line);
    else {
      const from = this.#format.id ? this.#addId(this.#actionsOf, bytes, start, end) : start;
      this.#actionsOf.each(bytes, from, end, (of, at, to) => this.#rows.push(this.#idOf(of, at, to, line)));
    }
    if (this.#padding >= 0) this.#dropPadding();
    this.#rows.endRow();
  }

  /** Returns where the actions begin. */
  #addId(actionsOf: LineActions, bytes: Uint8Array, start: number, end: number): number {
    const tab = bytes.subarray(start, end).indexOf(TAB);
    const idEnd = tab < 0 ? actionsOf.endOf(bytes, start, end) : start + tab;
    let id = decoder.decode(bytes.subarray(start, idEnd)).trim();
    actionsOf.each(bytes, start, idEnd, (of, from, to) => {
      if (tab < 0) id = decoder.decode(of.subarray(from, to)); // without quotes
    });
    this.#ids.push(id);
    return tab < 0 ? actionsOf.after(bytes, idEnd, end) : idEnd + 1;
  }

  #addJson(bytes: Uint8Array, line: number): void {
    const text = decoder.decode(bytes);
    if (text.trim() === "") return;
    try {
      const actions = parseJsonLine(text);
      if (actions === undefined) throw new RangeError("expected JSON, like the lines before");
      for (const action of actions) {
        const name = encoder.encode(action);
        this.#rows.push(this.#idOf(name, 0, name.length, line));
      }
    } catch (error) {
      throw new RangeError(`line ${line}: ${(error as Error).message}`);
    }
  }

  #idOf(bytes: Uint8Array, from: number, to: number, line: number): number {
    const action = this.#actions.idOf(bytes, from, to);
    if (action < 0) throw new RangeError(`line ${line}: text that is not UTF-8`);
    return action;
  }

  #dropPadding(): void {
    const { tokens, rowStart, length } = this.#rows;
    let end = length;
    while (end > rowStart && tokens[end - 1] === this.#padding) end--;
    if (end === length) return;
    this.#paddedLines += 1;
    this.#rows.length = end;
  }
}

/** Lines of one action each that are not an accident. */
const SOME = 10;

/** Whether no row holds two actions. */
function isOneEach({ offsets }: { readonly offsets: ArrayLike<number> }): boolean {
  for (let row = 0; row + 1 < offsets.length; row++) if (offsets[row + 1]! - offsets[row]! > 1) return false;
  return true;
}

function everyLineIsJson(lines: readonly Uint8Array[]): boolean {
  const texts = lines.map((line) => decoder.decode(line)).filter((text) => text.trim() !== "");
  return texts.length > 0 && texts.every(isJsonLine);
}

function isJsonLine(text: string): boolean {
  try {
    return parseJsonLine(text) !== undefined;
  } catch {
    return false;
  }
}
