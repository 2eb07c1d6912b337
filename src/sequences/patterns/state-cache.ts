/** A set of states of a position automaton, and where each class of symbols leads from it, as far as that is known. */
export interface SetState {
  readonly set: Uint32Array;
  /** Whether the expression is matched here. */
  readonly isFinal: boolean;
  readonly next: (SetState | undefined)[];
}

/** This many sets are remembered; then all are forgotten, and found again as they are met. */
const MOST_SETS = 4096;

/**
 * The deterministic automaton, built as far as inputs lead (as grep and RE2 do): a symbol costs a look-up, and at worst a
 * step of the position automaton, whatever the expression.
 */
export class StateCache {
  #states = new Map<string, SetState>();
  #start: SetState | undefined;
  readonly #first: Uint32Array;
  readonly #final: Uint32Array;
  readonly #step: (set: Uint32Array, symbolClass: number) => Uint32Array;

  /**
   * @param first the set before any symbol.
   * @param step  where a class of symbols leads from a set.
   */
  constructor(first: Uint32Array, final: Uint32Array, step: (set: Uint32Array, symbolClass: number) => Uint32Array) {
    this.#first = first;
    this.#final = final;
    this.#step = step;
  }

  get start(): SetState {
    this.#start ??= this.of(this.#first);
    return this.#start;
  }

  of(set: Uint32Array): SetState {
    const key = String.fromCharCode(...new Uint16Array(set.buffer, set.byteOffset, set.length * 2));
    let state = this.#states.get(key);
    if (state === undefined) {
      if (this.#states.size === MOST_SETS) this.#forget();
      state = { set, isFinal: intersects(set, this.#final), next: [] };
      this.#states.set(key, state);
    }
    return state;
  }

  /** Where a class of symbols leads that `state.next` does not know yet. */
  advance(state: SetState, symbolClass: number): SetState {
    const next = this.of(this.#step(state.set, symbolClass));
    state.next[symbolClass] = next;
    return next;
  }

  #forget(): void {
    this.#states = new Map();
    this.#start = undefined; // it leads to all others
  }
}

/** Whether two sets have a state in common. */
export function intersects(a: Uint32Array, b: Uint32Array): boolean {
  for (let word = 0; word < a.length; word++) if ((a[word]! & b[word]!) !== 0) return true;
  return false;
}
