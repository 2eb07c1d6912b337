import { parseIsoTime } from "./parse-iso-time";
import { parseNumber } from "./parse-number";
import type { TimeUnit } from "./types";

/** Milliseconds in each epoch unit, and the size below which a number is taken for it: none are confused after 1973. */
const EPOCH_UNITS = [
  { unit: "s", ms: 1e3, below: 1e11 },
  { unit: "ms", ms: 1, below: 1e14 },
  { unit: "us", ms: 1e-3, below: 1e17 },
  { unit: "ns", ms: 1e-6, below: 1e20 },
] as const;

/** The farthest time from 1970 that a `Date` can hold. */
const MAX_TIME = 8.64e15;
const DASH = 45;

/** Reads the values of the time column: the first of them says in which unit all are, unless the caller does. */
export class Clock {
  /** The unit in which times are read; undefined until it is known. */
  unit: TimeUnit | undefined;
  readonly #given: boolean;
  readonly #scratch = new Uint8Array(64);

  constructor(unit: TimeUnit | "auto") {
    this.#given = unit !== "auto";
    this.unit = unit === "auto" ? undefined : unit;
  }

  /** Milliseconds since 1970 from ASCII bytes, or the reason why it is no time. */
  ofBytes(bytes: Uint8Array, start: number, end: number): number | string {
    let from = start;
    let to = end;
    while (from < to && bytes[from]! <= 32) from++;
    while (from < to && bytes[to - 1]! <= 32) to--;
    if (from === to) return "missing time";
    if (to - from >= 10 && bytes[from + 4] === DASH) return this.#accept(parseIsoTime(bytes, from, to), "iso");
    return this.#ofNumber(parseNumber(bytes, from, to));
  }

  /** The same from any value of a row object. */
  ofValue(value: unknown): number | string {
    if (value === undefined || value === null) return "missing time";
    if (value instanceof Date) return this.#accept(value.getTime(), "date");
    if (typeof value === "number") return this.#ofNumber(value);
    if (typeof value === "bigint") return this.#ofNumber(Number(value));
    if (typeof value !== "string" || value.length > this.#scratch.length) return "unparsable time";
    for (let i = 0; i < value.length; i++) this.#scratch[i] = Math.min(value.charCodeAt(i), 255);
    return this.ofBytes(this.#scratch, 0, value.length);
  }

  #ofNumber(value: number): number | string {
    const size = Math.abs(value);
    const guess = EPOCH_UNITS.find(({ below }) => size < below);
    const current = EPOCH_UNITS.find(({ unit }) => unit === this.unit);
    if (value === 0 && (current || this.unit === undefined)) return 0; // 1970 in any unit
    const chosen = this.#given ? current : guess;
    return chosen ? this.#accept(value * chosen.ms, chosen.unit) : "unparsable time";
  }

  #accept(ms: number, unit: TimeUnit): number | string {
    if (!(Math.abs(ms) <= MAX_TIME)) return "unparsable time";
    this.unit ??= unit;
    return this.unit === unit ? ms : "mixed time units";
  }
}
