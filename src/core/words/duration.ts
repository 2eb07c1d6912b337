import type { Field } from "../options/fields";
import { wrongType, wrongValue } from "../options/wrong-value";
import { durationText } from "./wording";

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A span of time: a number of milliseconds, or text such as `"500ms"`, `"30m"`, `"1.5h"`, `"7d"`. */
export type Duration = number | string;

/** The longest that timers of Node and of browsers wait, in full days: beyond 2^31 milliseconds they end at once. */
export const LONGEST_WAIT = 24 * 86_400_000;

/** An option that holds a {@link Duration} > 0 and, where that is said, at most this many milliseconds; read as milliseconds. */
export function duration(most = Number.MAX_VALUE): Field<number, undefined> {
  const bound = most === Number.MAX_VALUE ? "" : ` and <= ${durationText(most)}`;
  const expected = `a duration > 0${bound} such as "30m", "1.5h", "7d" or a number of milliseconds`;
  return {
    expected,
    default: undefined,
    json: { type: ["string", "number"] },
    read(value, name) {
      if (typeof value !== "number" && typeof value !== "string") {
        throw wrongType(name, expected, value);
      }
      const ms = typeof value === "number" ? value : parseDuration(value);
      if (!(ms > 0 && ms <= most)) {
        throw wrongValue(name, expected, value);
      }
      return ms;
    },
  };
}

function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/.exec(text.trim());
  return match ? Number(match[1]) * UNIT_MS[match[2]!]! : Number.NaN;
}
