import { type Checkpoint, forEachYielding, type Ragged } from "../../core/internal";
import type { SequenceRules } from "../rules";
import type { ActionLog } from "./action-log";
import { ClockBuilder, type RowClock } from "./clock-builder";
import { RaggedBuilder } from "./ragged-builder";

/** Inputs as rows of names: sessions cut, pauses and session boundaries marked by tokens, left-out actions removed. */
export interface NameRows extends Ragged {
  readonly ids: readonly string[] | undefined;
  /** From the first action to the last, milliseconds; undefined without a clock. */
  readonly durations: Float64Array | undefined;
  /** When each token happened; undefined without a clock, or where it is not asked for. */
  readonly clock: RowClock | undefined;
  /** For each row, how many unknown actions it held. */
  readonly unknown: Uint32Array;
  /** For each row, 1 where a step of `prepare` left it out; undefined where none did. */
  readonly leftOut: Uint8Array | undefined;
}

/** The numbers of the names that stand for actions and for pauses and session boundaries. */
export interface NameNumbers {
  /** For each action of the log, its name or {@link LEFT_OUT}. */
  readonly ofAction: Int32Array;
  /** For each action, 1 when it is to be counted as unknown; without it none is. */
  readonly isUnknown?: Uint8Array;
  /** For each pause of the rules, its token's name. */
  readonly ofPause: Int32Array;
  /** -1 for none. */
  readonly ofBoundary: number;
}

/** Stands for an action that is left out as if it had never been logged. */
export const LEFT_OUT = -1;

/** Turns a log into rows of names, one a user or one a session. */
export async function nameRows(
  log: ActionLog,
  names: NameNumbers,
  rules: SequenceRules,
  at?: Checkpoint,
): Promise<NameRows> {
  const writer = new NameRowsWriter(log, names, rules, true);
  const inputs = log.offsets.length - 1;
  await forEachYielding(inputs, at, (input) => {
    writer.add(input);
    return log.offsets[input + 1]! - log.offsets[input]!;
  });
  return writer.finish();
}

/** Writes one input of a log after the other; {@link nameRows} for callers that must not wait. */
export class NameRowsWriter {
  readonly #log: ActionLog;
  readonly #names: NameNumbers;
  readonly #rules: SequenceRules;
  readonly #rows: RaggedBuilder;
  readonly #bySession: boolean;
  readonly #ids: string[] = [];
  readonly #durations: number[] = [];
  readonly #unknown: number[] = [];
  readonly #clock: ClockBuilder | undefined;
  #unknownInRow = 0;

  /** @param keepsClock whether to record when each token happened. */
  constructor(log: ActionLog, names: NameNumbers, rules: SequenceRules, keepsClock = false) {
    this.#log = log;
    this.#names = names;
    this.#rules = rules;
    this.#bySession = rules.unit === "session" && log.time !== undefined;
    this.#rows = new RaggedBuilder(log.tokens.length, log.offsets.length - 1);
    const tellsSessions = !this.#bySession && (rules.sessionGap !== null || log.session !== undefined);
    this.#clock = keepsClock && log.time ? new ClockBuilder(log.tokens.length, tellsSessions) : undefined;
  }

  add(input: number): void {
    const { time, session, offsets } = this.#log;
    const start = offsets[input]!;
    const end = offsets[input + 1]!;
    if (time === undefined) this.#addPlain(start, end);
    else if (this.#bySession && session && !ascends(session, start, end)) {
      const order = new Uint32Array(end - start).map((_, i) => start + i);
      this.#addTimed(
        input,
        time,
        order.sort((a, b) => session[a]! - session[b]! || a - b),
        0,
        end - start,
      );
    } else this.#addTimed(input, time, undefined, start, end);
  }

  /** Sessions of an input without times are parts of its row, whatever the unit. */
  #addPlain(start: number, end: number): void {
    const { tokens, session } = this.#log;
    const { ofAction, ofBoundary } = this.#names;
    let last = -1;
    for (let i = start; i < end; i++) {
      const action = tokens[i]!;
      if (ofAction[action] === LEFT_OUT) continue;
      if (session && last >= 0 && session[i] !== session[last] && ofBoundary >= 0) this.#pushBetween(ofBoundary);
      this.#push(action);
      last = i;
    }
    this.#endRow();
  }

  /** Events `order[from .. to]`, or `from .. to` themselves. */
  #addTimed(input: number, time: Float64Array, order: Uint32Array | undefined, from: number, to: number): void {
    const gap = this.#rules.sessionGap ?? Number.POSITIVE_INFINITY;
    const { session, duration } = this.#log;
    const sessionsBefore = this.#rows.rows;
    let first = -1;
    let last = -1;
    for (let position = from; position < to; position++) {
      const event = order ? order[position]! : position;
      const action = this.#log.tokens[event]!;
      if (this.#names.ofAction[action] === LEFT_OUT) continue;
      if (last < 0) first = event;
      else {
        const pause = time[event]! - time[last]!;
        const cut = pause >= gap || (session !== undefined && session[event] !== session[last]);
        if (cut && this.#bySession) {
          this.#endTimedRow(input, sessionsBefore, time[last]! - time[first]!);
          first = event;
        } else {
          const marked = this.#markPause(pause, cut);
          if (!cut && !marked) this.#clock?.follow(pause);
        }
        if (cut) this.#clock?.beginSession();
      }
      this.#push(action);
      this.#clock?.event(time[event]!, duration?.[event]);
      last = event;
    }
    if (last >= 0) this.#endTimedRow(input, sessionsBefore, time[last]! - time[first]!);
    else if (!this.#bySession) this.#endTimedRow(input, sessionsBefore, 0);
  }

  /** Returns whether a token marks the pause. */
  #markPause(pause: number, newSession: boolean): boolean {
    const { ofPause, ofBoundary } = this.#names;
    const { pauses } = this.#rules;
    let longest = -1;
    while (longest + 1 < pauses.length && pause >= pauses[longest + 1]!.ms) longest++;
    if (longest >= 0) this.#pushBetween(ofPause[longest]!);
    if (newSession && ofBoundary >= 0) this.#pushBetween(ofBoundary);
    return longest >= 0;
  }

  #pushBetween(name: number): void {
    this.#rows.push(name);
    this.#clock?.between();
  }

  #push(action: number): void {
    const { ofAction, isUnknown } = this.#names;
    if (isUnknown) this.#unknownInRow += isUnknown[action]!;
    this.#rows.push(ofAction[action]!);
  }

  #endTimedRow(input: number, sessionsBefore: number, duration: number): void {
    if (this.#bySession) this.#ids.push(`${this.#log.ids?.[input]}#${this.#rows.rows - sessionsBefore + 1}`);
    this.#durations.push(duration);
    this.#endRow();
  }

  #endRow(): void {
    this.#unknown.push(this.#unknownInRow);
    this.#unknownInRow = 0;
    this.#rows.endRow();
    this.#clock?.endRow();
  }

  finish(): NameRows {
    const { ids, leftOut } = this.#log;
    return {
      ...this.#rows.finish(),
      ids: this.#bySession ? this.#ids : ids,
      durations: this.#clock && Float64Array.from(this.#durations),
      clock: this.#clock?.finish(),
      unknown: new Uint32Array(this.#unknown),
      leftOut: this.#bySession ? undefined : leftOut, // sessions left out are no rows
    };
  }
}

function ascends(session: Uint32Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (session[i]! < session[i - 1]!) return false;
  return true;
}
