import { finish, type Ragged, type Steps } from "../core/internal";

/** What the scores read of sequences: tokens, and the number of inputs behind each distinct row. */
export interface WeightedSequences extends Ragged {
  readonly weights: Float64Array;
  readonly vocabulary: { readonly actions: readonly string[] };
}

/**
 * How often each row does what after what. A symbol is an action or the end; a context is what stands before it. Row r
 * holds `transitions[p]`, `counts[p]` times in one input, for p in `offsets[r] .. offsets[r + 1]`.
 */
export interface TransitionCounts {
  readonly offsets: Uint32Array;
  readonly transitions: Uint32Array;
  readonly counts: Float64Array;
  /** For each transition, its context and its symbol. */
  readonly contextOf: Uint32Array;
  readonly symbolOf: Uint32Array;
  /** For each transition, and for each context, how often it is seen in all inputs. */
  readonly totals: Float64Array;
  readonly contextTotals: Float64Array;
  /** What each context is: with order 1 the symbol before, `symbols` for the start. */
  readonly contextKeys: Float64Array;
  /** Number of symbols: the actions and the end. */
  readonly symbols: number;
}

/**
 * Counts the transitions of rows; the context is the `order` symbols before, the start counting as one.
 *
 * @param starts for each row the place in `tokens` from which on its symbols count; those before are context. Its beginning
 *   when not given.
 */
export function countTransitions(
  sequences: WeightedSequences,
  order: 0 | 1 | 2,
  starts?: Uint32Array,
): TransitionCounts {
  return finish(transitionSteps(sequences, order, starts));
}

/** {@link countTransitions}, in steps. */
export function* transitionSteps(
  sequences: WeightedSequences,
  order: 0 | 1 | 2,
  starts: Uint32Array = sequences.offsets,
): Steps<TransitionCounts> {
  const { tokens, offsets, weights, vocabulary } = sequences;
  const symbols = vocabulary.actions.length + 1;
  const most = [1, symbols + 1, (symbols + 1) * (symbols + 1)][order]!;
  const places = Math.min(MOST_PLACES, PLACES_A_SYMBOL * (tokens.length + weights.length));
  const contexts = new Numbering(most, places);
  const numbered = new Numbering(most * symbols, places);
  const found = {
    contextOf: [] as number[],
    symbolOf: [] as number[],
    totals: [] as number[],
    ofContexts: [] as number[],
    lastRow: [] as number[],
    lastPlace: [] as number[],
  };
  const rows = { offsets: new Uint32Array(weights.length + 1), transitions: [] as number[], counts: [] as number[] };
  let unseen = 0;
  for (let row = 0; row < weights.length; row++) {
    const begin = offsets[row]!;
    const from = starts[row]!;
    let last = from > begin ? tokens[from - 1]! : symbols; // the start
    let before = from > begin + 1 ? tokens[from - 2]! : symbols;
    for (let at = from; at <= offsets[row + 1]!; at++) {
      const symbol = at === offsets[row + 1] ? symbols - 1 : tokens[at]!;
      const key = order === 0 ? 0 : order === 1 ? last : before * (symbols + 1) + last;
      const context = contexts.of(key);
      const transition = numbered.of(context * symbols + symbol);
      if (transition === found.totals.length) {
        found.contextOf.push(context);
        found.symbolOf.push(symbol);
        found.totals.push(0);
        found.lastRow.push(-1);
        found.lastPlace.push(0);
      }
      if (context === found.ofContexts.length) found.ofContexts.push(0);
      found.totals[transition]! += weights[row]!;
      found.ofContexts[context]! += weights[row]!;
      if (found.lastRow[transition] === row) rows.counts[found.lastPlace[transition]!]!++;
      else {
        found.lastRow[transition] = row;
        found.lastPlace[transition] = rows.counts.length;
        rows.transitions.push(transition);
        rows.counts.push(1);
      }
      before = last;
      last = symbol;
    }
    rows.offsets[row + 1] = rows.counts.length;
    unseen += offsets[row + 1]! - begin;
    if (unseen < TOKENS) continue;
    unseen = 0;
    yield row / weights.length;
  }
  return {
    offsets: rows.offsets,
    transitions: Uint32Array.from(rows.transitions),
    counts: Float64Array.from(rows.counts),
    contextOf: Uint32Array.from(found.contextOf),
    symbolOf: Uint32Array.from(found.symbolOf),
    totals: Float64Array.from(found.totals),
    contextTotals: Float64Array.from(found.ofContexts),
    contextKeys: Float64Array.from(contexts.keys),
    symbols,
  };
}

/** Tokens counted between two yields. */
const TOKENS = 2 ** 13;

/** This many keys have a place each in a table, fewer where there is little to number. */
const MOST_PLACES = 2 ** 20;
const PLACES_A_SYMBOL = 16;

/** Numbers keys from 0 in the order they come. */
class Numbering {
  /** In the order of their numbers. */
  readonly keys: number[] = [];
  /** One more than the number of each key, 0 where it has none. */
  readonly #table: Uint32Array | undefined;
  readonly #numbers = new Map<number, number>();

  /**
   * @param most   keys are below this.
   * @param places of a table at most.
   */
  constructor(most: number, places: number) {
    if (most <= places) this.#table = new Uint32Array(most);
  }

  of(key: number): number {
    const known = this.#table ? this.#table[key]! : (this.#numbers.get(key) ?? 0);
    if (known > 0) return known - 1;
    const next = this.keys.push(key);
    if (this.#table) this.#table[key] = next;
    else this.#numbers.set(key, next);
    return next - 1;
  }
}
