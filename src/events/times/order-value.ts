import { parseNumber } from "../text/parse-number";
import { ExactTime } from "./exact-time";
import { parseIsoTime } from "./parse-iso-time";

const below = { nanoseconds: 0, zoned: false };
const scratch = new Uint8Array(64);

/** What an order column holds: a number, or a time; NaN for anything else. */
export function orderOfBytes(bytes: Uint8Array, start: number, end: number): number {
  const number = parseNumber(bytes, start, end);
  if (!Number.isNaN(number)) return number;
  const ms = parseIsoTime(bytes, start, end, below);
  return ms + below.nanoseconds / 1e6;
}

/** The same of a value of a row object. */
export function orderOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return value.getTime();
  if (value instanceof ExactTime) return value.ms + value.nanoseconds / 1e6;
  if (typeof value !== "string" || value.length > scratch.length) return Number.NaN;
  for (let i = 0; i < value.length; i++) scratch[i] = Math.min(value.charCodeAt(i), 255);
  return orderOfBytes(scratch, 0, value.length);
}
