import { LineSplitter, NameTable } from "../events";
import type { ActionLog } from "./action-log";
import { LineActions } from "./line-actions";
import { RaggedBuilder } from "./ragged-builder";

/** How lines are to be read. */
export interface LineFormat {
  readonly separator: string | undefined;
  readonly id: boolean;
  readonly skipLines: number;
  readonly limit: number | undefined;
}

/** Sequences that are looked at to tell what separates actions. */
const LINES_LOOKED_AT = 100;
const TAB = 9;

/** Collects the sequences of lines, as numbers. */
export class SequenceLines {
  readonly #format: LineFormat;
  readonly #splitter: LineSplitter;
  readonly #rows = new RaggedBuilder();
  readonly #actions = new NameTable();
  readonly #ids: string[] = [];
  /** The first lines, until they tell what separates actions. */
  #held: { bytes: Uint8Array; line: number }[] = [];
  #actionsOf: LineActions | undefined;
  #seen = 0;

  constructor(format: LineFormat) {
    this.#format = format;
    if (format.separator !== undefined) this.#actionsOf = new LineActions(format.separator);
    this.#splitter = new LineSplitter((bytes, start, end, line) => {
      if (line <= format.skipLines || this.full) return;
      this.#seen += 1;
      if (this.#actionsOf) this.#add(this.#actionsOf, bytes, start, end, line);
      else this.#hold(bytes.slice(start, end), line);
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
    this.#addHeld();
    const ids = this.#format.id ? this.#ids : undefined;
    return { ...this.#rows.finish(), actions: this.#actions.names, ids, clock: undefined };
  }

  #hold(bytes: Uint8Array, line: number): void {
    this.#held.push({ bytes, line });
    if (this.#held.length === LINES_LOOKED_AT) this.#addHeld();
  }

  #addHeld(): void {
    const held = this.#held;
    const withoutIds = held.map(({ bytes }) => (this.#format.id ? bytes.subarray(bytes.indexOf(TAB) + 1) : bytes));
    this.#actionsOf ??= new LineActions(detectSeparator(withoutIds));
    for (const { bytes, line } of held) this.#add(this.#actionsOf, bytes, 0, bytes.length, line);
    this.#held = [];
  }

  #add(actionsOf: LineActions, bytes: Uint8Array, start: number, end: number, line: number): void {
    let at = start;
    if (this.#format.id) {
      const tab = bytes.subarray(start, end).indexOf(TAB);
      const idEnd = tab < 0 ? actionsOf.endOf(bytes, start, end) : start + tab;
      this.#ids.push(new TextDecoder().decode(bytes.subarray(start, idEnd)).trim());
      at = tab < 0 ? actionsOf.after(bytes, idEnd, end) : idEnd + 1;
    }
    actionsOf.each(bytes, at, end, (from, to) => {
      const action = this.#actions.idOf(bytes, from, to);
      if (action < 0) throw new RangeError(`line ${line}: text that is not UTF-8`);
      this.#rows.push(action);
    });
    this.#rows.endRow();
  }
}

function detectSeparator(lines: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  const texts = lines.map((line) => decoder.decode(line));
  if (texts.some((text) => /->|→/.test(text))) return "->";
  return ["\t", ","].find((separator) => texts.some((text) => text.trim().includes(separator))) ?? " ";
}
