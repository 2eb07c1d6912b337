import { log, type Ragged } from "../core/internal";

/** How many actions' worth a class believes that it does what all do. */
export const PRIOR_STRENGTH = 8;

/**
 * What follows what, in users: for each transition seen (a context, and the symbol after it) how many users of each
 * class. Contexts are actions and the start (`symbols - 1`); symbols are actions and the end (`symbols - 1`).
 */
export interface TransitionTable {
  readonly contexts: Uint32Array;
  readonly symbols: Uint32Array;
  /** For each transition, counts of each class. */
  readonly counts: Float64Array;
}

/**
 * Counts transitions of weighted rows, start and end included, in the order they are met.
 *
 * @param leastUsers those that fewer users make are left out.
 */
export function countClassTransitions(
  { tokens, offsets }: Ragged,
  labels: Uint32Array,
  weights: Float64Array,
  { actions, classes, leastUsers }: { readonly actions: number; readonly classes: number; readonly leastUsers: number },
): TransitionTable {
  const numbers = new Map<number, number>();
  const users: number[] = [];
  const lastRow: number[] = [];
  const contexts: number[] = [];
  const symbols: number[] = [];
  const counts: number[] = [];
  for (const [row, label] of labels.entries()) {
    if (weights[row] === 0) continue;
    let context = actions;
    for (let at = offsets[row]!; at <= offsets[row + 1]!; at++) {
      const symbol = at === offsets[row + 1] ? actions : tokens[at]!;
      const key = context * (actions + 1) + symbol;
      let transition = numbers.get(key);
      if (transition === undefined) {
        transition = contexts.push(context) - 1;
        symbols.push(symbol);
        for (let c = 0; c < classes; c++) counts.push(0);
        users.push(0);
        lastRow.push(-1);
        numbers.set(key, transition);
      }
      if (lastRow[transition] !== row) users[transition]! += weights[row]!;
      lastRow[transition] = row;
      counts[transition * classes + label]! += weights[row]!;
      context = symbol;
    }
  }
  const kept = [...users.keys()].filter((transition) => users[transition]! >= leastUsers);
  return {
    contexts: Uint32Array.from(kept, (transition) => contexts[transition]!),
    symbols: Uint32Array.from(kept, (transition) => symbols[transition]!),
    counts: Float64Array.from(kept.flatMap((at) => counts.slice(at * classes, (at + 1) * classes))),
  };
}

/**
 * First-order laws of classes. With n for counts of all and n_k for those of class k:
 *
 *     G0(a)    = (n(a) + .5) / (N + .5 (V + 1))
 *     g(a|b)   = (n(b,a) + G0(a)) / (n(b) + 1)            all users
 *     e_k(a|b) = (n_k(b,a) + 8 g(a|b)) / (n_k(b) + 8)     class k
 *
 * An action that was never seen is a symbol with no count, and as a context it says nothing.
 */
export class TransitionLaw {
  readonly #actions: number;
  readonly #classes: number;
  readonly #numbers = new Map<number, number>();
  /** For each transition ln g, and ln e_k of each class. */
  readonly #common: Float64Array;
  readonly #logs: Float64Array;
  /** For each context: n(b), and ln (8 / (n_k(b) + 8)) of each class. */
  readonly #inContext: Float64Array;
  readonly #unseen: Float64Array;
  /** ln G0, the last for what was never seen. */
  readonly #rare: Float64Array;

  constructor(
    { contexts, symbols, counts }: TransitionTable,
    { actions, classes }: { readonly actions: number; readonly classes: number },
  ) {
    this.#actions = actions;
    this.#classes = classes;
    const size = contexts.length;
    const ofSymbol = new Float64Array(actions + 2);
    const ofContext = new Float64Array((actions + 1) * classes);
    const totals = new Float64Array(size);
    this.#inContext = new Float64Array(actions + 1);
    let all = 0;
    for (let t = 0; t < size; t++) {
      for (let c = 0; c < classes; c++) {
        const count = counts[t * classes + c]!;
        totals[t]! += count;
        ofContext[contexts[t]! * classes + c]! += count;
      }
      ofSymbol[symbols[t]!]! += totals[t]!;
      this.#inContext[contexts[t]!]! += totals[t]!;
      all += totals[t]!;
    }
    const rare = ofSymbol.map((count) => (count + 0.5) / (all + 0.5 * (actions + 1)));
    this.#rare = rare.map(log);
    this.#unseen = ofContext.map((count) => log(PRIOR_STRENGTH / (count + PRIOR_STRENGTH)));
    this.#common = new Float64Array(size);
    this.#logs = new Float64Array(size * classes);
    for (let t = 0; t < size; t++) {
      const [context, symbol] = [contexts[t]!, symbols[t]!];
      this.#numbers.set(context * (actions + 1) + symbol, t);
      const common = (totals[t]! + rare[symbol]!) / (this.#inContext[context]! + 1);
      this.#common[t] = log(common);
      for (let c = 0; c < classes; c++) {
        const count = counts[t * classes + c]!;
        this.#logs[t * classes + c] = log(
          (count + PRIOR_STRENGTH * common) / (ofContext[context * classes + c]! + PRIOR_STRENGTH),
        );
      }
    }
  }

  /** The context at the start of a path. */
  get start(): number {
    return this.#actions;
  }

  /** The symbol at the end of a path. */
  get end(): number {
    return this.#actions;
  }

  /** -ln G0 of an action that was never seen. */
  get surpriseOfUnknown(): number {
    return -this.#rare.at(-1)!;
  }

  /** ln g of a symbol after a context. */
  common(context: number, symbol: number): number {
    const transition = this.#transition(context, symbol);
    return transition === undefined ? this.#commonOfUnseen(context, symbol) : this.#common[transition]!;
  }

  /**
   * What a symbol says after a context.
   *
   * @param logs gets ln e_k of each class.
   * @returns ln g.
   */
  read(context: number, symbol: number, logs: Float64Array): number {
    const classes = this.#classes;
    const transition = this.#transition(context, symbol);
    if (transition !== undefined) {
      for (let c = 0; c < classes; c++) logs[c] = this.#logs[transition * classes + c]!;
      return this.#common[transition]!;
    }
    const common = this.#commonOfUnseen(context, symbol);
    if (context > this.#actions) logs.fill(common);
    else for (let c = 0; c < classes; c++) logs[c] = common + this.#unseen[context * classes + c]!;
    return common;
  }

  #transition(context: number, symbol: number): number | undefined {
    return symbol > this.#actions ? undefined : this.#numbers.get(context * (this.#actions + 1) + symbol);
  }

  #commonOfUnseen(context: number, symbol: number): number {
    const rare = this.#rare[Math.min(symbol, this.#actions + 1)]!;
    return context > this.#actions ? rare : rare - log(this.#inContext[context]! + 1);
  }
}
