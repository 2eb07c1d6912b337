import { describeValue, excerpt } from "../../core/internal";
import type { TimeUnit } from "../types";
import { formatsOf } from "./guess-format";
import { DAYS_TO_1970 } from "./parse-days";

/** The forms of time; in this order they win a tie. */
const UNITS: readonly TimeUnit[] = ["iso", "format", "date", "ms", "s", "us", "ns"];

/** Days of a spreadsheet at 1970-01-01 and 2100-01-01. */
const FIRST_DAY = DAYS_TO_1970;
const LAST_DAY = 73_051;
/** What share of the epoch seconds have to look like days of a spreadsheet for all of them to be taken for such. */
const SHARE_OF_DAYS = 0.9;
/** Epoch seconds below this are of before March 1973. */
const SMALL_SECONDS = 1e8;

/** What the first values of the time column look like: the most frequent form wins, so that a stray row decides nothing. */
export class TimeSample {
  readonly #votes = new Map<TimeUnit, number>();
  /** For each format that some text has: how many have it, and the first. */
  readonly #formats = new Map<string, { count: number; first: string }>();
  /** Epoch seconds that are small, and that look like days of a spreadsheet: how many, and the first. */
  #small = { count: 0, first: "" };
  #days = { count: 0, first: "" };

  /** @param text the value, which is looked at more closely when it may be epoch seconds. */
  vote(unit: TimeUnit, text: () => string = String): void {
    this.#votes.set(unit, (this.#votes.get(unit) ?? 0) + 1);
    if (unit !== "s") return;
    const shown = text();
    const seconds = Number(shown);
    if (Math.abs(seconds) < SMALL_SECONDS) count(this.#small, shown);
    if (seconds >= FIRST_DAY && seconds < LAST_DAY) count(this.#days, shown);
  }

  /** Text that is neither ISO 8601 nor a number. */
  voteForFormats(text: string): void {
    const formats = formatsOf(text);
    if (formats.length > 0) this.vote("format");
    for (const format of formats) {
      const known = this.#formats.get(format) ?? { count: 0, first: "" };
      count(known, text);
      this.#formats.set(format, known);
    }
  }

  /**
   * The form that most values have; undefined when there is none.
   *
   * @throws RangeError when they look like days counted by a spreadsheet.
   */
  unit(column: string): TimeUnit | undefined {
    const most = Math.max(...this.#votes.values());
    const unit = UNITS.find((each) => this.#votes.get(each) === most);
    if (unit === "s" && this.#days.count >= SHARE_OF_DAYS * most) throw spreadsheetDays(column, this.#days.first);
    return unit;
  }

  /**
   * The format that most texts have.
   *
   * @throws RangeError when several have equally many: day and month can be confused, or texts are of several formats.
   */
  format(column: string): string {
    const formats = this.formats();
    if (formats.length === 1) return formats[0]!;
    const firsts = [...new Set(formats.map((format) => describeValue(this.#formats.get(format)!.first)))];
    const [first, other] = firsts;
    const what = other === undefined ? `${first}, whose day and month can be confused` : `${first} and ${other}`;
    const choices = formats.map((format) => JSON.stringify(format)).join(" or ");
    const advice = other === undefined ? "" : ", or bring them to one";
    throw new RangeError(
      `column "${excerpt(column, 40)}" holds times ${other === undefined ? "" : "of several formats, "}such as ${what}; ` +
        `say "timeFormat" ${choices}${advice}`,
    );
  }

  /** The formats that most texts have: several where day and month can be confused. */
  formats(): string[] {
    const most = Math.max(...[...this.#formats.values()].map(({ count }) => count));
    return [...this.#formats].filter(([, { count }]) => count === most).map(([format]) => format);
  }

  /** What is to be said when most values are epoch seconds that are probably none. */
  note(column: string): string | undefined {
    if (this.unit(column) !== "s" || this.#small.count * 2 <= this.#votes.get("s")!) return undefined;
    return (
      `column "${excerpt(column, 40)}" holds small numbers such as ${this.#small.first}, which were read as seconds; ` +
      'say "timeUnit" if they are not'
    );
  }
}

function count(of: { count: number; first: string }, text: string): void {
  if (of.count === 0) of.first = text;
  of.count += 1;
}

function spreadsheetDays(column: string, text: string): RangeError {
  const meant = new Date(Math.round((Number(text) - FIRST_DAY) * 86_400_000)).toISOString().slice(0, 19);
  return new RangeError(
    `column "${excerpt(column, 40)}" holds numbers such as ${text}, which look like the days that a spreadsheet counts ` +
      `(${meant}); say "timeUnit" "days" if they are, "s" if they are seconds`,
  );
}
