import fc from "fast-check";
import { expect, test } from "vitest";
import { matrix, randomStream, toMatrix } from "../../src/core/internal";
import { continuity, distortion, neighborPreservation, trustworthiness } from "../../src/projection";
import { fixture } from "../helpers/fixture";
import { anyPoints, seededBlobs } from "../helpers/points";
import { size } from "../helpers/size";
import { nearestRows } from "../reference/nearest-rows";
import { intrusion } from "../reference/picture-quality";

interface Reference {
  points: number[][];
  pictures: Record<string, number[][]>;
  scores: {
    picture: string;
    k: number;
    metric: "euclidean" | "cosine";
    trustworthiness: number;
    continuity: number | null;
  }[];
}
const reference = fixture<Reference>("trustworthiness");

function noise(rows: number, seed: number) {
  const random = randomStream(seed, "test/noise");
  return matrix(
    rows,
    2,
    Float32Array.from({ length: 2 * rows }, (_, e) => random.uniform(e, 0)),
  );
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

// To 5e-6: distances of 32-bit floats may swap two that differ in 64 bits, and one rank weighs 2e-6 here.
test.each(reference.scores)("scikit-learn's figures: $picture, k = $k, $metric", async (score) => {
  const picture = reference.pictures[score.picture]!;
  const options = { k: score.k, metric: score.metric, workers: 1 };
  expect(await trustworthiness(reference.points, picture, options)).toBeCloseTo(score.trustworthiness, 5);
  if (score.continuity !== null) {
    expect(await continuity(reference.points, picture, options)).toBeCloseTo(score.continuity, 5);
  }
});

test("every point's terms equal the naive ones, whatever the ties", async () => {
  const pair = anyPoints({ minRows: 2 }).chain((points) =>
    fc.tuple(fc.constant(points), anyPoints({ minRows: points.rows, maxRows: points.rows, maxCols: 2 })),
  );
  await fc.assert(
    fc.asyncProperty(pair, fc.integer({ min: 1, max: 39 }), async ([points, picture], most) => {
      const k = Math.min(most, points.rows - 1);
      const found = await distortion(points, picture, { k, workers: 1 });
      expect([...found.intrusion]).toEqual(intrusion(points, picture, k));
      expect([...found.loss]).toEqual(intrusion(picture, points, k));
    }),
    { numRuns: size(15, 60) },
  );
});

test("trustworthiness and continuity are the averages of the points' terms", async () => {
  const points = seededBlobs(200, 6, 5);
  const picture = noise(200, 3);
  for (const k of [1, 7, 150, 199]) {
    const found = await distortion(points, picture, { k, workers: 1 });
    expect(1 - mean(found.intrusion)).toBeCloseTo(await trustworthiness(points, picture, { k, workers: 1 }), 12);
    expect(1 - mean(found.loss)).toBeCloseTo(await continuity(points, picture, { k, workers: 1 }), 12);
    for (const [i, value] of found.distortion.entries()) {
      expect(value).toBe((found.intrusion[i]! + found.loss[i]!) / 2);
      expect(value >= 0 && value <= 1).toBe(true);
    }
  }
});

test("the point that the picture moved is the one that is wrong", async () => {
  const points = seededBlobs(60, 2, 3);
  const moved = matrix(60, 2, points.data.slice());
  moved.data.set([points.data[2]! + 0.01, points.data[3]!], 0); // row 0 to the cluster of row 1
  const { distortion: wrong } = await distortion(points, moved, { k: 5, workers: 1 });
  expect(wrong.indexOf(Math.max(...wrong))).toBe(0);
  expect(wrong[0]).toBeGreaterThan(0.5);
});

test("a picture that is the data is right everywhere", async () => {
  const points = seededBlobs(90, 2, 4);
  expect(await trustworthiness(points, points, { k: 6 })).toBe(1);
  expect(await continuity(points, points, { k: 6 })).toBe(1);
  expect(await neighborPreservation(points, points, { k: 6 })).toBe(1);
  expect((await distortion(points, points, { k: 6 })).distortion.every((value) => value === 0)).toBe(true);
});

test("all rows equal: the order of indices on both sides", async () => {
  const rows = Array.from({ length: 20 }, () => [0.1, 3]);
  expect(await trustworthiness(rows, rows, { k: 4 })).toBe(1);
  expect(await trustworthiness(rows, noise(20, 1), { k: 4 })).toBeLessThan(1);
});

test("neighbour preservation is the mean share of neighbours kept", async () => {
  const points = toMatrix("points", reference.points);
  const picture = toMatrix("picture", reference.pictures.pca!);
  const k = 9;
  const before = nearestRows(points, points, k, { self: true }).indices;
  const after = nearestRows(picture, picture, k, { self: true }).indices;
  let kept = 0;
  for (const [p, j] of before.entries()) {
    const i = Math.floor(p / k);
    if (after.slice(i * k, (i + 1) * k).includes(j)) kept += 1;
  }
  expect(await neighborPreservation(points, picture, { k, workers: 2 })).toBe(kept / before.length);
});

test("1, 2 and 4 workers give the same bits", async () => {
  const points = seededBlobs(2500, 24, 9);
  const picture = noise(2500, 2);
  const one = await distortion(points, picture, { k: 10, workers: 1 });
  expect(await distortion(points, picture, { k: 10, workers: 2 })).toEqual(one);
  expect(await distortion(points, picture, { k: 10, workers: 4 })).toEqual(one);
});

test("cosine looks at directions only", async () => {
  const points = seededBlobs(80, 5, 6);
  const scaled = matrix(
    80,
    5,
    points.data.map((value, e) => value * 2 ** (Math.floor(e / 5) % 7)),
  );
  const picture = noise(80, 5);
  const options = { k: 8, metric: "cosine", workers: 1 } as const;
  expect(await distortion(scaled, picture, options)).toEqual(await distortion(points, picture, options));
});

test.each([
  [[[1], [2]], [[1]], {}, '"embedding" expected 2 rows, got 1'],
  [[], [], {}, '"k" expected fewer neighbors than the 0 rows, got 15'],
  [[[1]], [[1]], { k: 1 }, '"k" expected fewer neighbors than the 1 rows, got 1'],
  [[[1], [2], [3]], [[1], [2], [3]], { k: 3 }, '"k" expected fewer neighbors than the 3 rows, got 3'],
  [[[1], [2]], [[1], [2]], { k: 0 }, '"k" expected an integer >= 1, got 0'],
  [[[1], [2]], [[1], [Number.NaN]], { k: 1 }, '"embedding" expected finite 32-bit numbers, got NaN in row 1, column 0'],
])("refuses %j and %j with %j", async (vectors, embedding, options, message) => {
  for (const judge of [trustworthiness, continuity, neighborPreservation, distortion]) {
    await expect(judge(vectors, embedding, options)).rejects.toThrow(new RangeError(message));
  }
});

test("an abort in the middle rejects with its reason", async () => {
  const points = seededBlobs(3000, 30, 9);
  const reason = new Error("enough");
  const controller = new AbortController();
  const onProgress = ({ fraction }: { fraction: number }) => {
    if (fraction > 0.3) controller.abort(reason);
  };
  const options = { k: 10, workers: 2, signal: controller.signal, onProgress };
  await expect(distortion(points, noise(3000, 2), options)).rejects.toBe(reason);
});
