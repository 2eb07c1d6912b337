import { ofType, readOptions, type Schema } from "../core/internal";
import { NO_ENTRY, openEntry } from "./log/hash-chain";
import type { LogEntry } from "./log/log-entry";
import { entryName } from "./log/registry-log";
import type { Shelf } from "./log/shelf";
import { readModel } from "./model-bytes";
import type { ModelVersion } from "./model-version";
import { stateAfter } from "./state";

/** Options of {@link Registry.verify}. */
export interface VerifyOptions {
  /** An entry that was there once: number and hash, as the log reported them. @default none */
  head?: { readonly number: number; readonly hash: string } | undefined;
}

/** What became of a check ({@link Registry.verify}). */
export interface RegistryCheck {
  readonly intact: boolean;
  /** Entries that follow each other from the first, and models that are whole. */
  readonly entries: number;
  readonly models: number;
  /** The last of these entries, to be kept elsewhere; null for none. */
  readonly head: { readonly number: number; readonly hash: string } | null;
  /** What is wrong, in sentences. */
  readonly problems: readonly string[];
}

const VERIFY_OPTIONS = {
  head: ofType<{ readonly number: number; readonly hash: string }, undefined>(
    "{ number, hash } of an entry",
    (value) => typeof value === "object" && value !== null && "number" in value && "hash" in value,
    undefined,
  ),
} satisfies Schema<VerifyOptions>;

/** Reads everything anew, and goes on after damage. */
export async function verifyRegistry(shelf: Shelf, options: VerifyOptions): Promise<RegistryCheck> {
  const { head } = readOptions(options, VERIFY_OPTIONS);
  const problems: string[] = [];
  const entries = await entriesOf(shelf, problems);
  if (head && entries[head.number - 1]?.hash !== head.hash) {
    problems.push(`entry ${head.number} is not the one with the hash ${head.hash}`);
  }
  const hashes = versionsOf(entries, problems).map(({ hash }) => hash);
  let models = 0;
  for (const hash of hashes) {
    try {
      await readModel(shelf, hash);
      models += 1;
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  const last = entries.at(-1);
  return {
    intact: problems.length === 0,
    entries: entries.length,
    models,
    head: last ? { number: last.number, hash: last.hash } : null,
    problems,
  };
}

function versionsOf(entries: readonly LogEntry[], problems: string[]): readonly ModelVersion[] {
  try {
    return stateAfter(entries).versions;
  } catch (error) {
    problems.push((error as Error).message);
    return [];
  }
}

async function entriesOf(shelf: Shelf, problems: string[]): Promise<LogEntry[]> {
  const names = await shelf.list("log");
  const entries: LogEntry[] = [];
  for (const [i, name] of names.entries()) {
    const number = i + 1;
    if (name !== entryName(number)) {
      problems.push(`entry ${number} of the log is missing; ${names.length - i} come after it`);
      return entries;
    }
    const [bytes] = await shelf.read("log", [name]);
    try {
      entries.push(await openEntry(bytes!, { number, before: entries.at(-1)?.hash ?? NO_ENTRY }));
    } catch (error) {
      problems.push((error as Error).message);
      return entries;
    }
  }
  return entries;
}
