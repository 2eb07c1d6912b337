/** Width of a text in the system's sans serif at 12 pixels, roughly: enough to keep labels from running into each other. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    width += code > 0x2e80 ? 1 : NARROW.has(char) ? 0.3 : /[A-Z_@%&MWmw]/.test(char) ? 0.7 : 0.6;
  }
  return width * size;
}

const NARROW = new Set("iljtf.,:;'!|()[] \u00a0");

/** A text cut to a width in pixels, with an ellipsis where it was cut. */
export function clipped(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && textWidth(`${chars.join("")}…`, size) > width) chars.pop();
  return `${chars.join("").trimEnd()}…`;
}
