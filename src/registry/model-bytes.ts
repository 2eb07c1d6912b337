import { ModelFormatError } from "../core";
import { sha256 } from "./log/hash";
import type { Shelf } from "./log/shelf";

const DIGEST_BYTES = 32;

/** Keeps a model's bytes under their hash; those that are there already are checked. */
export async function writeModel(shelf: Shelf, hash: string, bytes: Uint8Array): Promise<void> {
  if (await shelf.create("models", hash, bytes)) return;
  await readModel(shelf, hash);
}

/**
 * A model's bytes.
 *
 * @throws ModelFormatError when they are not there, or not those of the hash.
 */
export async function readModel(shelf: Shelf, hash: string): Promise<Uint8Array> {
  const [bytes] = await shelf.read("models", [hash]);
  if (bytes === undefined) throw new ModelFormatError(`the registry does not hold the model ${hash}`);
  const content = bytes.subarray(0, -DIGEST_BYTES);
  if ((await sha256(content)) !== hash || hexOf(bytes.subarray(-DIGEST_BYTES)) !== hash) {
    throw new ModelFormatError(`the model ${hash} of the registry is damaged: its SHA-256 does not match its content`);
  }
  return bytes;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
