import type { Expression } from "./expression";
import { positionsOf } from "./positions";
import { intersects, type SetState, StateCache } from "./state-cache";
import { BEGIN, END, SymbolClasses } from "./symbol-classes";

/** Symbols `start .. end` of an input. */
export interface Span {
  /** Position of the first symbol, from 0. */
  readonly start: number;
  /** Position behind the last one. */
  readonly end: number;
}

/** An input: numbers of symbols, and the class of each number. */
export interface Coded {
  readonly tokens: Uint32Array;
  readonly classOf: Uint32Array;
}

/** Looks for an expression in inputs given as classes of symbols; the time is linear in the input, whatever the expression. */
export class Automaton {
  readonly classes: SymbolClasses;
  /** What an input may have shown so far, a match beginning anywhere; the same, beginning at one place. */
  readonly #anywhere: StateCache;
  readonly #here: StateCache;
  /** The states from which what follows can still be a match. */
  readonly #alive: StateCache;

  constructor(expression: Expression) {
    const { words, takes, follow, precede, final } = positionsOf(expression);
    const classes = new SymbolClasses(takes, words);
    const start = new Uint32Array(words);
    start[0] = 1;
    const forward = (set: Uint32Array, symbolClass: number) => {
      const next = union(set, undefined, follow);
      const takers = classes.takers[symbolClass]!;
      for (let word = 0; word < words; word++) next[word]! &= takers[word]!;
      return next;
    };
    this.classes = classes;
    this.#here = new StateCache(start, final, forward);
    this.#anywhere = new StateCache(start, final, (set, symbolClass) => {
      const next = forward(set, symbolClass);
      next[0]! |= 1;
      return next;
    });
    this.#alive = new StateCache(final, start, (set, symbolClass) => {
      const before = union(set, classes.takers[symbolClass]!, precede);
      for (let word = 0; word < words; word++) before[word]! |= final[word]!;
      return before;
    });
  }

  /** Whether the symbols `from .. to` hold a match. */
  test({ tokens, classOf }: Coded, from: number, to: number): boolean {
    const cache = this.#anywhere;
    let state = advance(cache, cache.start, BEGIN);
    for (let i = from; i < to; i++) {
      if (state.isFinal) return true;
      state = advance(cache, state, classOf[tokens[i]!]!);
    }
    return state.isFinal || advance(cache, state, END).isFinal;
  }

  /** Where the match ends that is complete first, of those that begin at `behind` or later; -1 for none. */
  firstEnd({ tokens, classOf }: Coded, behind: number): number {
    const cache = this.#anywhere;
    let state = behind === 0 ? advance(cache, cache.start, BEGIN) : cache.start;
    for (let i = behind; i < tokens.length; i++) {
      if (state.isFinal) return i;
      state = advance(cache, state, classOf[tokens[i]!]!);
    }
    return state.isFinal || advance(cache, state, END).isFinal ? tokens.length : -1;
  }

  /**
   * Matches that do not overlap, each as far to the left as possible and then as long as possible, from the left; positions
   * count from `from`.
   */
  *matches(input: Coded, from: number, to: number): Generator<Span, undefined> {
    const n = to - from;
    const alive = this.#aliveBehind(input, from, to);
    for (let start = 0; start <= n; ) {
      // alive[i + 1] stands before symbol i, alive[0] before the beginning
      while (start <= n && !(alive[start + 1]!.isFinal || (start === 0 && alive[0]!.isFinal))) start++;
      if (start > n) return;
      const end = this.#longest(input, from, n, start, alive);
      yield { start, end };
      start = Math.max(end, start + 1);
    }
  }

  /** For each place in the input, the states from which what follows is a match; read from the end. */
  #aliveBehind({ tokens, classOf }: Coded, from: number, to: number): SetState[] {
    const n = to - from;
    const cache = this.#alive;
    const alive = new Array<SetState>(n + 3);
    let state = cache.start;
    alive[n + 2] = state;
    for (let i = n + 1; i >= 0; i--) {
      state = advance(cache, state, i === n + 1 ? END : i === 0 ? BEGIN : classOf[tokens[from + i - 1]!]!);
      alive[i] = state;
    }
    return alive;
  }

  /** Where the longest match that begins at `start` ends; only as many symbols are read as it has. */
  #longest({ tokens, classOf }: Coded, from: number, n: number, start: number, alive: readonly SetState[]): number {
    const cache = this.#here;
    const first = cache.start;
    let state = start === 0 ? cache.of(either(advance(cache, first, BEGIN).set, first.set)) : first;
    let end = start;
    for (let place = start + 1; ; place++) {
      if (state.isFinal) end = Math.min(place - 1, n);
      if (place > n + 1 || !intersects(state.set, alive[place]!.set)) return end;
      state = advance(cache, state, place === n + 1 ? END : classOf[tokens[from + place - 1]!]!);
    }
  }
}

function advance(cache: StateCache, state: SetState, symbolClass: number): SetState {
  return state.next[symbolClass] ?? cache.advance(state, symbolClass);
}

/** The union of the rows of a table for the states of a set; of those among `within`, where it is given. */
function union(set: Uint32Array, within: Uint32Array | undefined, rows: Uint32Array): Uint32Array {
  const words = set.length;
  const result = new Uint32Array(words);
  for (let word = 0; word < words; word++) {
    let left = within ? set[word]! & within[word]! : set[word]!;
    while (left !== 0) {
      const bit = 31 - Math.clz32(left);
      left &= ~(1 << bit);
      const row = ((word << 5) + bit) * words;
      for (let other = 0; other < words; other++) result[other]! |= rows[row + other]!;
    }
  }
  return result;
}

function either(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((bits, word) => bits | b[word]!);
}
