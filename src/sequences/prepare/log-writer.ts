import { raggedRows } from "../../core/internal";
import type { ActionLog } from "../build/action-log";
import { RaggedBuilder } from "../build/ragged-builder";

/** The log that a step makes of another one, event by event. */
export class LogWriter {
  readonly #from: ActionLog;
  readonly #actions: readonly string[];
  readonly #rows: RaggedBuilder;
  /** For each event the one of the old log whose time and session it has. */
  readonly #origins: RaggedBuilder;
  readonly #sessions: RaggedBuilder | undefined;
  readonly #leftOut: Uint8Array;

  /**
   * @param actions names of the actions, where they are not those of the log.
   * @param numbersSessions whether each event is given its session.
   */
  constructor(from: ActionLog, actions: readonly string[] = from.actions, numbersSessions = false) {
    const events = from.tokens.length;
    this.#from = from;
    this.#actions = actions;
    this.#rows = new RaggedBuilder(events, from.offsets.length);
    this.#origins = new RaggedBuilder(events, 0);
    this.#sessions = numbersSessions ? new RaggedBuilder(events, 0) : undefined;
    this.#leftOut = from.leftOut?.slice() ?? new Uint8Array(raggedRows(from));
  }

  /**
   * Adds an event at the time, and in the session, of one of the log.
   *
   * @param action its action, where that is another.
   */
  add(event: number, action = this.#from.tokens[event]!, session = 0): void {
    this.#rows.push(action);
    this.#origins.push(event);
    this.#sessions?.push(session);
  }

  /** Marks the input under construction as left out. */
  leaveOut(): void {
    this.#leftOut[this.#rows.rows] = 1;
  }

  endInput(): void {
    this.#rows.endRow();
  }

  finish(): ActionLog {
    const { ids, time, session, duration } = this.#from;
    const origins = this.#origins.tokens.subarray(0, this.#origins.length);
    const rows = this.#rows.finish();
    const isMade = (event: number) => rows.tokens[event]! >= this.#from.actions.length;
    return {
      ...rows,
      actions: this.#actions,
      ids,
      time: time && Float64Array.from(origins, (event) => time[event]!),
      // an event that a step makes, such as a marker, has none of its own
      duration: duration && Float64Array.from(origins, (event, i) => (isMade(i) ? Number.NaN : duration[event]!)),
      session: this.#sessions
        ? this.#sessions.tokens.slice(0, this.#sessions.length)
        : session && origins.map((event) => session[event]!),
      leftOut: this.#leftOut,
    };
  }
}
