import { expect, test } from "vitest";
import { HdbscanModel, hdbscan, predictionData } from "../../../../src/clustering";
import { findPoint, withoutPoints } from "../../../../src/clustering/internal";
import { row } from "../../../../src/core/internal";
import { clusteredPoints } from "../../../helpers/clouds";

const { points } = clusteredPoints(240, { cols: 3, clusters: 4 });
const result = await hdbscan(points, { minClusterSize: 10, minSamples: 4 });
const whole = predictionData(result);

test("nothing left out is the predictor as it is", async () => {
  const same = withoutPoints(whole, Array<boolean>(whole.labels.length).fill(false));
  expect({ ...same }).toEqual({ ...whole });
});

test("a point left out is placed like a new one, by those that stay", async () => {
  const left = Array.from(whole.labels, (_, point) => point % 7 === 0);
  const fewer = new HdbscanModel(withoutPoints(whole, left));
  expect(fewer.labels.length).toBe(left.filter((out) => !out).length);
  const out = [...left.keys()].filter((point) => left[point]);
  const queries = out.map((point) => [...row(whole.vectors, point)]);
  const found = await fewer.apply(queries);
  expect(found.nearestDistances.every((distance) => distance > 0)).toBe(true);
  const sameLabel = out.filter((point, i) => found.labels[i] === whole.labels[point]).length;
  expect(sameLabel / out.length).toBeGreaterThan(0.85);
  // what stays has the label and the probability it had
  const staying = [...left.keys()].filter((point) => !left[point]);
  const kept = await fewer.apply(staying.map((point) => [...row(whole.vectors, point)]));
  expect([...kept.labels]).toEqual(staying.map((point) => whole.labels[point]));
  expect([...kept.probabilities]).toEqual(staying.map((point) => whole.probabilities[point]));
  expect(findPoint(fewer.vectors, row(whole.vectors, out[0]!))).toBe(-1);
});

test("a cluster keeps a point when all of it would go", async () => {
  const fewer = withoutPoints(whole, Array<boolean>(whole.labels.length).fill(true));
  expect(new Set(fewer.labels)).toEqual(new Set(whole.labels));
  expect((await new HdbscanModel(fewer).apply([[0, 0, 0]])).alternatives.k).toBe(
    Math.min(3, whole.selectedClusters.length),
  );
});
