import { type Field, wrongType, wrongValue } from "../../core/internal";
import { TimeZone } from "../../events/internal";

const DAY_MS = 86_400_000;

/** Which day a moment is on, as the clocks of a zone show it: days since 1970-01-01. */
export function dayOf(time: number, zone: TimeZone): number {
  return Math.floor((time + zone.offsetAt(time)) / DAY_MS);
}

/** A day as it is written: `2011-12-10`. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** An option that names a time zone. */
export const ZONE: Field<string, undefined> = {
  expected: 'the name of a time zone, such as "Europe/London" or "UTC"',
  default: undefined,
  read(value, name) {
    if (typeof value !== "string") throw wrongType(name, ZONE.expected, value);
    try {
      new TimeZone(value);
    } catch {
      throw wrongValue(name, ZONE.expected, value);
    }
    return value;
  },
};

/** A moment that is given: a `Date`, milliseconds since 1970, or text; text of a day alone is that day in the zone. */
export type Moment = Date | number | string;

export const MOMENT: Field<Moment, undefined> = {
  expected: 'a Date, milliseconds since 1970, or text such as "2011-12-10"',
  default: undefined,
  read(value, name) {
    if (typeof value !== "number" && typeof value !== "string" && !(value instanceof Date)) {
      throw wrongType(name, MOMENT.expected, value);
    }
    if (Number.isNaN(millisecondsOf(value))) throw wrongValue(name, MOMENT.expected, value);
    return value;
  },
};

/** The day of a moment in a zone. */
export function dayOfMoment(moment: Moment, zone: TimeZone): number {
  if (typeof moment === "string" && IS_DAY.test(moment)) return Math.floor(millisecondsOf(moment) / DAY_MS);
  return dayOf(millisecondsOf(moment), zone);
}

const IS_DAY = /^\d{4}-\d{2}-\d{2}$/;
const IS_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function millisecondsOf(moment: Moment): number {
  if (moment instanceof Date) return moment.getTime();
  if (typeof moment === "number") return Math.abs(moment) <= 8.64e15 ? moment : Number.NaN;
  return IS_DAY.test(moment) || IS_TIME.test(moment) ? new Date(moment).getTime() : Number.NaN;
}
