import { type Field, verbatim, wrongType, wrongValue } from "../../core/internal";
import { TimeFormat } from "./time-format";
import { TimeZone } from "./time-zone";

/** The option `timeFormat`. */
export function timeFormatOption(): Field<TimeFormat, undefined> {
  const expected = 'a format such as "dd.MM.yyyy HH:mm"';
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      try {
        return new TimeFormat(value);
      } catch (error) {
        throw wrongValue(name, expected, verbatim((error as Error).message));
      }
    },
  };
}

/** The option `timeZone`. */
export function timeZoneOption(): Field<TimeZone, undefined> {
  const expected = 'a time zone such as "Europe/Berlin"';
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      try {
        return new TimeZone(value);
      } catch {
        throw wrongValue(name, expected, value);
      }
    },
  };
}
