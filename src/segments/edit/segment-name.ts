import { wrongType, wrongValue } from "../../core/internal";

const LONGEST = 120;

/**
 * Reads a name that people give to a segment.
 *
 * @throws TypeError when it is no text; RangeError when it is empty, too long, or has white space at its ends or control characters.
 */
export function segmentName(path: string, value: unknown): string {
  const expected = `a name of 1 to ${LONGEST} characters in one line`;
  if (typeof value !== "string") throw wrongType(path, expected, value);
  if (value === "" || value.length > LONGEST || value.trim() !== value || UNSEEN.test(value)) {
    throw wrongValue(path, expected, value);
  }
  return value;
}

/** Control characters, halves of characters, ends of lines, and what changes the direction of the text around it. */
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
