/**
 * The name of an action, or a pattern of names: `*` stands for any characters, also none; `\*` for an asterisk, `\\` for a
 * backslash.
 */
export interface NamePattern {
  readonly text: string;
  /** The name it is; undefined for one that stands for several. */
  readonly name: string | undefined;
  fits(name: string): boolean;
}

/** Reads a name pattern. */
export function namePattern(text: string): NamePattern {
  const pieces: string[] = [];
  let piece = "";
  for (let i = 0; i < text.length; i++) {
    const isEscape = text[i] === "\\" && (text[i + 1] === "*" || text[i + 1] === "\\");
    if (text[i] === "*") {
      pieces.push(piece);
      piece = "";
    } else piece += isEscape ? text[++i] : text[i];
  }
  if (pieces.length === 0) return { text, name: piece, fits: (name) => name === piece };
  pieces.push(piece);
  return { text, name: undefined, fits: (name) => fitsPieces(name, pieces) };
}

/** A name as a pattern that fits it alone. */
export function literalName(name: string): NamePattern {
  return { text: name, name, fits: (other) => other === name };
}

/** Whether a name is the pieces in order, with anything between them: each is taken where it first stands. */
function fitsPieces(name: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
