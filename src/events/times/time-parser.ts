import { excerpt } from "../../core/internal";
import { parseNumber } from "../text/parse-number";
import type { TimeUnit } from "../types";
import { ExactTime } from "./exact-time";
import { parseDays } from "./parse-days";
import { integerDigits, parseEpoch } from "./parse-epoch";
import { parseIsoTime } from "./parse-iso-time";
import { skipBlanks, skipBlanksBack } from "./skip-blanks";
import { TimeFormat } from "./time-format";
import { END_BEFORE_START, MISSING_TIME, MIXED_TIMES, READABLE_TIMES, UNPARSABLE_TIME } from "./time-reasons";
import { TimeSample } from "./time-sample";
import type { TimeZone } from "./time-zone";

/**
 * For each epoch unit, how many of its digits before the point are below a millisecond; how many units a millisecond has, and
 * nanoseconds a unit, where that is a whole number; and how many digits a number of it has at most, by which it is recognized: none
 * are confused after 1973.
 */
const EPOCH_UNITS = [
  { unit: "s", shift: -3, perMs: 1, ns: 0, digits: 11, from: 0, below: 1e11 },
  { unit: "ms", shift: 0, perMs: 1, ns: 0, digits: 14, from: 1e11, below: 1e14 },
  { unit: "us", shift: 3, perMs: 1e3, ns: 1e3, digits: 17, from: 1e14, below: 1e17 },
  { unit: "ns", shift: 6, perMs: 1e6, ns: 1, digits: 20, from: 1e17, below: 1e20 },
] as const;

type EpochUnit = (typeof EPOCH_UNITS)[number];

const BY_DIGITS = Array.from({ length: 21 }, (_, digits) => EPOCH_UNITS.find((each) => digits <= each.digits)!);

/** The farthest time from 1970 that a `Date` can hold. */
const MAX_TIME = 8.64e15;
const LONGEST_TIME = 96;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How the times of a column are to be read. */
export interface TimeSettings {
  readonly unit: TimeUnit | "auto";
  /** The format of texts, instead of a unit. */
  readonly format?: TimeFormat | undefined;
  /** The zone of times that name none; UTC without it. */
  readonly zone?: TimeZone | undefined;
}

/**
 * Reads the values of the time column. Unless the caller says in which form they are, the first of them are shown to
 * {@link look} and {@link lookAt}, then {@link settle} takes for all the form that most of these have.
 */
export class TimeParser {
  /** The form of times; undefined until it is known. */
  unit: TimeUnit | undefined;
  /** What the time read last holds below its millisecond, 0 to 999,999. */
  nanoseconds = 0;
  /** Whether the time read last names its zone. */
  zoned = false;
  /** Whether times can be read. */
  settled: boolean;
  readonly #column: string;
  readonly #given: boolean;
  readonly #zone: TimeZone | undefined;
  readonly #sample = new TimeSample();
  readonly #scratch = new Uint8Array(LONGEST_TIME);
  #epoch: EpochUnit | undefined;
  #format: TimeFormat | undefined;
  /** Whether the next time is one of the rows', not the end of an event. */
  #inOrder = true;
  /** How many times that were read name a zone, and how many do not. */
  #zonedTimes = 0;
  localTimes = 0;

  constructor({ unit, format, zone }: TimeSettings, column: string) {
    this.#column = column;
    this.#zone = zone;
    this.#given = unit !== "auto" || format !== undefined;
    this.settled = this.#given;
    if (format) {
      this.unit = "format";
      this.#format = format;
    } else if (unit !== "auto") this.#decide(unit);
  }

  /** The format of texts that are not ISO 8601; undefined when there is none. */
  get format(): string | undefined {
    return this.#format?.pattern;
  }

  /** The formats of a sample whose day and month can be confused. */
  get confusedFormats(): readonly string[] {
    return this.#sample.formats();
  }

  /** The zone of local times, where there were any. */
  get zone(): string | undefined {
    return this.localTimes > 0 ? this.#zone?.label : undefined;
  }

