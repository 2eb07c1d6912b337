import { wrongType, wrongValue } from "../../core/internal";
import { isSegmentName, LONGEST_SEGMENT_NAME } from "../../profiles/internal";

/** What a name must be, in words. */
export const NAME_EXPECTED = `a name of 1 to ${LONGEST_SEGMENT_NAME} characters in one line`;

/**
 * Reads a name that people give to a segment.
 *
 * @throws TypeError when it is no text; RangeError when it is empty, too long, or has white space at its ends or control characters.
 */
export function segmentName(path: string, value: unknown): string {
  if (typeof value !== "string") throw wrongType(path, NAME_EXPECTED, value);
  if (!isSegmentName(value)) throw wrongValue(path, NAME_EXPECTED, value);
  return value;
}
