import { pathOf, readIfPresent, replaceFile, sha256 } from "./node-files";
import type { TokenRows } from "./token-rows";

/** Vectors of texts that were embedded before. */
export interface VectorCache {
  /** Puts the vectors of `wanted` rows that are known into `into`, one a row; returns the rows that are not. */
  read(rows: TokenRows, wanted: readonly number[], into: Float32Array): Promise<number[]>;
  /** Keeps the vectors of `added` rows beside those kept already. */
  keep(rows: TokenRows, added: readonly number[], vectors: Float32Array): Promise<void>;
}

const HASH_BYTES = 16;

/**
 * Vectors on disk, one file for a model and a way of pooling: 16 bytes of the SHA-256 of all that follows, then records of 16
 * bytes of the SHA-256 of a text's tokens and its vector. A file that is not whole counts as none.
 *
 * @param identity all that the vectors depend on, in words.
 */
export function vectorCache(folder: string | URL, identity: string, dimensions: number): VectorCache {
  const path = pathOf(folder, `${hashOf(new TextEncoder().encode(identity))}.vectors`);
  const recordBytes = HASH_BYTES + 4 * dimensions;

  return {
    async read(rows, wanted, into) {
      const records = await readRecords(path, recordBytes);
      const vectorOf = new Map<string, Uint8Array>();
      for (let at = 0; at < records.length; at += recordBytes) {
        vectorOf.set(hex(records.subarray(at, at + HASH_BYTES)), records.subarray(at + HASH_BYTES, at + recordBytes));
      }
      return wanted.filter((row) => {
        const bytes = vectorOf.get(hashOfRow(rows, row));
        if (bytes) into.set(new Float32Array(bytes.slice().buffer), row * dimensions);
        return bytes === undefined;
      });
    },

    async keep(rows, added, vectors) {
      if (added.length === 0) return;
      const old = await readRecords(path, recordBytes);
      const records = new Uint8Array(old.length + added.length * recordBytes);
      records.set(old);
      for (const [i, row] of added.entries()) {
        const at = old.length + i * recordBytes;
        const vector = vectors.slice(row * dimensions, (row + 1) * dimensions);
        records.set(unhex(hashOfRow(rows, row)), at);
        records.set(new Uint8Array(vector.buffer), at + HASH_BYTES);
      }
      const file = new Uint8Array(HASH_BYTES + records.length);
      file.set(unhex(hashOf(records)));
      file.set(records, HASH_BYTES);
      await replaceFile(path, file);
    },
  };
}

async function readRecords(path: string, recordBytes: number): Promise<Uint8Array> {
  const file = (await readIfPresent(path)) ?? new Uint8Array(0);
  const records = file.subarray(HASH_BYTES);
  const whole = records.length % recordBytes === 0 && hex(file.subarray(0, HASH_BYTES)) === hashOf(records);
  return whole ? records : new Uint8Array(0);
}

/** By what the text of a row is known: 16 bytes of the SHA-256 of its tokens, in hexadecimal. */
export function hashOfRow({ ids, offsets }: TokenRows, row: number): string {
  return hashOf(new Uint8Array(ids.slice(offsets[row], offsets[row + 1]).buffer));
}

function hashOf(bytes: Uint8Array): string {
  return sha256(bytes).slice(0, 2 * HASH_BYTES);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}
