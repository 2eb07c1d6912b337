import { wrongValue } from "../../core/internal";

/** Milliseconds that the clocks of a place are ahead of UTC at a moment (milliseconds since 1970). */
export type ZoneOffset = (time: number) => number;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The clock of a time zone. A day whose two ends have the same offset has it throughout, so a year of transactions costs
 * some 700 looks into the zone's data, however many transactions there are.
 *
 * @param zone an IANA name such as `Europe/London`, or `UTC`.
 * @throws RangeError when there is no such zone.
 */
export function zoneOffset(zone: string): ZoneOffset {
  if (zone === "UTC") return () => 0;
  const format = formatOf(zone);
  const known = new Map<number, number>();
  const at = (moment: number): number => {
    const offset = known.get(moment) ?? lookUp(format, moment);
    known.set(moment, offset);
    return offset;
  };
  return (time) => {
    const day = Math.floor(time / DAY) * DAY;
    const offset = at(day);
    return offset === at(day + DAY) ? offset : at(Math.floor(time / (HOUR / 4)) * (HOUR / 4));
  };
}

/** The moment at which the clocks of a zone show a local time, the earlier one of two. */
export function momentOf(local: number, offsetAt: ZoneOffset): number {
  const before = local - offsetAt(local - DAY);
  return before + offsetAt(before) === local ? before : local - offsetAt(local - offsetAt(local));
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      era: "short",
    });
  } catch {
    throw wrongValue("zone", 'the name of a time zone, such as "Europe/London" or "UTC"', zone);
  }
}

function lookUp(format: Intl.DateTimeFormat, moment: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(moment)) parts[type] = value;
  const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
  const shown = new Date(0);
  shown.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  shown.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return shown.getTime() - Math.floor(moment / 1000) * 1000;
}
