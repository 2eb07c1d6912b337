import { Mutex } from "../../core/internal";
import { NO_ENTRY, openEntry, sealEntry } from "./hash-chain";
import type { LogEntry, RegistryEvent } from "./log-entry";
import type { Shelf } from "./shelf";

/** Entries read at once, at most. */
const PAGE = 64;
/** Times that an entry is tried again when another writer was faster. */
const ATTEMPTS = 1000;

/** What an entry says beside what happened. */
export interface EntryNote {
  readonly at: number;
  readonly by: string;
  readonly why: string;
}

/** An append-only log of entries, each bearing the hash of the one before, that any number of writers share. */
export class RegistryLog {
  readonly #shelf: Shelf;
  readonly #entries: LogEntry[] = [];
  readonly #mutex = new Mutex();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** All entries, with those that others have written meanwhile. */
  async read(): Promise<readonly LogEntry[]> {
    return this.#mutex.runExclusive(async () => {
      await this.#catchUp();
      return [...this.#entries];
    });
  }

  /**
   * Adds an entry after all others.
   *
   * @param decide gives what happened, from the entries before, or undefined for nothing; called again when another writer was
   *   faster. What it throws leaves the log as it is.
   */
  async append(
    note: EntryNote,
    decide: (entries: readonly LogEntry[]) => RegistryEvent | undefined,
  ): Promise<LogEntry | undefined> {
    return this.#mutex.runExclusive(async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        await this.#catchUp();
        const number = this.#entries.length + 1;
        const happened = decide([...this.#entries]);
        if (happened === undefined) return undefined;
        const sealed = await sealEntry({ number, ...note, before: this.#last, ...happened });
        if (await this.#shelf.create("log", entryName(number), sealed.bytes)) {
          this.#entries.push(sealed.entry);
          return sealed.entry;
        }
      }
      throw new RangeError(`the registry's log was changed by others ${ATTEMPTS} times in a row`);
    });
  }

  get #last(): string {
    return this.#entries.at(-1)?.hash ?? NO_ENTRY;
  }

  async #catchUp(): Promise<void> {
    for (let page = 2; ; page = Math.min(2 * page, PAGE)) {
      const first = this.#entries.length + 1;
      const numbers = Array.from({ length: page }, (_, i) => first + i);
      const rows = await this.#shelf.read("log", numbers.map(entryName));
      for (const [i, bytes] of rows.entries()) {
        if (bytes === undefined) return;
        this.#entries.push(await openEntry(bytes, { number: first + i, before: this.#last }));
      }
    }
  }
}

/** 7 -> `000000000007` */
export function entryName(number: number): string {
  return String(number).padStart(12, "0");
}
