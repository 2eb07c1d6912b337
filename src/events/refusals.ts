import { describeValue } from "../core/internal";
import type { RefusedRows } from "./types";

/** Line numbers kept for each reason. */
const LINES_TOLD = 5;

/** Counts refused rows by reason, or throws at the first of them. */
export class Refusals {
  readonly #byReason = new Map<string, { rows: number; lines: number[]; example: string | undefined }>();

  constructor(
    readonly onInvalid: "throw" | "skip",
    /** What a row is called: a `line` of a file, or a `row` of an iterable. */
    readonly noun: "line" | "row",
  ) {}

  /**
   * @param example the value that is to blame.
   * @throws RangeError unless invalid rows are to be skipped.
   */
  refuse(reason: string, line: number, example?: string): void {
    if (this.onInvalid === "throw") {
      const shown = example === undefined ? "" : `, ${describeValue(example)}`;
      throw new RangeError(
        `${this.noun} ${line}: ${reason}${shown} (with onInvalid: "skip" such rows are left out and counted in the report)`,
      );
    }
    const known = this.#byReason.get(reason);
    if (known === undefined) this.#byReason.set(reason, { rows: 1, lines: [line], example });
    else {
      known.rows += 1;
      if (known.lines.length < LINES_TOLD) known.lines.push(line);
    }
  }

  /** Where the first row refused for a reason stands, and what it held. */
  first(reason: string): string {
    const { lines, example } = this.#byReason.get(reason)!;
    return `${this.noun} ${lines[0]}${example === undefined ? "" : `: ${describeValue(example)}`}`;
  }

  /** Most frequent first, ties by reason. */
  summary(): RefusedRows[] {
    const all = [...this.#byReason].map(([reason, { rows, lines }]) => ({ reason, rows, lines }));
    return all.sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
  }
}