  /** What is to be said about how times were read. */
  notes(): string[] {
    const small = this.#given ? undefined : this.#sample.note(this.#column);
    const said = [...(small === undefined ? [] : [small]), ...(this.#zone?.notes() ?? [])];
    if (this.#zone && this.localTimes === 0) said.push(`"timeZone" ${this.#zone.name} was not used: no time is local`);
    if (this.#zonedTimes > 0 && this.localTimes > 0) {
      const where = this.#zone ? this.#zone.name : "UTC";
      said.push(
        `${this.localTimes} times name no zone and were taken as ${where}; ${this.#zonedTimes} others name one`,
      );
    }
    return said;
  }

  /** What would be accepted, in words; for rows whose time is not readable. */
  get accepts(): string {
    const column = `column "${excerpt(this.#column, 40)}"`;
    if (this.#format) return `${column} is read by the format "${this.#format.pattern}"`;
    if (this.unit === "days") return `${column} is read as days of a spreadsheet, counted from 1899-12-30`;
    if (this.#epoch && this.#given) return `${column} is read as numbers since 1970, in "${this.#epoch.unit}"`;
    return READABLE_TIMES;
  }

  /** Takes a cell of the time column into the sample. */
  look(bytes: Uint8Array, start: number, end: number): void {
    const from = skipBlanks(bytes, start, end);
    const to = skipBlanksBack(bytes, from, end);
    const digits = integerDigits(bytes, from, to);
    if (!Number.isNaN(parseIsoTime(bytes, from, to, this))) this.#sample.vote("iso");
    else if (digits < 0) {
      const value = parseNumber(bytes, from, to);
      if (!Number.isNaN(value)) this.lookAt(value);
      else if (to - from <= LONGEST_TIME) this.#sample.voteForFormats(decoder.decode(bytes.subarray(from, to)));
    } else if (digits > 0 || parseNumber(bytes, from, to) !== 0) {
      const epoch = BY_DIGITS[digits];
      if (epoch) this.#sample.vote(epoch.unit, () => String.fromCharCode(...bytes.subarray(from, to)));
    }
  }

  /** The same for a value of a row object. */
  lookAt(value: unknown): void {
    if (value instanceof ExactTime || (value instanceof Date && !Number.isNaN(value.getTime()))) {
      this.#sample.vote("date");
    } else this.look(this.#scratch, 0, this.#write(value));
  }

  /**
   * Ends the sample.
   *
   * @throws RangeError when the times are days counted by a spreadsheet, or their day and month can be confused.
   */
  settle(): void {
    this.settled = true;
    const unit = this.#sample.unit(this.#column);
    if (unit) this.#decide(unit);
  }

  #decide(unit: TimeUnit): void {
    this.unit = unit;
    if (unit === "format") this.#format = new TimeFormat(this.#sample.format(this.#column));
    this.#epoch = EPOCH_UNITS.find((each) => each.unit === unit);
  }

  /** Whole milliseconds since 1970, rounded down, from ASCII bytes; or the reason why it is not a time. */
  ofBytes(bytes: Uint8Array, start: number, end: number): number | string {
    const from = skipBlanks(bytes, start, end);
    const to = skipBlanksBack(bytes, from, end);
    if (from === to) return MISSING_TIME;
    if (this.unit === undefined) {
      this.look(bytes, from, to); // nothing in the sample was a time
      this.settle();
    }
    const ms = this.#epoch ? this.#ofEpoch(bytes, from, to) : this.#ofText(bytes, from, to);
    return typeof ms === "string" || Math.abs(ms) <= MAX_TIME ? ms : UNPARSABLE_TIME;
  }

  /** The same of the end of an event, as milliseconds after its beginning. */
  durationOfBytes(bytes: Uint8Array, start: number, end: number, from: number, nanoseconds: number): number | string {
    return this.#duration(() => this.ofBytes(bytes, start, end), from, nanoseconds);
  }

  /** The same from a value of a row object. */
  durationOfValue(value: unknown, from: number, nanoseconds: number): number | string {
    return this.#duration(() => this.ofValue(value), from, nanoseconds);
  }

  #duration(read: () => number | string, from: number, nanoseconds: number): number | string {
    this.#inOrder = false;
    const ms = read();
    this.#inOrder = true;
    if (typeof ms === "string") return `${ms} of the end`;
    const duration = ms - from + (this.nanoseconds - nanoseconds) / 1e6;
    return duration < 0 ? END_BEFORE_START : duration;
  }

  /** The same from a value of a row object. */
  ofValue(value: unknown): number | string {
    if (value === undefined || value === null) return MISSING_TIME;
    if (value instanceof Date || value instanceof ExactTime) {
      const ms = value instanceof Date ? value.getTime() : value.ms;
      if (Number.isNaN(ms)) return UNPARSABLE_TIME;
      this.nanoseconds = value instanceof Date ? 0 : value.nanoseconds;
      if (this.unit === undefined) this.#decide("date");
      return this.unit === "date" ? ms : MIXED_TIMES;
    }
    if (this.#epoch && Number.isSafeInteger(value)) return this.#ofInteger(value as number, this.#epoch);
    const length = this.#write(value);
    return length === 0 && value !== "" ? UNPARSABLE_TIME : this.ofBytes(this.#scratch, 0, length);
  }

  /** Of a number that lost no digit. */
  #ofInteger(value: number, { shift, perMs, ns, from, below }: EpochUnit): number | string {
    const size = Math.abs(value);
    if (!(size >= from && size < below) && !this.#given && value !== 0) return MIXED_TIMES;
    const ms = shift < 0 ? value * 1000 : Math.floor(value / perMs);
    this.nanoseconds = shift > 0 ? (value - ms * perMs) * ns : 0;
    return Math.abs(ms) <= MAX_TIME ? ms : UNPARSABLE_TIME;
  }

  #ofText(bytes: Uint8Array, from: number, to: number): number | string {
    const format = this.#format;
    if (this.unit === "days") return this.#ofDays(bytes, from, to);
    const ms = format ? format.parse(bytes, from, to, this) : parseIsoTime(bytes, from, to, this);
    if (!Number.isNaN(ms)) return this.unit === "date" ? MIXED_TIMES : this.#instant(ms);
    const value = parseNumber(bytes, from, to);
    if (this.unit === undefined && value === 0) return 0; // 1970 in any unit
    if (!Number.isNaN(value)) return MIXED_TIMES;
    return format && !Number.isNaN(parseIsoTime(bytes, from, to, this)) ? MIXED_TIMES : UNPARSABLE_TIME;
  }

  #ofDays(bytes: Uint8Array, from: number, to: number): number | string {
    const ms = parseDays(bytes, from, to);
    this.nanoseconds = 0;
    this.zoned = false;
    return Number.isNaN(ms) ? UNPARSABLE_TIME : this.#instant(ms);
  }

  /** A time that was read as UTC, moved to its zone if it names none. */
  #instant(ms: number): number {
    if (this.zoned) {
      this.#zonedTimes += 1;
      return ms;
    }
    this.localTimes += 1;
    return this.#zone ? this.#zone.toUtc(ms, this.#inOrder) : ms;
  }

  #ofEpoch(bytes: Uint8Array, from: number, to: number): number | string {
    const { shift, unit } = this.#epoch!;
    const short = shortInteger(bytes, from, to);
    if (short >= 0) return this.#ofInteger(short, this.#epoch!);
    const digits = integerDigits(bytes, from, to);
    if (digits < 0) {
      const value = parseNumber(bytes, from, to);
      if (!Number.isNaN(value)) return this.ofValue(value); // an exponent
      return Number.isNaN(parseIsoTime(bytes, from, to, this)) ? UNPARSABLE_TIME : MIXED_TIMES;
    }
    const byDigits = BY_DIGITS[digits];
    if (byDigits === undefined) return UNPARSABLE_TIME;
    const fits = this.#given || byDigits.unit === unit || (digits === 0 && parseNumber(bytes, from, to) === 0);
    return fits ? parseEpoch(bytes, from, to, shift, this) : MIXED_TIMES;
  }

  /** Writes a value's text to the scratch; returns its length, 0 when it has none that could be a time. */
  #write(value: unknown): number {
    const text = typeof value === "number" ? plainDecimal(value) : typeof value === "bigint" ? String(value) : value;
    if (typeof text !== "string" || text.length > LONGEST_TIME) return 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return this.#writeBeyondAscii(text);
      this.#scratch[i] = code;
    }
    return text.length;
  }

  /** No-break spaces are blanks. */
  #writeBeyondAscii(text: string): number {
    const { read, written } = encoder.encodeInto(text.replace(/[\u00a0\u202f]/g, " "), this.#scratch);
    return read < text.length ? 0 : written;
  }
}

/** A number without exponent, to nanoseconds where it is small; undefined when it is not finite. */
function plainDecimal(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const text = String(value);
  if (!text.includes("e")) return text;
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(9);
}

/** A number of at most 15 digits and nothing else, as nearly all epoch numbers are; -1 for anything else. */
function shortInteger(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 15) return -1;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
