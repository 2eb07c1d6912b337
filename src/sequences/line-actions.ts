const SPACE = 32;

/** Finds the actions of a line: between runs of blanks, arrows of either kind, or any other separator. */
export class LineActions {
  /** None: blanks. */
  readonly #separators: readonly Uint8Array[];

  /** @param separator " " for blanks, "->" or "→" for arrows. */
  constructor(separator: string) {
    const encoder = new TextEncoder();
    const isArrow = separator.trim() === "->" || separator.trim() === "→";
    const texts = separator.trim() === "" && separator !== "\t" ? [] : isArrow ? ["->", "→"] : [separator];
    this.#separators = texts.map((text) => encoder.encode(text));
  }

  /** Calls back with the bytes of each action of a line; nothing between two separators is no action. */
  each(bytes: Uint8Array, start: number, end: number, onAction: (start: number, end: number) => void): void {
    for (let at = start; at < end; ) {
      const next = this.endOf(bytes, at, end);
      let from = at;
      let to = next;
      while (from < to && bytes[from]! <= SPACE) from++;
      while (from < to && bytes[to - 1]! <= SPACE) to--;
      if (from < to) onAction(from, to);
      at = this.after(bytes, next, end);
    }
  }

  /** Where the action at `at` ends. */
  endOf(bytes: Uint8Array, at: number, end: number): number {
    let i = at;
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
}
