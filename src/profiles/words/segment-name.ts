/** Characters of a name that is given to a segment, at most. */
export const LONGEST_SEGMENT_NAME = 120;

/** Control characters, halves of characters, ends of lines, and what changes the direction of the text around it. */
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Whether a segment can be given this name: one line, not empty, not too long, no white space at its ends. */
export function isSegmentName(text: string): boolean {
  return text !== "" && text.length <= LONGEST_SEGMENT_NAME && text.trim() === text && !UNSEEN.test(text);
}
