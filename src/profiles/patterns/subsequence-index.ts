import type { Sequences } from "../../sequences";

/** Finds which of many subsequences a row shows: its actions in this order, with any others between them. */
export class SubsequenceIndex {
  readonly #sequences: Sequences;
  readonly #lists: readonly (readonly number[])[];
  /** For each first action, the subsequences that begin with it. */
  readonly #byFirst: readonly number[][];
  readonly #seen: Uint32Array;
  #stamp = 0;

  constructor(sequences: Sequences, lists: readonly (readonly number[])[]) {
    this.#sequences = sequences;
    this.#lists = lists;
    this.#byFirst = sequences.vocabulary.actions.map(() => []);
    lists.forEach((list, i) => {
      this.#byFirst[list[0]!]!.push(i);
    });
    this.#seen = new Uint32Array(sequences.vocabulary.actions.length);
  }

  /** Calls back with each subsequence that the row shows. */
  each(row: number, call: (subsequence: number) => void): void {
    if (this.#lists.length === 0) return;
    const { tokens, offsets } = this.#sequences;
    this.#stamp += 1;
    const end = offsets[row + 1]!;
    for (let p = offsets[row]!; p < end; p++) {
      const token = tokens[p]!;
      if (this.#seen[token] === this.#stamp) continue;
      this.#seen[token] = this.#stamp;
      for (const i of this.#byFirst[token]!) {
        const list = this.#lists[i]!;
        let matched = 1;
        for (let q = p + 1; q < end && matched < list.length; q++) if (tokens[q] === list[matched]) matched++;
        if (matched === list.length) call(i);
      }
    }
  }
}
