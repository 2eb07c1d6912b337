import { expect } from "vitest";

/**
 * Typed arrays of the same bytes are equal, which `toEqual` finds out element by element at 2 µs each; all else is left to it.
 */
function sameBytes(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return undefined;
  return a.byteLength === b.byteLength && bytes(a).equals(bytes(b)) ? true : undefined;
}

function bytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

// files of a process share their globals: once is enough
const ADDED = Symbol.for("seqment: typed arrays are compared by bytes");
if (!(ADDED in globalThis)) {
  Object.assign(globalThis, { [ADDED]: true });
  expect.addEqualityTesters([sameBytes]);
}
