import type { SequenceRules } from "../rules";
import type { NameNumbers, NameRows } from "./name-rows";
import { RaggedBuilder } from "./ragged-builder";
import { REPEAT_BUCKETS, repeatBucket } from "./repeat-buckets";

/** Rows of codes: a code is `name * REPEAT_BUCKETS + bucket`, one for each possible token. */
export class CodeRowsWriter {
  readonly rows: RaggedBuilder;
  /** What `maxLength` cut off. */
  readonly truncated = { inputs: 0, tokens: 0 };
  readonly #rules: SequenceRules;
  readonly #numbers: NameNumbers;
  /** When the coded tokens happened, written over the names' own clock: a row never grows. */
  #clocked = 0;

  /** The tokens of pauses and session boundaries are never first or last. */
  constructor(rules: SequenceRules, numbers: NameNumbers, tokens: number, rows: number) {
    this.#rules = rules;
    this.#numbers = numbers;
    this.rows = new RaggedBuilder(tokens, rows);
  }

  /** Collapses and cuts one row of names, which stands for `weight` inputs, and adds it; returns its length. */
  add({ tokens, clock }: Pick<NameRows, "tokens" | "clock">, start: number, end: number, weight = 1): number {
    const { collapseRepeats } = this.#rules;
    const clockStart = this.#clocked;
    for (let i = start; i < end; ) {
      const name = tokens[i]!;
      const runStart = i++;
      if (collapseRepeats !== false) while (i < end && tokens[i] === name) i++;
      const bucket = collapseRepeats === "buckets" ? repeatBucket(i - runStart) : 0;
      this.rows.push(name * REPEAT_BUCKETS + bucket);
      if (clock) moveRun(clock, runStart, i, this.#clocked++);
    }
    const skipped = this.#cut(weight);
    const length = this.rows.length - this.rows.rowStart;
    if (clock) {
      if (skipped > 0) clock.gaps.copyWithin(clockStart, clockStart + skipped, clockStart + skipped + length);
      if (skipped > 0) clock.hours.copyWithin(clockStart, clockStart + skipped, clockStart + skipped + length);
      this.#clocked = clockStart + length;
    }
    this.rows.endRow();
    return length;
  }

  /** Cuts the row under construction; returns how many of its first tokens went. */
  #cut(weight: number): number {
    const { maxLength, keep } = this.#rules;
    const { rows } = this;
    const length = rows.length - rows.rowStart;
    if (maxLength === null || length <= maxLength) return 0;
    let start = keep === "first" ? rows.rowStart : rows.length - maxLength;
    let end = start + maxLength;
    while (start < end && this.#isBetweenActions(start)) start++;
    while (start < end && this.#isBetweenActions(end - 1)) end--;
    rows.tokens.copyWithin(rows.rowStart, start, end);
    rows.length = rows.rowStart + end - start;
    this.truncated.inputs += weight;
    this.truncated.tokens += weight * (length - (end - start));
    return start - rows.rowStart;
  }

  #isBetweenActions(position: number): boolean {
    const name = Math.floor(this.rows.tokens[position]! / REPEAT_BUCKETS);
    return name === this.#numbers.ofBoundary || this.#numbers.ofPause.includes(name);
  }
}

/** The clock of a run of equal tokens, as that of one. */
function moveRun({ gaps, hours }: NonNullable<NameRows["clock"]>, start: number, end: number, to: number): void {
  let gap = gaps[start]!;
  for (let i = start + 1; i < end; i++) gap += gaps[i]!;
  gaps[to] = gap;
  hours[to] = hours[start]!;
}
