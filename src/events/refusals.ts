import type { RefusedRows } from "./types";

/** Line numbers kept for each reason. */
const LINES_TOLD = 5;

/** Counts refused rows by reason, or throws at the first of them. */
export class Refusals {
  readonly #byReason = new Map<string, { rows: number; lines: number[] }>();

  constructor(
    readonly onInvalid: "throw" | "skip",
    /** What a row is called: a `line` of a file, or a `row` of an iterable. */
    readonly noun: "line" | "row",
  ) {}

  /** @throws RangeError unless invalid rows are to be skipped. */
  refuse(reason: string, line: number): void {
    if (this.onInvalid === "throw") {
      throw new RangeError(
        `${this.noun} ${line}: ${reason} (with onInvalid: "skip" such rows are left out and counted in the report)`,
      );
    }
    const known = this.#byReason.get(reason);
    if (known === undefined) this.#byReason.set(reason, { rows: 1, lines: [line] });
    else {
      known.rows += 1;
      if (known.lines.length < LINES_TOLD) known.lines.push(line);
    }
  }

  /** Most frequent first, ties by reason. */
  summary(): RefusedRows[] {
    const all = [...this.#byReason].map(([reason, { rows, lines }]) => ({ reason, rows, lines }));
    return all.sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
  }
}
