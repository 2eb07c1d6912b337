import { describeValue } from "../../core/internal";
import type { RefusedRows } from "../types";

/** Line numbers kept for each reason. */
const LINES_LISTED = 5;
const LONGEST_EXAMPLE = 100;

interface Refused {
  rows: number;
  readonly lines: number[];
  readonly file: string | undefined;
  readonly example: string | undefined;
}

/** Counts refused rows by reason, or throws at the first of them. */
export class Refusals {
  /** The file under way, where several are read. */
  file: string | undefined;
  readonly #byReason = new Map<string, Refused>();

  /** What a row is called: a `line` of a file, or a `row` of an iterable. */
  noun: "line" | "row" = "line";
  /** Rows refused so far. */
  rows = 0;

  constructor(readonly onInvalid: "throw" | "skip") {}

  /**
   * @param example the value that is to blame.
   * @throws RangeError unless invalid rows are to be skipped.
   */
  refuse(reason: string, line: number, example?: string): void {
    if (this.onInvalid === "throw") {
      throw new RangeError(
        `${this.#place(line, this.file)}: ${reason}${example === undefined ? "" : `, ${describeValue(example)}`} ` +
          '(with onInvalid: "skip" such rows are left out and counted in the report)',
      );
    }
    this.rows += 1;
    const known = this.#byReason.get(reason);
    if (known === undefined) {
      const shown = example?.slice(0, LONGEST_EXAMPLE);
      this.#byReason.set(reason, { rows: 1, lines: [line], file: this.file, example: shown });
    } else {
      known.rows += 1;
      if (known.lines.length < LINES_LISTED && known.file === this.file) known.lines.push(line);
    }
  }

  /** Where the first row refused for a reason stands, and what it held. */
  first(reason: string): string {
    const { lines, file, example } = this.#byReason.get(reason)!;
    return `${this.#place(lines[0]!, file)}${example === undefined ? "" : `: ${describeValue(example)}`}`;
  }

  #place(line: number, file: string | undefined): string {
    return `${this.noun} ${line}${file === undefined ? "" : ` of ${file}`}`;
  }

  /** Most frequent first, ties by reason. */
  summary(): RefusedRows[] {
    const all = [...this.#byReason].map(([reason, { rows, lines, file, example }]) => ({
      ...{ reason, rows, lines },
      ...(file !== undefined && { file }),
      ...(example !== undefined && { example }),
    }));
    return all.sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
  }
}
