import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { Events } from "../types";

const INITIAL_ROWS = 1 << 12;
/** Rows moved between two looks at the time. */
const BLOCK = 1 << 16;

type Column = Uint32Array | Float64Array;

/** Which of the columns that need not be there are. */
export interface OptionalColumns {
  readonly session: boolean;
  readonly value: boolean;
  readonly duration: boolean;
  /** Number of columns that order events of equal times. */
  readonly orders: number;
}

/** Accepted events as they come: numbers only, in columns that grow. */
export class EventColumns {
  rows = 0;
  /** What the next event has in the columns that order equal times; NaN for nothing. */
  readonly nextOrder: Float64Array;
  #user = new Uint32Array(INITIAL_ROWS);
  #action = new Uint32Array(INITIAL_ROWS);
  #time = new Float64Array(INITIAL_ROWS);
  /** What each time holds below its whole milliseconds; none until some time holds anything. */
  #nanoseconds: Uint32Array | undefined;
  #session: Uint32Array | undefined;
  #value: Float64Array | undefined;
  #duration: Float64Array | undefined;
  #orders: Float64Array[];

  constructor({ session, value, duration, orders }: OptionalColumns) {
    this.nextOrder = new Float64Array(orders);
    if (session) this.#session = new Uint32Array(INITIAL_ROWS);
    if (value) this.#value = new Float64Array(INITIAL_ROWS);
    if (duration) this.#duration = new Float64Array(INITIAL_ROWS);
    this.#orders = Array.from({ length: orders }, () => new Float64Array(INITIAL_ROWS));
  }

