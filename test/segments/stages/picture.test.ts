import { expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../../src";
import { randomStream } from "../../../src/core/internal";
import { distortion } from "../../../src/projection";
import { drawPicture } from "../../../src/segments/stages/picture";
import { sharedLayouts } from "../../../src/segments/stages/umap-layout";
import { demoEvents } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const SETTINGS = { projection: { method: "pca", metric: "cosine", nNeighbors: 15, minDist: 0.1 }, seed: 3 } as const;

function cloud(rows: number, cols: number) {
  const stream = randomStream(1, "test/picture");
  return { data: Float32Array.from({ length: rows * cols }, (_, i) => stream.uniform(i, 0)), rows, cols };
}

function draw(vectors: ReturnType<typeof cloud>) {
  return drawPicture(vectors, new Float64Array(vectors.rows).fill(1), SETTINGS, sharedLayouts(), { workers: 1 });
}

test("up to 2,000 rows the distortion is exact", async () => {
  const vectors = cloud(300, 6);
  const { projection, distortion: measured } = await draw(vectors);
  const { distortion: exact } = await distortion(vectors, projection!, { k: 15 });
  expect(measured).toEqual(Float32Array.from(exact));
  expect(Math.max(...measured!)).toBeGreaterThan(0.1);
});

test("of more rows a sample is measured, and every row gets the figure of one of it", async () => {
  const { distortion: measured } = await draw(cloud(2500, 3));
  expect(measured).toHaveLength(2500);
  expect(new Set(measured).size).toBeLessThanOrEqual(2000);
  expect(measured!.every((value) => value >= 0 && value <= 1)).toBe(true);
});

test("one row, and a model without a picture", async () => {
  expect((await draw(cloud(1, 3))).distortion).toEqual(new Float32Array(1));
  const without = await fitSegments(Array(20).fill("A -> B"), { projection: false });
  expect(without.distortion).toBeUndefined();
});

test("a model has it for each input, also when loaded", async () => {
  const { events } = await demoEvents(size(60, 150));
  const model = await fitSegments(events, { seed: 7 });
  expect(model.distortion).toHaveLength(model.labels.length);
  const loaded = await loadSegments(await model.toBytes());
  expect(loaded.distortion).toEqual(model.distortion);
});
