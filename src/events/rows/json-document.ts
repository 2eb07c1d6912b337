import type { EventReader } from "../intake/event-intake";
import { MAX_LINE_BYTES } from "../text/line-splitter";
import { jsonOf } from "./exact-json";
import type { RowSink } from "./row-sink";

/**
 * Reads rows from one JSON document, or several one after the other, in any layout: the elements of the list at a path of keys
 * (`hits.hits`), or of the outermost list; where that is an object, the object. Bytes are looked at once, and no more than a
 * row is held.
 */
export class JsonDocument implements EventReader<Uint8Array> {
  readonly hasHeader = false;
  readonly #rows: RowSink;
  readonly #path: readonly string[];
  /** For each container that is open, the key or element under way; undefined in a list. */
  readonly #keys: (string | undefined)[] = [];
  /** How many of the open containers, from the outermost, lie on the path. */
  #onPath = 0;
  #inText = false;
  #inScalar = false;
  #escaped = false;
  /** Bytes of the text under way, in an object on the path: it may be a key. */
  #text: number[] | undefined;
  #key = "";
  /** The row under way: its bytes in earlier chunks, its depth, the line of its beginning. */
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #rowDepth = -1;
  #rowLine = 1;
  #line: number;
  #found = 0;

  /** @param records the path; the outermost list or objects without it. */
  constructor(rows: RowSink, records: string | undefined, firstLine: number) {
    this.#rows = rows;
    this.#path = records?.split(".") ?? [];
    this.#line = firstLine;
  }

  push(chunk: Uint8Array): void {
    let start = this.#rowDepth >= 0 ? 0 : -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === LF) this.#line += 1;
      if (this.#inText) this.#textByte(byte);
      else if (byte === QUOTE) {
        this.#refuseAsRow();
        this.#inText = true;
        this.#text = this.#rowDepth < 0 ? [] : undefined;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (byte === OPEN_LIST && this.#keys.length > 0) this.#refuseAsRow();
        if (byte === OPEN_OBJECT && this.#isAtRow()) {
          this.#rowDepth = this.#keys.length;
          this.#rowLine = this.#line;
          start = at;
        }
        this.#open(byte === OPEN_OBJECT);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#inScalar = false;
        this.#keys.pop();
        this.#onPath = Math.min(this.#onPath, this.#keys.length);
        if (this.#keys.length === this.#rowDepth) {
          this.#endRow(chunk.subarray(start, at + 1));
          start = -1;
        }
      } else if (byte === COLON && this.#keys.length > 0 && this.#rowDepth < 0) {
        this.#keys[this.#keys.length - 1] = this.#key;
      } else if (byte <= BLANK || byte === COMMA) this.#inScalar = false;
      else if (!this.#inScalar) {
        this.#inScalar = true;
        this.#refuseAsRow();
      }
    }
    if (start >= 0) this.#hold(chunk.subarray(start));
  }

  /** @throws RangeError when there is no such list. */
  end(): void {
    const isWhole = this.#keys.length === 0 && !this.#inText;
    if (!isWhole) this.#rows.refuseAt("JSON that ends early", this.#rowDepth < 0 ? this.#line : this.#rowLine);
    if (this.#found === 0 && this.#path.length > 0) {
      throw new RangeError(`there is no list of objects at "records" "${this.#path.join(".")}"`);
    }
  }

  #textByte(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inText = false;
      if (this.#text) this.#key = decoder.decode(Uint8Array.from(this.#text));
      return;
    }
    if (this.#text && this.#text.length < LONGEST_KEY) this.#text.push(byte);
  }

  #open(isObject: boolean): void {
    if (this.#rowDepth < 0 && this.#onPath === this.#keys.length) {
      const depth = this.#keys.length;
      if (depth === 0 || this.#keys[depth - 1] === this.#path[depth - 1]) this.#onPath = depth + 1;
    }
    this.#keys.push(isObject ? "" : undefined);
  }

  /** Something else than an object begins here, a number or a list: where rows are, it is none. */
  #refuseAsRow(): void {
    if (this.#isAtRow()) this.#rows.refuseAt("not an object", this.#line);
  }

  /** Whether an object that begins here is a row: an element of the list at the path's end, or outermost where there is no path. */
  #isAtRow(): boolean {
    if (this.#rowDepth >= 0) return false;
    const depth = this.#keys.length;
    if (this.#path.length === 0) return depth === 0 || (depth === 1 && this.#keys[0] === undefined);
    return depth === this.#path.length + 1 && this.#onPath === depth && this.#keys[depth - 1] === undefined;
  }

  #hold(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes <= MAX_LINE_BYTES) this.#parts.push(part.slice());
    else this.#parts = [];
  }

  #endRow(last: Uint8Array): void {
    this.#hold(last);
    this.#found += 1;
    if (this.#bytes > MAX_LINE_BYTES) this.#rows.refuseAt("a row too long to be one", this.#rowLine);
    else {
      const row = jsonOf(joined(this.#parts, this.#bytes));
      if (row === undefined) this.#rows.refuseAt("text that is not JSON", this.#rowLine);
      else this.#rows.pushAt(row, this.#rowLine);
    }
    this.#parts = [];
    this.#bytes = 0;
    this.#rowDepth = -1;
  }
}

const LONGEST_KEY = 1000;
const LF = 10;
const QUOTE = 34;
const BLANK = 32;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const decoder = new TextDecoder();

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
