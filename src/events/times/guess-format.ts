import { folded, isWeekday, monthOf } from "./date-words";
import { TimeFormat } from "./time-format";

const LONGEST = 48;

/**
 * The formats that a text may be a time of, by its shape: `26.10.2019 09:37`, `7/19/2021 5:55:33 PM`, `20171223-22:15:29:606`,
 * `10/Oct/2000:13:55:36 -0700`. More than one where day and month can be confused; none where it is no time.
 */
export function formatsOf(text: string): string[] {
  const plain = text.replace(/[\u00a0\u202f]/g, " ").replace(/(?<=\d) \([^()]*\)$/, ""); // +0100 (Central European Time)
  if (plain.length > LONGEST || !/\d/.test(plain) || plain.includes("[") !== plain.includes("]")) return [];
  const parts = plain.match(/\d+|\p{L}+(?:\.\p{L}+)*(?:\.(?=\s|$))?|[^\d\p{L}]+/gu) ?? [];
  const clock = clockOf(parts);
  if (clock === undefined) return [];
  const numbers = parts.flatMap((part, i) => (/^\d/.test(part) && clock[i] === undefined ? [i] : []));
  const month = parts.findIndex((part, i) => clock[i] === undefined && isMonth(part));
  const patterns = dateOrders(parts, numbers, month).map((order) => {
    const letters = parts.map((part, i) => clock[i] ?? order.get(i) ?? (i === month ? "MMM" : literalOf(part)));
    return letters.includes(undefined) ? undefined : letters.join("");
  });
  return [...new Set(patterns)].filter((pattern) => pattern !== undefined && reads(pattern, text)) as string[];
}

const isMonth = (part: string) => monthOf(folded(part.replace(/\.$/, ""))) > 0;
const HALF = /^[ap]\.?m\.?$/i;
const ZONE = /^(Z|UTC|GMT|[ECMP][SD]T|[WCE]ES?T|JST)$/;
/** Letters that say that a number is no day or month: a week, a quarter. */
const OTHER_CALENDAR = /^(w|kw|wk|q)$/i;

/** Letters of the parts that are a time of day, by their place; undefined when there is something that is not a time. */
function clockOf(parts: readonly string[]): (string | undefined)[] | undefined {
  const letters: (string | undefined)[] = [];
  const half = parts.findIndex((part) => HALF.test(part));
  // after a whole date dots may divide a time, too: 04-MAR-24 09.30.05.123 AM
  const mark = parts.includes(":") ? ":" : ".";
  const isAfterDate = (i: number) => parts.slice(0, i).filter((part) => /^\d/.test(part) || isMonth(part)).length === 3;
  const isPair = (i: number) =>
    parts[i + 1] === mark && /^\d{1,2}$/.test(parts[i]!) && /^\d\d$/.test(parts[i + 2] ?? "");
  const hour = parts.findIndex((_, i) => isPair(i) && (mark === ":" || isAfterDate(i)));
  if (hour < 0) return half < 0 ? letters : undefined;
  letters[hour] = half < 0 ? "HH" : "hh";
  letters[hour + 2] = "mm";
  let last = hour + 2;
  if (parts[last + 1] === mark && /^\d\d$/.test(parts[last + 2] ?? "")) {
    letters[last + 2] = "ss";
    last += 2;
    if (/^[.,:]$/.test(parts[last + 1] ?? "") && /^\d{1,9}$/.test(parts[last + 2] ?? "")) {
      letters[last + 2] = "SSS";
      last += 2;
    }
  }
  if (half >= 0) letters[half] = "a";
  const sign = parts.findIndex((part, i) => i > last && /^\s*[+-]$/.test(part));
  if (sign > 0) {
    letters[sign] = /^\s/.test(parts[sign]!) ? " Z" : "Z";
    if (/^(GMT|UTC)$/.test(parts[sign - 1]!)) letters[sign - 1] = ""; // GMT+0100
    const end = parts[sign + 2] === ":" ? sign + 3 : sign + 1;
    for (let i = sign + 1; i <= end; i++) letters[i] = "";
  }
  return letters;
}

/** Times of day without a separator, by their number of digits. */
const TIMES_OF_WIDTH: Readonly<Record<number, string>> = { 4: "HHmm", 6: "HHmmss" };

/** The ways in which numbers may be year, month and day. */
function dateOrders(parts: readonly string[], numbers: readonly number[], month: number): Map<number, string>[] {
  const places = (...letters: string[]) => new Map(letters.map((letter, i) => [numbers[i]!, letter]));
  const width = (i: number) => parts[numbers[i]!]!.length;
  if (numbers.length === 1 && month < 0 && width(0) === 8) {
    return /^(19|20)/.test(parts[numbers[0]!]!) ? [places("yyyyMMdd")] : [places("ddMMyyyy"), places("MMddyyyy")];
  }
  if (numbers.length === 2 && width(0) === 8 && TIMES_OF_WIDTH[width(1)])
    return [places("yyyyMMdd", TIMES_OF_WIDTH[width(1)]!)];
  if (numbers.length === 1 && month < 0 && width(0) === 6) return [places("yyMMdd")];
  if (month >= 0) {
    if (numbers.length !== 2) return [];
    if (width(0) === 4) return [places("yyyy", "dd")];
    return [places("dd", width(1) === 4 ? "yyyy" : "yy")];
  }
  const compact = numbers.length === 4 ? TIMES_OF_WIDTH[width(3)] : undefined;
  const extra = compact
    ? [compact]
    : numbers.length === 6
      ? ["HH", "mm", "ss"]
      : numbers.length === 5
        ? ["HH", "mm"]
        : [];
  if (numbers.length !== 3 + extra.length) return [];
  if (width(0) === 4) return [places("yyyy", "MM", "dd", ...extra)];
  const year = width(2) === 4 ? "yyyy" : "yy";
  const dayFirst = places("dd", "MM", year, ...extra);
  if (parts[numbers[0]! + 1] === ".") return [dayFirst]; // dots are day first wherever they are used
  const orders = [dayFirst, places("MM", "dd", year, ...extra)];
  return year === "yyyy" ? orders : [...orders, places("yy", "MM", "dd", ...extra)];
}

function literalOf(part: string): string | undefined {
  if (/^\P{L}/u.test(part)) return /^\d/.test(part) ? undefined : part.replaceAll("'", "''").replace(/\s+/g, " ");
  if (isWeekday(part)) return "EEE";
  if (ZONE.test(part)) return "Z";
  if (OTHER_CALENDAR.test(part)) return undefined;
  return part.length <= 3 ? (part === "T" ? "T" : `'${part}'`) : undefined;
}

const encoder = new TextEncoder();
const details = { nanoseconds: 0, zoned: false };

function reads(pattern: string, text: string): boolean {
  const bytes = encoder.encode(text);
  try {
    return !Number.isNaN(new TimeFormat(pattern).parse(bytes, 0, bytes.length, details));
  } catch {
    return false;
  }
}
