import { ModelFormatError } from "../core";
import { doubled, log, Numbering, type Ragged, type Steps } from "../core/internal";

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
export function* countClassTransitions(
  { tokens, offsets }: Ragged,
  labels: Uint32Array,
  weights: Float64Array,
  { actions, classes, leastUsers }: { readonly actions: number; readonly classes: number; readonly leastUsers: number },
): Steps<TransitionTable> {
  const numbers = new Numbering((actions + 1) * (actions + 1));
  let users = new Float64Array(64);
  let lastRow = new Int32Array(64).fill(-1);
  let counts = new Float64Array(64 * classes);
  let unseen = 0;
  for (const [row, label] of labels.entries()) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    let context = actions;
    for (let at = offsets[row]!; at <= offsets[row + 1]!; at++) {
      const symbol = at === offsets[row + 1] ? actions : tokens[at]!;
      const transition = numbers.of(context * (actions + 1) + symbol);
      if (transition === users.length) {
        [users, counts] = [doubled(users), doubled(counts)];
        const rows = new Int32Array(users.length).fill(-1);
        rows.set(lastRow);
        lastRow = rows;
      }
      if (lastRow[transition] !== row) users[transition]! += weight;
      lastRow[transition] = row;
      counts[transition * classes + label]! += weight;
      context = symbol;
    }
    unseen += offsets[row + 1]! - offsets[row]!;
    if (unseen < TOKENS) continue;
    unseen = 0;
    yield 0;
  }
  const { keys } = numbers;
  const kept = Uint32Array.from({ length: keys.length }, (_, transition) => transition).filter(
    (transition) => users[transition]! >= leastUsers,
  );
  const ofKept = new Float64Array(kept.length * classes);
  for (let t = 0; t < kept.length; t++) {
    for (let c = 0; c < classes; c++) ofKept[t * classes + c] = counts[kept[t]! * classes + c]!;
    if (t % TRANSITIONS === 0) yield 0;
  }
  return {
    contexts: kept.map((transition) => Math.floor(keys[transition]! / (actions + 1))),
    symbols: kept.map((transition) => keys[transition]! % (actions + 1)),
    counts: ofKept,
  };
}

/** Tokens counted, and transitions worked on, between two yields. */
const TOKENS = 2 ** 13;
const TRANSITIONS = 2 ** 12;

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
  readonly #numbers: Numbering;
  readonly #common: Float64Array;
  readonly #logs: Float64Array;
  readonly #inContext: Float64Array;
  readonly #unseen: Float64Array;
  readonly #rare: Float64Array;

  /** Use {@link transitionLaw}. */
  constructor({ actions, classes, numbers, common, logs, inContext, unseen, rare }: TransitionLogs) {
    this.#actions = actions;
    this.#classes = classes;
    this.#numbers = numbers;
    this.#common = common;
    this.#logs = logs;
    this.#inContext = inContext;
    this.#unseen = unseen;
    this.#rare = rare;
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
    return transition < 0 ? this.#commonOfUnseen(context, symbol) : this.#common[transition]!;
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
    if (transition >= 0) {
      for (let c = 0; c < classes; c++) logs[c] = this.#logs[transition * classes + c]!;
      return this.#common[transition]!;
    }
    const common = this.#commonOfUnseen(context, symbol);
    if (context > this.#actions) logs.fill(common);
    else for (let c = 0; c < classes; c++) logs[c] = common + this.#unseen[context * classes + c]!;
    return common;
  }

  #transition(context: number, symbol: number): number {
    return Math.max(context, symbol) > this.#actions ? -1 : this.#numbers.find(context * (this.#actions + 1) + symbol);
  }

  #commonOfUnseen(context: number, symbol: number): number {
    const rare = this.#rare[Math.min(symbol, this.#actions + 1)]!;
    return context > this.#actions ? rare : rare - log(this.#inContext[context]! + 1);
  }
}

/** What a {@link TransitionLaw} reads from. */
interface TransitionLogs {
  readonly actions: number;
  readonly classes: number;
  /** By `context * (actions + 1) + symbol`. */
  readonly numbers: Numbering;
  /** For each transition ln g, and ln e_k of each class. */
  readonly common: Float64Array;
  readonly logs: Float64Array;
  /** For each context: n(b), and ln (8 / (n_k(b) + 8)) of each class. */
  readonly inContext: Float64Array;
  readonly unseen: Float64Array;
  /** ln G0, the last for what was never seen. */
  readonly rare: Float64Array;
}

/**
 * The laws of a table of transitions.
 *
 * @throws ModelFormatError when a transition is in it twice.
 */
export function* transitionLaw(
  { contexts, symbols, counts }: TransitionTable,
  { actions, classes }: { readonly actions: number; readonly classes: number },
): Steps<TransitionLaw> {
  const size = contexts.length;
  const ofSymbol = new Float64Array(actions + 2);
  const ofContext = new Float64Array((actions + 1) * classes);
  const totals = new Float64Array(size);
  const inContext = new Float64Array(actions + 1);
  let all = 0;
  for (let t = 0; t < size; t++) {
    for (let c = 0; c < classes; c++) {
      const count = counts[t * classes + c]!;
      totals[t]! += count;
      ofContext[contexts[t]! * classes + c]! += count;
    }
    ofSymbol[symbols[t]!]! += totals[t]!;
    inContext[contexts[t]!]! += totals[t]!;
    all += totals[t]!;
    if (t % TRANSITIONS === 0) yield 0;
  }
  const rare = ofSymbol.map((count) => (count + 0.5) / (all + 0.5 * (actions + 1)));
  const unseen = new Float64Array(ofContext.length);
  for (let i = 0; i < unseen.length; i++) {
    unseen[i] = log(PRIOR_STRENGTH / (ofContext[i]! + PRIOR_STRENGTH));
    if (i % TRANSITIONS === 0) yield 0;
  }
  const numbers = new Numbering((actions + 1) * (actions + 1));
  const common = new Float64Array(size);
  const logs = new Float64Array(size * classes);
  for (let t = 0; t < size; t++) {
    const [context, symbol] = [contexts[t]!, symbols[t]!];
    if (numbers.of(context * (actions + 1) + symbol) < t) throw new ModelFormatError("a transition is counted twice");
    const ofAll = (totals[t]! + rare[symbol]!) / (inContext[context]! + 1);
    common[t] = log(ofAll);
    for (let c = 0; c < classes; c++) {
      const count = counts[t * classes + c]!;
      logs[t * classes + c] = log(
        (count + PRIOR_STRENGTH * ofAll) / (ofContext[context * classes + c]! + PRIOR_STRENGTH),
      );
    }
    if (t % TRANSITIONS === 0) yield 0;
  }
  return new TransitionLaw({ actions, classes, numbers, common, logs, inContext, unseen, rare: rare.map(log) });
}
