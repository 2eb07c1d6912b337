import { readOptions, wrongValue } from "../../core/internal";
import { REGISTRY_NOTE, type RegistryNote } from "../options";
import { type RegistryState, stateAfter } from "../state";
import type { LogEntry, RegistryEvent } from "./log-entry";
import { RegistryLog } from "./registry-log";
import type { Shelf } from "./shelf";

/** What happens next, from what the log comes to so far and the time; undefined where nothing is left to do. */
export type Transition = (state: RegistryState, at: number) => RegistryEvent | undefined;

/** The log with its clock: each entry says when, by whom and why, and follows from the state before it. */
export class Journal {
  readonly #log: RegistryLog;
  readonly #now: () => number;
  readonly #by: string;

  constructor(shelf: Shelf, { now, by }: { readonly now: () => number; readonly by: string }) {
    this.#log = new RegistryLog(shelf);
    this.#now = now;
    this.#by = by;
  }

  entries(): Promise<readonly LogEntry[]> {
    return this.#log.read();
  }

  async state(): Promise<RegistryState> {
    return stateAfter(await this.entries());
  }

  /**
   * Writes down what happens.
   *
   * @returns the state after it.
   * @throws RangeError when the clock is wrong; what the transition throws, which leaves the log as it is.
   */
  async write(note: RegistryNote, transition: Transition): Promise<RegistryState> {
    const { by = this.#by, why = "" } = readOptions(note, REGISTRY_NOTE);
    const at = this.#now();
    if (!Number.isSafeInteger(at) || at < 1) throw wrongValue("now", "to give whole milliseconds since 1970", at);
    await this.#log.append({ at, by, why }, (entries) => transition(stateAfter(entries), at));
    return this.state();
  }
}
