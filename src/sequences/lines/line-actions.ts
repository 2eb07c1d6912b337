const SPACE = 32;
const QUOTE = 34;

/** Separators of tables, whose cells may stand in quotes. */
const OF_TABLES = [",", ";", "|"];

/**
 * Finds the actions of a line: between runs of blanks, arrows of either kind, or any other separator. Between the commas,
 * semicolons or bars of a table an action may stand in quotes, in which a doubled quote stands for one; a quote that is
 * not closed before the next separator is text.
 */
export class LineActions {
  /** None: blanks. */
  readonly #separators: readonly Uint8Array[];
  readonly #quotes: boolean;

  /** @param separator " " for blanks, "->" or "→" for arrows. */
  constructor(separator: string) {
    const encoder = new TextEncoder();
    const isArrow = separator.trim() === "->" || separator.trim() === "→";
    const texts = separator.trim() === "" && separator !== "\t" ? [] : isArrow ? ["->", "→"] : [separator];
    this.#separators = texts.map((text) => encoder.encode(text));
    this.#quotes = OF_TABLES.includes(separator);
  }

  /** Calls back with the bytes of each action of a line; empty text between two separators is skipped. */
  each(
    bytes: Uint8Array,
    start: number,
    end: number,
    onAction: (bytes: Uint8Array, start: number, end: number) => void,
  ): void {
    for (let at = start; at < end; ) {
      const next = this.endOf(bytes, at, end);
      const [from, to] = trimmed(bytes, at, next);
      if (from < to) {
        if (this.#quotes && bytes[from] === QUOTE && this.#endOfQuoted(bytes, from, end) === to) {
          const action = unquoted(bytes, from, to);
          if (action.length > 0) onAction(action, 0, action.length);
        } else onAction(bytes, from, to);
      }
      at = this.after(bytes, next, end);
    }
  }

  /** How many cells a line of a table has, empty ones counted. */
  cells(bytes: Uint8Array, start: number, end: number): number {
    let cells = 1;
    for (let at = this.endOf(bytes, start, end); at < end; cells++) {
      at = this.endOf(bytes, this.after(bytes, at, end), end);
    }
    return cells;
  }

  /** Where the action at `at` ends. */
  endOf(bytes: Uint8Array, at: number, end: number): number {
    let i = at;
    if (this.#quotes) {
      while (i < end && bytes[i]! <= SPACE) i++;
      const closed = bytes[i] === QUOTE ? this.#endOfQuoted(bytes, i, end) : -1;
      i = closed < 0 ? at : closed;
    }
    if (this.#separators.length === 0) while (i < end && bytes[i]! > SPACE) i++;
    else while (i < end && this.after(bytes, i, end) === i) i++;
    return i;
  }

  /** Where the separator at `at` ends; `at` itself when there is none. */
  after(bytes: Uint8Array, at: number, end: number): number {
    if (this.#separators.length === 0) return at < end && bytes[at]! <= SPACE ? at + 1 : at;
    for (const separator of this.#separators) {
      let i = 0;
      while (i < separator.length && at + i < end && bytes[at + i] === separator[i]) i++;
      if (i === separator.length) return at + i;
    }
    return at;
  }

  /** Behind the closing quote of the cell whose quote opens at `at`; -1 when it does not end the cell. */
  #endOfQuoted(bytes: Uint8Array, at: number, end: number): number {
    let close = at + 1;
    for (; close < end; close++) {
      if (bytes[close] !== QUOTE) continue;
      if (close + 1 < end && bytes[close + 1] === QUOTE) close += 1;
      else break;
    }
    let next = close + 1;
    if (close >= end) return -1;
    while (next < end && bytes[next]! <= SPACE) next++;
    return next === end || this.after(bytes, next, end) > next ? close + 1 : -1;
  }
}

/** Without the blanks at its ends. */
function trimmed(bytes: Uint8Array, start: number, end: number): [from: number, to: number] {
  let from = start;
  let to = end;
  while (from < to && bytes[from]! <= SPACE) from++;
  while (from < to && bytes[to - 1]! <= SPACE) to--;
  return [from, to];
}

/** What stands between quotes, blanks at its ends left out, a doubled quote made one. */
function unquoted(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const [from, to] = trimmed(bytes, start + 1, end - 1);
  const text = bytes.slice(from, to);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    text[length++] = text[i]!;
    if (text[i] === QUOTE) i++;
  }
  return text.subarray(0, length);
}
