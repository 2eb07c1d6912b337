import fc from "fast-check";
import { expect, test } from "vitest";
import { bodiesOf, frameOf } from "../../src/serving/stdio/frames";
import { streamed } from "../helpers/frames";

async function bodies(chunks: readonly Uint8Array[], most = 1000): Promise<number[][]> {
  const found = [];
  for await (const body of bodiesOf(streamed(chunks), most)) found.push([...body]);
  return found;
}

test("bodies come back whole, however their frames are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 6 }),
      fc.array(fc.nat(150), { maxLength: 12 }),
      async (given, cuts) => {
        const bytes = Uint8Array.from(given.flatMap((body) => [...frameOf(body)]));
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        expect(await bodies(chunks)).toEqual(given.map((body) => [...body]));
      },
    ),
  );
});

test("the length is little-endian, and a body may be empty", async () => {
  expect([...frameOf(Uint8Array.of(7, 8))]).toEqual([2, 0, 0, 0, 7, 8]);
  expect(await bodies([Uint8Array.of(0, 0, 0, 0, 1, 0), Uint8Array.of(0, 0, 9)])).toEqual([[], [9]]);
});

test.each<[string, number[], string]>([
  ["too long", [4, 0, 0, 0, 1], "a frame expected a body of at most 3 bytes, got 4"],
  ["text of another protocol", [...new TextEncoder().encode("GET / HTTP/1.1")], "at most 3 bytes, got 542393671"],
  ["cut in its length", [1, 0], "a frame expected 4 bytes of length, got 2"],
  ["cut in its body", [3, 0, 0, 0, 1], "a frame expected a body of 3 bytes, got 1"],
  ["cut before its body", [3, 0, 0, 0], "a frame expected a body of 3 bytes, got 0"],
])("a frame is refused that is %s", async (_, bytes, message) => {
  const reading = bodies([Uint8Array.from(bytes)], 3);
  await expect(reading).rejects.toThrow(RangeError);
  await expect(reading).rejects.toThrow(message);
});
