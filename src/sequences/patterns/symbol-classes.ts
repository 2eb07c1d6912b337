import type { SymbolSet } from "./expression";

/** This many symbols are remembered; then all are forgotten, and classed again as they are met. */
const MOST_SYMBOLS = 1 << 16;

/** The classes of the two ends of an input, which count as symbols. */
export const BEGIN = 0;
export const END = 1;

/** The classes of a symbol that is not known: what it surely is taken by, and what it may be taken by. */
export const SURELY = 2;
export const PERHAPS = 3;

/** Symbols that the states of an automaton treat alike, as one class. */
export class SymbolClasses {
  readonly #takes: readonly (SymbolSet | undefined)[];
  readonly #words: number;
  /** For each class the states that take it. */
  readonly takers: Uint32Array[] = [];
  readonly #classes = new Map<string, number>();
  #known = new Map<string, number>();

  constructor(takes: readonly (SymbolSet | undefined)[], words: number) {
    this.#takes = takes;
    this.#words = words;
    // each end is a class of its own: no name and no character
    for (const edge of ["begin", "end"] as const) this.takers.push(this.#takersWhere((set) => set.edge === edge));
    this.takers.push(this.#takersWhere((set) => set.takesAll === true));
    this.takers.push(this.#takersWhere(() => true));
  }

  /** The class of a symbol. */
  of(symbol: string): number {
    let known = this.#known.get(symbol);
    if (known === undefined) {
      if (this.#known.size === MOST_SYMBOLS) this.#known = new Map();
      known = this.#classify(symbol);
      this.#known.set(symbol, known);
    }
    return known;
  }

  #classify(symbol: string): number {
    const answers = new Map<SymbolSet, boolean>();
    const takers = this.#takersWhere((set) => {
      const answer = answers.get(set) ?? set.has(symbol);
      answers.set(set, answer);
      return answer;
    });
    const key = takers.join();
    let found = this.#classes.get(key);
    if (found === undefined) {
      found = this.takers.push(takers) - 1;
      this.#classes.set(key, found);
    }
    return found;
  }

  #takersWhere(accepts: (set: SymbolSet) => boolean): Uint32Array {
    const takers = new Uint32Array(this.#words);
    for (const [state, set] of this.#takes.entries()) {
      if (set && accepts(set)) takers[state >>> 5]! |= 1 << (state & 31);
    }
    return takers;
  }
}
