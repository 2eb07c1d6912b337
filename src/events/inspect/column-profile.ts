import { MISSING_NAMES } from "../intake/missing-names";
import { ExactTime } from "../times/exact-time";
import { TimeFormat } from "../times/time-format";
import { TimeParser, type TimeSettings } from "../times/time-parser";
import type { TimeUnit } from "../types";
import { isCalledId, nameScore } from "./column-words";

/** What is known of the values of a column. */
export interface ColumnProfile {
  readonly name: string;
  /** The cells as text, one a row; "" for none, or for a word that means none. */
  readonly texts: readonly string[];
  readonly filled: number;
  readonly distinct: number;
  /** Shares of the cells that are filled. */
  readonly numbers: number;
  readonly integers: number;
  readonly mostFrequent: number;
  /** Runs of equal cells. */
  readonly blocks: number;
  readonly averageLength: number;
  /** Cells that look like the id of something: hexadecimal, UUID, mail address, letters with digits. */
  readonly idLike: number;
  readonly times: TimeProfile | undefined;
  readonly examples: readonly string[];
}

/** How the values of a column are times. */
export interface TimeProfile {
  /** Undefined where day and month can be confused. */
  readonly unit: TimeUnit | undefined;
  readonly format: string | undefined;
  /** The question that the values leave open. */
  readonly question: string | undefined;
  /** The formats among which it asks to choose. */
  readonly choices: readonly string[];
  /** Milliseconds, one a row; NaN for none. */
  readonly ms: readonly number[];
  /** Whether some time is not midnight. */
  readonly hasClock: boolean;
  readonly distinct: number;
}

/** What stands for nothing. */
const NONE = new Set(MISSING_NAMES);
const VALUES_LOOKED_AT = 2000;
/** Times that a log of behavior has: 1990 to 2050. */
const FIRST_MS = Date.UTC(1990, 0, 1);
const LAST_MS = Date.UTC(2050, 0, 1);
const DAY_MS = 86_400_000;
/** The share of values that must be times for the column to be one of times. */
const SHARE_OF_TIMES = 0.9;

/** Looks at the values of a column. */
export function profileColumn(name: string, cells: readonly unknown[]): ColumnProfile {
  const texts = cells.map(textOf).map((text) => (NONE.has(text) ? "" : text));
  const filled = texts.filter((text) => text !== "");
  const counts = new Map<string, number>();
  for (const text of filled) counts.set(text, (counts.get(text) ?? 0) + 1);
  const looked = filled.slice(0, VALUES_LOOKED_AT);
  const share = (pattern: RegExp) => looked.filter((text) => pattern.test(text)).length / Math.max(1, looked.length);
  return {
    name,
    texts,
    filled: filled.length,
    distinct: counts.size,
    numbers: share(/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i),
    integers: share(/^-?\d+(\.0+)?$/),
    mostFrequent: Math.max(0, ...counts.values()) / Math.max(1, filled.length),
    blocks: texts.filter((text, i) => text !== texts[i - 1]).length,
    averageLength: looked.reduce((sum, text) => sum + text.length, 0) / Math.max(1, looked.length),
    idLike: share(ID_LIKE),
    times: timesOf(name, cells, texts),
    examples: [...counts.keys()].slice(0, 3),
  };
}

const ID_LIKE =
  /^([0-9a-f]{8,}|[0-9a-f]{8}-[0-9a-f-]{27}|[^\s@]+@[^\s@]+|(?=[^\s]*\d)(?=[^\s]*[a-z])[\w.:+/=-]{3,64}|\d{1,3}(\.\d{1,3}){3}|[A-Za-z]+[ _-]?\d+)$/i;

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  return typeof value === "object" && !(value instanceof ExactTime) ? JSON.stringify(value) : String(value);
}

function timesOf(name: string, cells: readonly unknown[], texts: readonly string[]): TimeProfile | undefined {
  const form = formOfDates(name, texts);
  const clock = new TimeParser(form ?? { unit: "auto" }, name);
  let looked = 0;
  for (const [i, cell] of cells.entries()) {
    if (form || texts[i] === "" || looked++ >= 1000) continue;
    clock.lookAt(cell);
  }
  let question: string | undefined;
  try {
    if (!form) clock.settle();
  } catch (error) {
    question = (error as Error).message;
  }
  if (question !== undefined) {
    const choices = clock.confusedFormats;
    const formats = choices.map((format) => new TimeFormat(format));
    const isTime = (text: string) => formats.some((format) => !Number.isNaN(timeIn(text, format)));
    const seen = texts.filter((text) => text !== "").slice(0, VALUES_LOOKED_AT);
    if (seen.filter(isTime).length < SHARE_OF_TIMES * seen.length) return undefined;
    const unknown = { unit: undefined, format: undefined, ms: [], hasClock: true, distinct: looked };
    return choices.length > 1 ? { ...unknown, question, choices } : undefined;
  }
  if (clock.unit === undefined) return undefined;
  // a number of ten digits and more may be an id
  if (/^.?s$/.test(clock.unit) && isCalledId(name) && nameScore(name, "time") <= 0) return undefined;
  // a column that is called so, and has many values, may count from a start
  const countsFromStart = nameScore(name, "time") >= 4 && new Set(texts).size > texts.length / 4;
  const first = countsFromStart ? 0 : FIRST_MS;
  const ms = cells.map((cell, i) => {
    const read = texts[i] === "" ? "" : clock.ofValue(cell);
    return typeof read === "string" || read < first || read > LAST_MS ? Number.NaN : read;
  });
  const known = ms.filter((each) => !Number.isNaN(each));
  const filled = texts.filter((text) => text !== "").length;
  if (known.length === 0 || known.length < SHARE_OF_TIMES * filled) return undefined;
  const hasClock = known.some((each) => each % DAY_MS !== 0);
  return { unit: clock.unit, format: clock.format, question, choices: [], ms, hasClock, distinct: new Set(known).size };
}

/** The form of numbers that are dates, where their column is called a time: days of a spreadsheet, or yyMMdd. */
function formOfDates(name: string, texts: readonly string[]): TimeSettings | undefined {
  const filled = texts.filter((text) => text !== "");
  if (filled.length === 0 || nameScore(name, "time") < 2) return undefined;
  if (filled.every(isSpreadsheetDay)) return { unit: "days" };
  const format = new TimeFormat("yyMMdd");
  const isDate = (text: string) => /^\d{6}$/.test(text) && !Number.isNaN(timeIn(text, format));
  return filled.every(isDate) ? { unit: "auto", format } : undefined;
}

/** Of 1990 to 2050. */
function isSpreadsheetDay(text: string): boolean {
  if (!/^\d{5}([.,]\d+)?$/.test(text)) return false;
  const days = Number(text.replace(",", "."));
  return days >= 32_874 && days < 54_789;
}

const encoder = new TextEncoder();
const details = { nanoseconds: 0, zoned: false };

function timeIn(text: string, format: TimeFormat): number {
  const bytes = encoder.encode(text);
  return format.parse(bytes, 0, bytes.length, details);
}