  /** @param time whole milliseconds, below which there may be nanoseconds. */
  add(
    user: number,
    action: number,
    time: number,
    nanoseconds: number,
    session: number,
    value: number,
    duration: number,
  ): void {
    const row = this.rows++;
    if (row >= this.#user.length) this.#grow();
    this.#user[row] = user;
    this.#action[row] = action;
    this.#time[row] = time;
    if (nanoseconds > 0) this.#nanoseconds ??= new Uint32Array(this.#time.length);
    if (this.#nanoseconds) this.#nanoseconds[row] = nanoseconds;
    if (this.#session) this.#session[row] = session;
    if (this.#value) this.#value[row] = value;
    if (this.#duration) this.#duration[row] = duration;
    for (let i = 0; i < this.#orders.length; i++) this.#orders[i]![row] = this.nextOrder[i]!;
  }

  #grow(): void {
    const length = this.#user.length * 2;
    this.#user = copied(this.#user, new Uint32Array(length));
    this.#action = copied(this.#action, new Uint32Array(length));
    this.#time = copied(this.#time, new Float64Array(length));
    this.#nanoseconds &&= copied(this.#nanoseconds, new Uint32Array(length));
    this.#session &&= copied(this.#session, new Uint32Array(length));
    this.#value &&= copied(this.#value, new Float64Array(length));
    this.#duration &&= copied(this.#duration, new Float64Array(length));
    this.#orders = this.#orders.map((order) => copied(order, new Float64Array(length)));
  }

  /**
   * Groups events by user and orders each user's by time, then by the order columns; what these leave open keeps the order in
   * which it was added, and is counted.
   */
  async grouped(users: number, at: Checkpoint): Promise<GroupedEvents> {
    const { rows } = this;
    const offsets = new Uint32Array(users + 1);
    for (let row = 0; row < rows; row++) offsets[this.#user[row]! + 1]! += 1;
    for (let user = 0; user < users; user++) offsets[user + 1]! += offsets[user]!;

    const action = new Uint32Array(rows);
    const time = new Float64Array(rows);
    const nanoseconds = this.#nanoseconds && new Uint32Array(rows);
    const session = this.#session && new Uint32Array(rows);
    const value = this.#value && new Float64Array(rows);
    const duration = this.#duration && new Float64Array(rows);
    const orders = this.#orders.map(() => new Float64Array(rows));
    const others: [to: Column, from: Column][] = [];
    if (nanoseconds) others.push([nanoseconds, this.#nanoseconds!]);
    if (session) others.push([session, this.#session!]);
    if (value) others.push([value, this.#value!]);
    if (duration) others.push([duration, this.#duration!]);
    for (const [i, order] of orders.entries()) others.push([order, this.#orders[i]!]);

    const next = offsets.slice(0, users);
    await forEachYielding(Math.ceil(rows / BLOCK), at.part(0, 0.5), (block) => {
      const end = Math.min((block + 1) * BLOCK, rows);
      for (let row = block * BLOCK; row < end; row++) {
        const place = next[this.#user[row]!]!++;
        action[place] = this.#action[row]!;
        time[place] = this.#time[row]!;
        for (const [to, from] of others) to[place] = from[row]!;
      }
    });
    const columns = [action, time, ...others.map(([to]) => to)];
    const compare = comparison(time, nanoseconds, orders);
    let ties = 0;
    await forEachYielding(users, at.part(0.5, 1), (user) => {
      const [start, end] = [offsets[user]!, offsets[user + 1]!];
      if (!isOrdered(compare, start, end)) putInOrder(columns, compare, start, end);
      ties += countTies(compare, start, end);
      return end - start;
    });
    // rounded to a quarter of a microsecond, which no longer determines the order, but keeps it
    if (nanoseconds) for (let i = 0; i < rows; i++) time[i]! += nanoseconds[i]! / 1e6;
    if (session) numberSessions(session, offsets);
    return { offsets, action, time, session, value, duration, ties };
  }
}

/** Events in order, and how many of them have a place that nothing decides. */
export type GroupedEvents = Omit<Events, "users" | "actions" | "report"> & { readonly ties: number };

function copied<T extends Column>(from: T, to: T): T {
  to.set(from);
  return to;
}

type Compare = (a: number, b: number) => number;

function comparison(
  time: Float64Array,
  nanoseconds: Uint32Array | undefined,
  orders: readonly Float64Array[],
): Compare {
  const compareTimes: Compare = nanoseconds
    ? (a, b) => time[a]! - time[b]! || nanoseconds[a]! - nanoseconds[b]!
    : (a, b) => time[a]! - time[b]!;
  if (orders.length === 0) return compareTimes;
  return (a, b) => {
    let difference = compareTimes(a, b);
    for (let i = 0; i < orders.length && difference === 0; i++)
      difference = nothingLast(orders[i]![a]!, orders[i]![b]!);
    return difference;
  };
}

function nothingLast(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function isOrdered(compare: Compare, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (compare(i, i - 1) < 0) return false;
  return true;
}

function putInOrder(columns: readonly Column[], compare: Compare, start: number, end: number) {
  const order = new Uint32Array(end - start).map((_, i) => start + i);
  order.sort((a, b) => compare(a, b) || a - b);
  const sorted = columns.map((column) => Array.from(order, (i) => column[i]!));
  for (const [c, column] of columns.entries()) column.set(sorted[c]!, start);
}

/** Events that are equal to the one before or the one after. */
function countTies(compare: Compare, start: number, end: number): number {
  let ties = 0;
  let tied = false;
  for (let i = start + 1; i < end; i++) {
    const equal = compare(i, i - 1) === 0;
    if (equal) ties += tied ? 1 : 2;
    tied = equal;
  }
  return ties;
}

/** Session texts may be unique only within a user ("1", "2", ...): numbers them anew, in order, over all users. */
function numberSessions(session: Uint32Array, offsets: Uint32Array): void {
  let sessions = 0;
  for (let user = 0; user + 1 < offsets.length; user++) {
    const numbers = new Map<number, number>();
    for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
      let number = numbers.get(session[i]!);
      if (number === undefined) {
        number = sessions++;
        numbers.set(session[i]!, number);
      }
      session[i] = number;
    }
  }
}
