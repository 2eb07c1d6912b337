import { listOfTexts, wrongType, wrongValue } from "../core/internal";
import { toEvents } from "./to-events";
import type { Events } from "./types";

/** Bytes of the code of each id: two ids share one with a probability of 1 in 10^20 even among a billion. */
const CODE_BYTES = 16;
const LEAST_KEY = 16;
/** Ids worked on at the same time. */
const BLOCK = 1024;

/**
 * Codes in the place of users' ids: HMAC-SHA-256 of each id under a key of yours, of which 32 hexadecimal digits are kept. The
 * same id and key give the same code, so that tables can be joined by it; without the key nobody can tell whose it is, nor
 * whether a guess is right. Who has the key can: keep it apart from the data.
 *
 * @param input events, whose users get codes; or ids.
 * @param key at least 16 bytes, or a text of as many characters, made at random.
 * @returns the same events with codes for users; or a code for each id.
 * @throws TypeError when `input` is neither events nor an array of texts; RangeError when the key is too short.
 * @example
 * const [ann, again, bob] = await pseudonymize(["ann", "ann", "bob"], "a key of at least 16 characters");
 * ann === again; // true
 * bob.length; // 32
 */
export async function pseudonymize(input: Events | PromiseLike<Events>, key: string | Uint8Array): Promise<Events>;
export async function pseudonymize(input: readonly string[], key: string | Uint8Array): Promise<string[]>;
export async function pseudonymize(
  input: Events | PromiseLike<Events> | readonly string[],
  key: string | Uint8Array,
): Promise<Events | string[]> {
  const given = await input;
  const code = await coder(key);
  if (Array.isArray(given)) return code(listOfTexts("input", given));
  const events = toEvents("input", given);
  return { ...events, users: await code(events.users) };
}

async function coder(key: string | Uint8Array): Promise<(ids: readonly string[]) => Promise<string[]>> {
  const { subtle } = globalThis.crypto;
  const encoder = new TextEncoder();
  if (typeof key !== "string" && !(key instanceof Uint8Array)) throw wrongType("key", "a text or bytes", key);
  const bytes = typeof key === "string" ? encoder.encode(key) : Uint8Array.from(key);
  if (bytes.length < LEAST_KEY) throw wrongValue("key", `at least ${LEAST_KEY} bytes`, bytes.length);
  const secret = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const codeOf = async (id: string) => hex(new Uint8Array(await subtle.sign("HMAC", secret, encoder.encode(id))));
  return async (ids) => {
    const codes: string[] = [];
    for (let from = 0; from < ids.length; from += BLOCK) {
      codes.push(...(await Promise.all(ids.slice(from, from + BLOCK).map(codeOf))));
    }
    return codes;
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, CODE_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
