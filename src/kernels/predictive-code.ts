import type { KernelMemory } from "./memory";
import type { KernelCall } from "./module";

/** What rows do, in kernel memory: entries of a transition each, of row r those in `offsets[r] .. offsets[r + 1]`. */
export interface CodedRows {
  readonly offsets: Int32Array;
  readonly transitions: Int32Array;
  /** How often one input of the row shows the entry's transition. */
  readonly times: Float64Array;
  /** Of each transition. */
  readonly context: Int32Array;
  readonly symbol: Int32Array;
  readonly contexts: number;
  readonly symbols: number;
  /**
   * For each row the inputs of the first half, then for each row those of the second: each half is learned from the
   * other.
   */
  readonly halves: Float64Array;
  /** The same for the inputs that are coded; may be `halves` itself. */
  readonly coded: Float64Array;
}

/** Laws of groups of rows: for each entry of the first half of the inputs, then of the second, two probabilities. */
export interface PredictiveLaws {
  readonly laws: Float64Array;
  readonly magnitudes: Uint8Array;
}

/** Room for laws. */
export function newLaws(memory: KernelMemory, { transitions }: CodedRows): PredictiveLaws {
  return { laws: memory.float64(4 * transitions.length), magnitudes: memory.uint8(2 * transitions.length) };
}

/**
 * Learns what the rows of each group do, each half of the inputs from the other one.
 *
 * @param groups rows by group.
 */
export function predictiveLaws(
  memory: KernelMemory,
  rows: CodedRows,
  groups: readonly Uint32Array[],
  { laws, magnitudes }: PredictiveLaws,
): KernelCall {
  const { offsets, transitions, times, context, symbol, contexts, symbols, halves, coded } = rows;
  const n = offsets.length - 1;
  const order = memory.int32(n);
  const starts = memory.int32(groups.length + 1);
  for (const [g, members] of groups.entries()) {
    order.set(members, starts[g]);
    starts[g + 1] = starts[g]! + members.length;
  }
  return [
    "predictiveLaws",
    n,
    order.byteOffset,
    starts.byteOffset,
    groups.length,
    offsets.byteOffset,
    transitions.byteOffset,
    times.byteOffset,
    context.byteOffset,
    symbol.byteOffset,
    halves.byteOffset,
    coded.byteOffset,
    laws.byteOffset,
    magnitudes.byteOffset,
    memory.float64(context.length).byteOffset,
    memory.float64(contexts).byteOffset,
    memory.float64(symbols).byteOffset,
  ];
}

/**
 * What one coded input of each row costs, the mean of both halves, in nats.
 *
 * @param ofAll laws of one group of all rows.
 * @param nats  written: one for each row.
 */
export function predictiveCode(
  memory: KernelMemory,
  { offsets, times, coded, symbols }: CodedRows,
  ofAll: PredictiveLaws,
  { laws, magnitudes }: PredictiveLaws,
  nats: Float64Array,
): KernelCall {
  return [
    "predictiveCode",
    offsets.length - 1,
    offsets.byteOffset,
    times.byteOffset,
    coded.byteOffset,
    ofAll.laws.byteOffset,
    laws.byteOffset,
    magnitudes.byteOffset,
    1 / symbols,
    memory.float64(120).byteOffset,
    nats.byteOffset,
  ];
}
