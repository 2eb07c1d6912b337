import { Mutex } from "../../core/internal";
import { damagedAt, NO_ENTRY, openEntry, sealEntry } from "./hash-chain";
import type { LogEntry, RegistryEvent } from "./log-entry";
import type { Shelf } from "./shelf";

/** Entries read at once, at most. */
const PAGE = 64;
/** The same where some were read before. */
const FEW = 2;
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

  /** Reads what is new. Entries behind one that is not there are those of a writer who was just faster, or it is gone. */
  async #catchUp(): Promise<void> {
    for (let page = this.#entries.length === 0 ? PAGE : FEW; ; page = PAGE) {
      const rows = await this.#read(page);
      const end = rows.indexOf(undefined);
      for (const bytes of end < 0 ? rows : rows.slice(0, end)) {
        this.#entries.push(await openEntry(bytes!, { number: this.#entries.length + 1, before: this.#last }));
      }
      if (end < 0) continue;
      if (rows.every((bytes, i) => i < end || bytes === undefined)) return;
      const [next] = await this.#read(1);
      if (next === undefined) throw damagedAt(this.#entries.length + 1, "it is missing, and others come after it");
    }
  }

  /** The bytes of the next entries. */
  #read(count: number): Promise<readonly (Uint8Array | undefined)[]> {
    const first = this.#entries.length + 1;
    const names = Array.from({ length: count }, (_, i) => entryName(first + i));
    return this.#shelf.read("log", names);
  }
}

/** 7 -> `000000000007` */
export function entryName(number: number): string {
  return String(number).padStart(12, "0");
}
