import { type ColumnProfile, profileColumn } from "./column-profile";
import { nameScore } from "./column-words";

/** Columns of a date in three parts are called so. */
const YEAR = /^(year|jahr|annee|année|ano|año|anno)$/i;
const MONTH = /^(month|monat|mois|mes|mês|mese)$/i;
const DAY = /^(day|tag|jour|dia|día|giorno)$/i;

/**
 * The columns, and those that make a time together: a day and a time of day, or year, month and day (and a time of day). Each is a
 * column whose name joins theirs, `date,time`.
 */
export function withJoinedTimes(columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const clock = columns.filter(isTimeOfDay);
  const parts = [YEAR, MONTH, DAY].map((word) => columns.find(({ name }) => word.test(name)));
  const inParts = parts.every((part) => part !== undefined)
    ? joined([...(parts as ColumnProfile[]), ...clock.slice(0, 1)])
    : undefined;
  const days = columns.filter(isDay).sort((a, b) => nameScore(b.name, "time") - nameScore(a.name, "time"));
  const pairs = clock.slice(0, 4).flatMap((time) => {
    const day = nearest(days, time, columns);
    return day ? [joined([day, time])] : [];
  });
  return [...columns, ...[...pairs, inParts].filter((each) => each?.times !== undefined)] as ColumnProfile[];
}

/** Times such as 09:30 or 9:30:00 PM, without a day; where the column is called so, 09.30 and 093000, too. */
export function isTimeOfDay({ name, texts, filled }: ColumnProfile): boolean {
  const pattern = CALLED_CLOCK.test(name) ? LOOSE_CLOCK : CLOCK;
  return filled > 0 && texts.every((text) => text === "" || pattern.test(text));
}

const CLOCK = /^\d{1,2}:\d\d(:\d\d([.,:]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$/;
const LOOSE_CLOCK =
  /^(([01]?\d|2[0-3])[:.][0-5]\d([:.][0-5]\d([.,:]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?|([01]\d|2[0-3])[0-5]\d[0-5]\d)$/;
const CALLED_CLOCK = /time|zeit|uhr|clock|hora|heure|\bora\b|tijd|_tm$|czas|godzina|saat/i;

/** Times that are days, and no time of day. */
function isDay({ times, texts }: ColumnProfile): boolean {
  return (
    times !== undefined && times.unit !== "s" && !texts.some((text) => text.includes(":")) && times.unit !== "days"
  );
}

function nearest(
  days: readonly ColumnProfile[],
  time: ColumnProfile,
  columns: readonly ColumnProfile[],
): ColumnProfile | undefined {
  const distance = (day: ColumnProfile) => Math.abs(columns.indexOf(day) - columns.indexOf(time));
  return days.toSorted((a, b) => distance(a) - distance(b))[0];
}

function joined(parts: readonly ColumnProfile[]): ColumnProfile {
  const rows = parts[0]!.texts.map((_, row) => {
    const texts = parts.map(({ texts }) => texts[row]!);
    return texts.includes("") ? "" : texts.join(" ");
  });
  return profileColumn(parts.map(({ name }) => name).join(","), rows);
}
