import { type Checkpoint, forEachYielding } from "../core/internal";
import type { Events } from "./types";

const INITIAL_ROWS = 1 << 12;
/** Rows moved between two looks at the time. */
const BLOCK = 1 << 16;

/** Accepted events as they come: numbers only, in columns that grow. */
export class EventColumns {
  rows = 0;
  #user = new Uint32Array(INITIAL_ROWS);
  #action = new Uint32Array(INITIAL_ROWS);
  #time = new Float64Array(INITIAL_ROWS);
  /** What each time holds below its whole milliseconds; none until some time holds anything. */
  #nanoseconds: Uint32Array | undefined;
  #session: Uint32Array | undefined;
  #value: Float64Array | undefined;

  constructor(withSession: boolean, withValue: boolean) {
    if (withSession) this.#session = new Uint32Array(INITIAL_ROWS);
    if (withValue) this.#value = new Float64Array(INITIAL_ROWS);
  }

  /** @param time whole milliseconds, below which there may be nanoseconds. */
  add(user: number, action: number, time: number, nanoseconds: number, session: number, value: number): void {
    const row = this.rows++;
    if (row >= this.#user.length) this.#grow();
    this.#user[row] = user;
    this.#action[row] = action;
    this.#time[row] = time;
    if (nanoseconds > 0) this.#nanoseconds ??= new Uint32Array(this.#time.length);
    if (this.#nanoseconds) this.#nanoseconds[row] = nanoseconds;
    if (this.#session) this.#session[row] = session;
    if (this.#value) this.#value[row] = value;
  }

  #grow(): void {
    const length = this.#user.length * 2;
    this.#user = copied(this.#user, new Uint32Array(length));
    this.#action = copied(this.#action, new Uint32Array(length));
    this.#time = copied(this.#time, new Float64Array(length));
    this.#nanoseconds &&= copied(this.#nanoseconds, new Uint32Array(length));
    this.#session &&= copied(this.#session, new Uint32Array(length));
    this.#value &&= copied(this.#value, new Float64Array(length));
  }

  /** Groups events by user and orders each user's by time; equal times keep the order in which they were added. */
  async grouped(users: number, at: Checkpoint): Promise<Omit<Events, "users" | "actions" | "report">> {
    const { rows } = this;
    const offsets = new Uint32Array(users + 1);
    for (let row = 0; row < rows; row++) offsets[this.#user[row]! + 1]! += 1;
    for (let user = 0; user < users; user++) offsets[user + 1]! += offsets[user]!;

    const action = new Uint32Array(rows);
    const time = new Float64Array(rows);
    const nanoseconds = this.#nanoseconds && new Uint32Array(rows);
    const session = this.#session && new Uint32Array(rows);
    const value = this.#value && new Float64Array(rows);
    const next = offsets.slice(0, users);
    await forEachYielding(Math.ceil(rows / BLOCK), at.part(0, 0.5), (block) => {
      const end = Math.min((block + 1) * BLOCK, rows);
      for (let row = block * BLOCK; row < end; row++) {
        const to = next[this.#user[row]!]!++;
        action[to] = this.#action[row]!;
        time[to] = this.#time[row]!;
        if (nanoseconds) nanoseconds[to] = this.#nanoseconds![row]!;
        if (session) session[to] = this.#session![row]!;
        if (value) value[to] = this.#value![row]!;
      }
    });
    const columns = [action, time, nanoseconds, session, value].filter((column) => column !== undefined);
    const compare = compareTimes(time, nanoseconds);
    await forEachYielding(users, at.part(0.5, 1), (user) => {
      const start = offsets[user]!;
      const end = offsets[user + 1]!;
      if (!isOrdered(compare, start, end)) orderByTime(columns, compare, start, end);
      return end - start;
    });
    // rounded to a quarter of a microsecond, which no longer determines the order, but keeps it
    if (nanoseconds) for (let i = 0; i < rows; i++) time[i]! += nanoseconds[i]! / 1e6;
    if (session) numberSessions(session, offsets);
    return { offsets, action, time, session, value };
  }
}

function copied<T extends Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

type Compare = (a: number, b: number) => number;

function compareTimes(time: Float64Array, nanoseconds: Uint32Array | undefined): Compare {
  if (nanoseconds === undefined) return (a, b) => time[a]! - time[b]!;
  return (a, b) => time[a]! - time[b]! || nanoseconds[a]! - nanoseconds[b]!;
}

function isOrdered(compare: Compare, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (compare(i, i - 1) < 0) return false;
  return true;
}

function orderByTime(columns: readonly (Uint32Array | Float64Array)[], compare: Compare, start: number, end: number) {
  const order = new Uint32Array(end - start).map((_, i) => start + i);
  order.sort((a, b) => compare(a, b) || a - b);
  const sorted = columns.map((column) => Array.from(order, (i) => column[i]!));
  for (const [c, column] of columns.entries()) column.set(sorted[c]!, start);
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
