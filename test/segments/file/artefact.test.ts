import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { decodeArtefact, encodeArtefact, type Tree } from "../../../src/segments/file/artefact";
import { compressed } from "../../../src/segments/file/compression";
import { size } from "../../helpers/size";

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
    { numRuns: size(75, 300) },
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
  [Uint8Array.of(0x1f, 0x8b, 8, 0), "the model file is corrupt or truncated: it begins as gzip and is none"],
  [gzipSync("user_id,event"), 'not a seqment model: expected it to begin with "seqment", got "user_id"'],
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

describe("a hostile header with a hash that is right", () => {
  const tensors = '[{"type":"Float64Array","length":2,"offset":0}]';
  const sound = `{"tensors":${tensors},"root":{"a":{"$tensor":0}}}`;
  const entry = (change: string) => sound.replace(tensors, `[${change}]`);
  const nested = (depth: number) => `{"tensors":[],"root":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`;

  test("a sound one is read", async () => {
    expect(await decodeArtefact(fileOf(sound, 16))).toEqual({ a: Float64Array.of(0, 0) });
    expect(await decodeArtefact(fileOf(nested(60), 0))).toBeTypeOf("object");
  });

  test.each([
    ["", 0, /"header" expected JSON, got $/],
    ["null", 0, /"header" expected an object, got null/],
    ["[]", 0, /"tensors" expected a list, got undefined/],
    ['{"tensors":[null]}', 0, /"tensors\[0\]" expected an object, got null/],
    ['{"tensors":[],"root":1,"root":2}', 0, /"header" expected each key once, got a key twice/],
    ['{"tensors":[],"root":{"a":{"b":"{\\"c\\":","b":2}}}', 0, /expected each key once/],
    [nested(70), 0, /"root" expected at most 64 levels, got more/],
    [nested(100_000), 0, /"root" expected at most 64 levels, got more|"header" expected JSON/],
    [
      entry('{"type":"BigInt64Array","length":2,"offset":0}'),
      16,
      /"tensors\[0\].type" expected Uint8Array or .+, got BigInt/,
    ],
    [entry('{"type":"constructor","length":2,"offset":0}'), 16, /"tensors\[0\].type" expected/],
    [entry('{"type":"Float64Array","length":-1,"offset":0}'), 16, /"tensors\[0\].length" expected a length, got -1/],
    [entry('{"type":"Float64Array","length":"2","offset":0}'), 16, /"tensors\[0\].length" expected a length, got 2/],
    [entry('{"type":"Float64Array","length":2,"offset":-16}'), 16, /"tensors\[0\].offset" expected 0, got -16/],
    [entry('{"type":"Float64Array","length":2,"offset":0.5}'), 16, /"tensors\[0\].offset" expected 0, got 0.5/],
    [entry('{"type":"Float64Array","length":9e15,"offset":0}'), 16, /the model file is truncated/],
    [sound, 24, /"tensors" expected 24 bytes, got 16/],
    [sound.replace('"$tensor":0', '"$tensor":"length"'), 16, /"\$tensor" expected each tensor once, got length/],
    [sound.replace('"$tensor":0', '"$tensor":1'), 16, /"\$tensor" expected each tensor once, got 1/],
    [sound.replace('{"$tensor":0}', "1"), 16, /"tensors" expected each tensor to be used, got 1 that are not/],
    [`{"tensors":${tensors},"root":[{"$tensor":0},{"$tensor":0}]}`, 16, /"\$tensor" expected each tensor once, got 0/],
  ])("%#: %.60s", async (header, body, message) => {
    const failure = await decodeArtefact(fileOf(header, body)).catch((error) => error);
    expect(failure).toBeInstanceOf(ModelFormatError);
    expect(failure.message).toMatch(message);
  });

  test("two tensors in the same bytes, and many entries over one body", async () => {
    const twice = `[${Array(2).fill('{"type":"Float64Array","length":2,"offset":0}').join(",")}]`;
    const header = `{"tensors":${twice},"root":[{"$tensor":0},{"$tensor":1}]}`;
    await expect(decodeArtefact(fileOf(header, 16))).rejects.toThrow('"tensors[1].offset" expected 16, got 0');
    const many = `{"tensors":[${Array(100_001).fill("{}").join(",")}],"root":1}`;
    await expect(decodeArtefact(fileOf(many, 16))).rejects.toThrow('"tensors" expected at most 100000, got 100001');
  });
});

/** A file of this header and so many bytes of zeros, with the right hash. */
function fileOf(header: string, body: number): Uint8Array {
  const text = Buffer.from(header);
  const start = Math.ceil((16 + text.length) / 8) * 8;
  const file = Buffer.alloc(start + body + 32);
  file.write("seqment\x01");
  file.writeBigUInt64LE(BigInt(text.length), 8);
  text.copy(file, 16);
  createHash("sha256")
    .update(file.subarray(0, -32))
    .digest()
    .copy(file, file.length - 32);
  return file;
}

test("compressed bytes are read, those that grow beyond measure are refused", async () => {
  const bytes = await encodeArtefact(tree);
  expect(await decodeArtefact(await compressed(bytes))).toEqual(tree);
  const zipped = await compressed(bytes);
  for (let length = 2; length < zipped.length; length += 7) {
    await expect(decodeArtefact(zipped.subarray(0, length))).rejects.toBeInstanceOf(ModelFormatError);
  }
  const bomb = gzipSync(Buffer.alloc(70_000_000), { level: 1 });
  await expect(decodeArtefact(bomb)).rejects.toThrow("it grows to more than 67108864 bytes");
});

test("a tree may hold keys such as __proto__", async () => {
  const odd = JSON.parse('{"__proto__":{"polluted":true}}');
  const back = (await decodeArtefact(await encodeArtefact(odd))) as Record<string, Tree>;
  expect(Object.keys(back)).toEqual(["__proto__"]);
  expect(({} as { polluted?: true }).polluted).toBeUndefined();
});
