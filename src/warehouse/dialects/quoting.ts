/** `"name"`, with quotes in it doubled. */
export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `'text'`, with quotes in it doubled: for dialects in which a backslash is a character like any other. */
export function doubledLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Quoted by `quote`, in dialects in which a backslash escapes: quotes, backslashes and control characters are escaped. */
export function backslashed(text: string, quote: "'" | "`"): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
    .replace(/[\x00-\x1f\x7f]/g, (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${quote}${escaped}${quote}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
