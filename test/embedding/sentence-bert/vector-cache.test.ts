import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { vectorCache } from "../../../src/embedding/sentence-bert/vector-cache";

const rows = { ids: Int32Array.of(1, 2, 1, 3, 9), offsets: Uint32Array.of(0, 2, 4, 5) };
const ALL = [0, 1, 2];
const vectors = Float32Array.of(1, 2, 3, 4, 5, 6);

test("gives back what it keeps, adds to it, and asks for the rest", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seqment-vectors-"));
  const cache = vectorCache(join(folder, "new"), "model", 2);
  const into = new Float32Array(6);
  expect(await cache.read(rows, ALL, into)).toEqual([0, 1, 2]);
  await cache.keep(rows, [0, 2], vectors);
  expect(await cache.read(rows, ALL, into)).toEqual([1]);
  expect([...into]).toEqual([1, 2, 0, 0, 5, 6]);
  await cache.keep(rows, [1], vectors);
  expect(await cache.read(rows, ALL, into)).toEqual([]);
  expect([...into]).toEqual([...vectors]);
  const some = new Float32Array(6);
  expect(await cache.read(rows, [1], some)).toEqual([]);
  expect([...some]).toEqual([0, 0, 3, 4, 0, 0]);
  expect(await vectorCache(join(folder, "new"), "another model", 2).read(rows, ALL, into)).toEqual([0, 1, 2]);
  expect(readdirSync(join(folder, "new"))).toHaveLength(1);
});

test("a file that is not whole counts as none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "seqment-vectors-"));
  const cache = vectorCache(folder, "model", 2);
  await cache.keep(rows, [0, 1, 2], vectors);
  const path = join(folder, readdirSync(folder)[0]!);
  const whole = readFileSync(path);
  for (const damaged of [
    whole.subarray(0, -1),
    whole.subarray(0, -24),
    whole.subarray(0, 5),
    Buffer.from(whole).fill(7, 40, 41),
  ]) {
    writeFileSync(path, damaged);
    expect(await cache.read(rows, ALL, new Float32Array(6))).toEqual([0, 1, 2]);
  }
  await cache.keep(rows, [0], vectors);
  expect(await cache.read(rows, ALL, new Float32Array(6))).toEqual([1, 2]);
});
