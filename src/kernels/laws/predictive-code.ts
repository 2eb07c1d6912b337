import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";

/**
 * What rows do, in kernel memory, each row in one of two halves. A key is a transition in one of the halves: those of
 * the first are below `kinds`, those of the second above.
 */
export interface CodedRows {
  /** Where the entries of each row start, and one more. */
  readonly offsets: Int32Array;
  readonly keys: Int32Array;
  /** How often one input of the row shows the entry's key. */
  readonly times: Float64Array;
  /** Inputs of each row that are learned from, and those that are coded. */
  readonly inputs: Float64Array;
  readonly coded: Float64Array;
  /** Number of transitions. */
  readonly kinds: number;
  /** Keys from this one on are only learned from. */
  readonly codedKeys: number;
  /** Of each key, numbered on from half to half. */
  readonly context: Int32Array;
  readonly symbol: Int32Array;
  /** In one half. */
  readonly contexts: number;
  readonly symbols: number;
}

/** Room to code rows by groups in, which one call after the other overwrites. */
export interface CodingRoom {
  readonly order: Int32Array;
  readonly starts: Int32Array;
  /** Of each prediction its key, and the group's laws: two probabilities. */
  readonly keys: Int32Array;
  readonly laws: Float64Array;
  /** What one coded input of each row costs, in nats. */
  readonly nats: Float64Array;
  readonly magnitudes: Uint8Array;
  readonly weights: Float64Array;
  readonly predictionOf: Int32Array;
  readonly places: Int32Array;
  readonly seen: Float64Array;
  readonly after: Float64Array;
  readonly does: Float64Array;
  readonly ofMagnitude: Int32Array;
  readonly sorted: Int32Array;
  readonly columns: Float64Array;
  readonly costs: Float64Array;
}

/** Powers of two that stand for how often a context was seen. */
const MAGNITUDES = 12;

/** @param most predictions at most: one for each group and key that occur. */
export function codingRoom(memory: KernelMemory, rows: CodedRows, most: number): CodingRoom {
  const n = rows.offsets.length - 1;
  const sorted = most + MAGNITUDES;
  return {
    order: memory.int32(n),
    starts: memory.int32(n + 1),
    keys: memory.int32(most),
    laws: memory.float64(2 * most),
    nats: memory.float64(n),
    magnitudes: memory.uint8(most),
    weights: memory.float64(most),
    predictionOf: memory.int32(rows.keys.length),
    places: memory.int32(2 * rows.kinds),
    seen: memory.float64(2 * rows.kinds),
    after: memory.float64(2 * rows.contexts),
    does: memory.float64(2 * rows.symbols),
    ofMagnitude: memory.int32(MAGNITUDES + 1),
    sorted: memory.int32(sorted),
    columns: memory.float64(5 * sorted),
    costs: memory.float64(most),
  };
}

/**
 * Learns what the rows of each group do, each half of them from the other one; its value is the number of predictions.
 *
 * @param groups rows by group.
 */
export function predictiveLaws(rows: CodedRows, groups: readonly Uint32Array[], room: CodingRoom): KernelCall {
  for (const [g, members] of groups.entries()) {
    room.order.set(members, room.starts[g]);
    room.starts[g + 1] = room.starts[g]! + members.length;
  }
  return [
    "predictiveLaws",
    room.order.byteOffset,
    room.starts.byteOffset,
    groups.length,
    rows.offsets.byteOffset,
    rows.keys.byteOffset,
    rows.times.byteOffset,
    rows.inputs.byteOffset,
    rows.kinds,
    rows.context.byteOffset,
    rows.symbol.byteOffset,
    rows.codedKeys,
    room.keys.byteOffset,
    room.magnitudes.byteOffset,
    room.laws.byteOffset,
    room.weights.byteOffset,
    room.predictionOf.byteOffset,
    room.seen.byteOffset,
    room.places.byteOffset,
    room.after.byteOffset,
    room.does.byteOffset,
  ];
}

/**
 * Writes what one coded input of each row costs to `room.nats`.
 *
 * @param room  laws, as {@link predictiveLaws} wrote them, in this many predictions.
 * @param ofAll laws of one group of all rows: two probabilities for each key.
 */
export function predictiveCode(
  rows: CodedRows,
  ofAll: Float64Array,
  room: CodingRoom,
  predictions: number,
): KernelCall {
  return [
    "predictiveCode",
    predictions,
    room.keys.byteOffset,
    room.magnitudes.byteOffset,
    room.laws.byteOffset,
    room.weights.byteOffset,
    room.predictionOf.byteOffset,
    ofAll.byteOffset,
    1 / rows.symbols,
    rows.offsets.length - 1,
    rows.offsets.byteOffset,
    rows.times.byteOffset,
    rows.coded.byteOffset,
    room.ofMagnitude.byteOffset,
    room.sorted.byteOffset,
    room.columns.byteOffset,
    room.costs.byteOffset,
    room.nats.byteOffset,
  ];
}
