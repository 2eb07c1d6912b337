import { expect, test } from "vitest";
import type { Matrix } from "../../../src/core";
import { matrix, row } from "../../../src/core/internal";
import { alignVectors, trainWord2Vec } from "../../../src/embedding";

const names = (count: number, prefix = "a") => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const cloud = (rows: number, cols: number) =>
  matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, (_, e) => Math.sin(e * e + 1)),
  );

/** A rotation in the first two and the last two axes. */
function turned({ data, rows, cols }: Matrix): Matrix {
  const result = matrix(rows, cols, data.slice());
  for (const [i, j, angle] of [
    [0, 1, 0.7],
    [cols - 2, cols - 1, 2.1],
  ] as const) {
    for (let r = 0; r < rows; r++) {
      const [x, y] = [result.data[r * cols + i]!, result.data[r * cols + j]!];
      result.data[r * cols + i] = Math.cos(angle) * x - Math.sin(angle) * y;
      result.data[r * cols + j] = Math.sin(angle) * x + Math.cos(angle) * y;
    }
  }
  return result;
}

test("a turned space is turned back, from the actions that both have", async () => {
  const reference = { vectors: cloud(12, 5), vocabulary: { actions: names(12) } };
  const moved = turned(reference.vectors);
  const order = [3, 1, 9, 7, 5, 0, 11];
  const given = matrix(8, 5);
  for (const [to, from] of order.entries()) given.data.set(row(moved, from), to * 5);
  given.data.set([1, 2, 3, 4, 5], 35);
  const actions = [...order.map((a) => `a${a}`), "new"];
  const aligned = await alignVectors({ vectors: given, vocabulary: { actions } }, reference);
  expect(aligned.shared).toBe(7);
  expect(aligned.similarity).toBeGreaterThan(0.99999);
  for (const [to, from] of order.entries()) {
    for (let t = 0; t < 5; t++) {
      expect(row(aligned.vectors, to)[t]).toBeCloseTo(row(reference.vectors, from)[t]!, 4);
    }
  }
  expect(Math.hypot(...row(aligned.vectors, 7))).toBeCloseTo(Math.hypot(1, 2, 3, 4, 5), 4);
});

test("the rotation is one, also where a single action, or zeros, are shared", async () => {
  for (const vectors of [cloud(1, 4), cloud(3, 4), matrix(2, 4)]) {
    const actions = names(vectors.rows);
    const reference = { vectors: cloud(6, 4), vocabulary: { actions: names(6) } };
    const { rotation } = await alignVectors({ vectors, vocabulary: { actions } }, reference);
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        const dot = row(rotation, i).reduce((sum, x, t) => sum + x * row(rotation, j)[t]!, 0);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 5);
      }
    }
  }
});

test("two trainings of one log lie on each other", async () => {
  const log = Array.from({ length: 60 }, (_, i) =>
    Array.from({ length: 9 }, (_, j) => `a${(i * (j + 1) + j * j) % 14}`),
  );
  const [one, two] = [
    await trainWord2Vec(log, { vectorSize: 6 }),
    await trainWord2Vec(log, { vectorSize: 6, seed: 2 }),
  ];
  const { similarity } = await alignVectors(two, one);
  expect(similarity).toBeGreaterThan(0.7); // two trainings are alike up to a linear map, of which the rotation is a part
});

test("what cannot be aligned is reported", async () => {
  const of = (rows: number, cols: number, prefix?: string) => ({
    vectors: cloud(rows, cols),
    vocabulary: { actions: names(rows, prefix) },
  });
  await expect(alignVectors(of(2, 3), of(2, 4))).rejects.toThrow(
    new RangeError('"reference" expected vectors of 3 numbers, got 4'),
  );
  await expect(alignVectors(of(2, 3), of(2, 3, "b"))).rejects.toThrow(
    new RangeError('"vectors" and "reference" expected an action in both, got none'),
  );
  await expect(alignVectors({ ...of(2, 3), vocabulary: { actions: ["a0"] } }, of(2, 3))).rejects.toThrow(
    new RangeError('"vectors" expected 1 rows, one an action, got 2'),
  );
});
