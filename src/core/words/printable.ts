/** Text safe to print on one line: control characters, direction marks and lone surrogates are written as escapes. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** The same for a text of others in a message: never longer than `longest` characters. */
export function excerpt(text: string, longest: number): string {
  const shown = printable(text.length > 2 * longest ? text.slice(0, 2 * longest) : text);
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}
