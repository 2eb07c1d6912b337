import type { Ragged } from "../core";
import { RaggedBuilder } from "./ragged-builder";
import { REPEAT_BUCKETS, repeatBucket } from "./repeat-buckets";
import type { SequenceRules } from "./rules";

/** Rows of codes: a code is `name * REPEAT_BUCKETS + bucket`, one for each token there can be. */
export class CodeRowsWriter {
  readonly rows: RaggedBuilder;
  /** What `maxLength` took. */
  truncated = { inputs: 0, tokens: 0 };
  readonly #rules: SequenceRules;

  constructor(rules: SequenceRules, tokens?: number, rows?: number) {
    this.#rules = rules;
    this.rows = new RaggedBuilder(tokens, rows);
  }

  /** Collapses and cuts one row of names, and adds it; returns its length. */
  add({ tokens }: Ragged, start: number, end: number): number {
    const { collapseRepeats } = this.#rules;
    for (let i = start; i < end; ) {
      const name = tokens[i]!;
      const runStart = i++;
      if (collapseRepeats !== false) while (i < end && tokens[i] === name) i++;
      const bucket = collapseRepeats === "buckets" ? repeatBucket(i - runStart) : 0;
      this.rows.push(name * REPEAT_BUCKETS + bucket);
    }
    this.#cut();
    const length = this.rows.length - this.rows.rowStart;
    this.rows.endRow();
    return length;
  }

  #cut(): void {
    const { maxLength, keep } = this.#rules;
    const start = this.rows.rowStart;
    const excess = this.rows.length - start - (maxLength ?? Number.POSITIVE_INFINITY);
    if (!(excess > 0)) return;
    this.truncated.inputs += 1;
    this.truncated.tokens += excess;
    if (keep === "last") this.rows.tokens.copyWithin(start, start + excess, this.rows.length);
    this.rows.length -= excess;
  }
}
