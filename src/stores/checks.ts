import { integer, wrongType, wrongValue } from "../core/internal";
import type { RowToPut } from "./state-store";

const MOST_BYTES = 1024;
const utf8 = new TextEncoder();
const VERSION = integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 1 });
const TIME = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** A key as bytes. Text with half a surrogate pair has none of its own, and would share them with another key. */
export function keyBytes(name: string, key: string): Uint8Array {
  checkKey(name, key);
  return utf8.encode(key);
}

/** @throws TypeError, RangeError where it is no key. */
export function checkKey(name: string, key: string): void {
  if (typeof key !== "string") throw wrongType(name, "a string", key);
  const bytes = key.length > MOST_BYTES / 3 ? utf8.encode(key).length : 0; // a code unit takes three bytes at most
  if (bytes > MOST_BYTES) throw wrongValue(name, `at most ${MOST_BYTES} bytes in UTF-8`, bytes);
  if (/\p{Surrogate}/u.test(key)) throw wrongValue(name, "well-formed text", key);
}

/** Keys of a call, each once. */
export function checkKeys(keys: readonly string[]): void {
  if (!Array.isArray(keys)) throw wrongType("keys", "an array of strings", keys);
  refuseTwice("keys", keys);
}

/** Rows of a call, each key once. */
export function checkRows(rows: readonly RowToPut[]): void {
  if (!Array.isArray(rows)) throw wrongType("rows", "an array of rows", rows);
  for (const [i, row] of rows.entries()) {
    if (typeof row !== "object" || row === null) throw wrongType(`rows[${i}]`, "a row of key, expected and bytes", row);
    VERSION.read(row.expected, `rows[${i}].expected`);
    if (!(row.bytes instanceof Uint8Array)) throw wrongType(`rows[${i}].bytes`, "a Uint8Array", row.bytes);
    if (row.expiresAt !== undefined) TIME.read(row.expiresAt, `rows[${i}].expiresAt`);
  }
  refuseTwice(
    "rows",
    rows.map(({ key }) => key),
  );
}

function refuseTwice(name: string, keys: readonly string[]): void {
  const seen = new Set<string>();
  for (const [i, key] of keys.entries()) {
    checkKey(`${name}[${i}]`, key);
    if (seen.has(key)) throw wrongValue(name, "each key once", key, " twice");
    seen.add(key);
  }
}

/** Ascending by bytes in UTF-8, which is the order of code points. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all other units. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Version of a row that is new: the time, so that a row made after a deletion is not taken for the one before it. */
export function versionAfter(expected: number, now: number): number {
  return expected === 0 ? now : expected + 1;
}
