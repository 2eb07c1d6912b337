import { ModelFormatError } from "../../core";
import { sha256 } from "./hash";
import type { LogEntry, UnsealedEntry } from "./log-entry";

/** What stands in the place of a hash before the first entry. */
export const NO_ENTRY = "0".repeat(64);

const ENDING = /^(.*),"hash":"([0-9a-f]{64})"\}$/s;

/** An entry as bytes: JSON whose last field is the SHA-256 of the rest. */
export async function sealEntry(entry: UnsealedEntry): Promise<{ entry: LogEntry; bytes: Uint8Array }> {
  const text = JSON.stringify(entry);
  const hash = await sha256(new TextEncoder().encode(text));
  const sealed = `${text.slice(0, -1)},"hash":"${hash}"}`;
  return { entry: JSON.parse(sealed), bytes: new TextEncoder().encode(sealed) };
}

/**
 * Reads an entry back.
 *
 * @param number that it must have, and `before`, the hash of the entry before it.
 * @throws ModelFormatError when it was changed, or does not follow that entry.
 */
export async function openEntry(
  bytes: Uint8Array,
  { number, before }: { readonly number: number; readonly before: string },
): Promise<LogEntry> {
  const [, rest, hash] = ENDING.exec(decode(bytes)) ?? [];
  if (rest === undefined) throw damagedAt(number, "it is no entry of a log");
  if ((await sha256(new TextEncoder().encode(`${rest}}`))) !== hash) {
    throw damagedAt(number, "its hash does not match its content");
  }
  const entry = parse(`${rest},"hash":"${hash}"}`, number);
  if (entry.number !== number) throw damagedAt(number, `it says that it is entry ${entry.number}`);
  if (entry.before !== before) throw damagedAt(number, "it does not follow the entry before it");
  return entry;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "";
  }
}

function parse(text: string, number: number): LogEntry {
  try {
    return JSON.parse(text);
  } catch {
    throw damagedAt(number, "it is no JSON");
  }
}

/** An error that names an entry of the log. */
export function damagedAt(number: number, why: string): ModelFormatError {
  return new ModelFormatError(`the registry's log is damaged at entry ${number}: ${why}`);
}
