import { ModelFormatError } from "../core";
import { TextsByBytes } from "./texts-by-bytes";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const NAMES = new TextsByBytes();

/** Writes numbers and texts one after the other, little-endian. */
export class ByteWriter {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Forgets what was written. */
  restart(): void {
    this.#length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  bytes(values: Uint8Array): void {
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  /** A whole number of 32 bits. */
  integer(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value, true);
    this.#length += 4;
  }

  /** A number of 64 bits; every NaN is the same one. */
  number(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, Number.isNaN(value) ? Number.NaN : value, true);
    this.#length += 8;
  }

  text(value: string): void {
    this.#reserve(4 + 3 * value.length);
    const start = this.#length + 4;
    let end = start;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit >= 0x80) {
        end = start + encoder.encodeInto(value, this.#bytes.subarray(start)).written;
        break;
      }
      this.#bytes[end++] = unit;
    }
    this.integer(end - start);
    this.#length = end;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + bytes));
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/** Reads what {@link ByteWriter} wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #what: string;
  #at = 0;

  /** @param what the bytes are, for errors. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#what = what;
  }

  /** All bytes, read or not. */
  get source(): Uint8Array {
    return this.#bytes;
  }

  /** How many are read. */
  get at(): number {
    return this.#at;
  }

  byte(): number {
    return this.#bytes[this.#take(1)]!;
  }

  bytes(count: number): Uint8Array {
    const start = this.#take(count);
    return this.#bytes.subarray(start, start + count);
  }

  integer(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  number(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** A number of items from 0 to `max`, each of four bytes or more. */
  count(max: number): number {
    const count = this.integer();
    if (count < 0 || count > max || 4 * count > this.#bytes.length - this.#at) throw this.#damaged();
    return count;
  }

  /** A text that comes again and again. */
  name(): string {
    const end = this.#textEnd();
    const start = this.#at;
    this.#at = end;
    return NAMES.find(this.#bytes, start, end) ?? NAMES.keep(this.#bytes, start, end, this.#decoded(start, end));
  }

  /** Passes over a text; whether it is ASCII. */
  passText(): boolean {
    const end = this.#textEnd();
    const start = this.#at;
    this.#at = end;
    for (let at = start; at < end; at++) {
      if (this.#bytes[at]! < 0x80) continue;
      this.#decoded(start, end);
      return false;
    }
    return true;
  }

  /** @throws ModelFormatError where something is left. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw this.#damaged();
  }

  #textEnd(): number {
    const length = this.integer();
    if (length < 0 || length > this.#bytes.length - this.#at) throw this.#damaged();
    return this.#at + length;
  }

  #decoded(start: number, end: number): string {
    try {
      return decoder.decode(this.#bytes.subarray(start, end));
    } catch {
      throw this.#damaged();
    }
  }

  #take(bytes: number): number {
    const start = this.#at;
    if (start + bytes > this.#bytes.length) throw this.#damaged();
    this.#at = start + bytes;
    return start;
  }

  #damaged(): ModelFormatError {
    return new ModelFormatError(`${this.#what} is incomplete or damaged`);
  }
}
