import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { decodeArtefact, encodeArtefact, type Tree } from "../../../src/segments/file/artefact";

const tree: Tree = {
  name: "players ▶",
  list: [1, -0.5, "x", null, true],
  nested: { labels: Int32Array.of(-1, 0, 7), vectors: Float32Array.of(0.1, 2), empty: new Uint32Array(0) },
  probabilities: Float64Array.of(0.25, 1),
};

test("a tree comes back as it was, and the same tree gives the same bytes", async () => {
  const bytes = await encodeArtefact(tree);
  expect(await decodeArtefact(bytes)).toEqual(tree);
  expect(await encodeArtefact(tree)).toEqual(bytes);
});

test("any flipped bit and any truncation is a ModelFormatError", async () => {
  const bytes = await encodeArtefact(tree);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      await expect(decodeArtefact(damaged)).rejects.toBeInstanceOf(ModelFormatError);
    }),
    { numRuns: 300 },
  );
  for (let length = 0; length < bytes.length; length++) {
    await expect(decodeArtefact(bytes.subarray(0, length))).rejects.toBeInstanceOf(ModelFormatError);
  }
});

test.each([
  [new Uint8Array(0), 'not a seqment model: expected it to begin with "seqment", got an empty file'],
  [
    new TextEncoder().encode("user_id,event,timestamp"),
    'not a seqment model: expected it to begin with "seqment", got "user_id"',
  ],
  [Uint8Array.of(0x1f, 0x8b, 8, 0), 'not a seqment model: expected it to begin with "seqment", got gzip data'],
])("says what it found", async (bytes, message) => {
  await expect(decodeArtefact(bytes)).rejects.toThrow(new ModelFormatError(message));
});

test("a newer version is named", async () => {
  const bytes = await encodeArtefact(tree);
  bytes[7] = 9;
  await expect(decodeArtefact(bytes)).rejects.toThrow("the model has format version 9; this seqment reads version 1");
});

test("what cannot be saved is named", async () => {
  await expect(encodeArtefact({ a: [Number.NaN] })).rejects.toThrow(
    new RangeError('"model.a[0]" cannot be saved, got NaN'),
  );
  await expect(encodeArtefact({ a: Float32Array.of(1, Infinity) })).rejects.toThrow(
    '"model.a[1]" cannot be saved, got Infinity',
  );
  await expect(encodeArtefact({ a: (() => 1) as never })).rejects.toThrow('"model.a" cannot be saved, got a function');
});
