/** Why rows are refused for their times. */

/** Whether a reason to refuse a row is about its time, or about the end of its event. */
export function isOfTime(reason: string): boolean {
  return reason.endsWith("time") || reason.endsWith("time units");
}

export function isOfEnd(reason: string): boolean {
  return reason === END_BEFORE_START || reason.endsWith(" of the end");
}

/** What is read as a time, in words. */
export const READABLE_TIMES =
  "times are text such as 2024-03-04T09:30:00Z or 04.03.2024 09:30, digits such as 20240304 or 20240304093000, or epoch " +
  'numbers; for others say "timeFormat"';

export const END_BEFORE_START = "an end before its time";
export const MISSING_TIME = "missing time";
/** The refusal of a value that is not a time. */
export const UNPARSABLE_TIME = "unparsable time";
/** The refusal of a time that is not of the form of the others. */
export const MIXED_TIMES = "mixed time units";
