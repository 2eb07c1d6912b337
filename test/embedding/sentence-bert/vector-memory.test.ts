import { expect, test } from "vitest";
import { vectorMemory } from "../../../src/embedding/sentence-bert/vector-memory";

const rows = { ids: Int32Array.of(1, 2, 1, 3, 9), offsets: Uint32Array.of(0, 2, 4, 5) };

test("gives back what it keeps, as it was when it was kept, and asks for the rest", async () => {
  const memory = vectorMemory(2);
  const vectors = Float32Array.of(1, 2, 3, 4, 5, 6);
  const into = new Float32Array(6);
  expect(await memory.read(rows, [0, 1, 2], into)).toEqual([0, 1, 2]);
  await memory.keep(rows, [0, 2], vectors);
  vectors.fill(0);
  expect(await memory.read(rows, [0, 1, 2], into)).toEqual([1]);
  expect([...into]).toEqual([1, 2, 0, 0, 5, 6]);
});

test("keeps no more than so many bytes, the first that come", async () => {
  const memory = vectorMemory(2, 16);
  const vectors = Float32Array.of(1, 2, 3, 4, 5, 6);
  await memory.keep(rows, [1], vectors);
  await memory.keep(rows, [0, 2], vectors);
  await memory.keep(rows, [2], vectors);
  expect(await memory.read(rows, [0, 1, 2], new Float32Array(6))).toEqual([2]);
});
