// HDBSCAN on any vectors, with weights; then new points are placed among the clusters found.
import { hdbscan } from "seqment";

const near = [0, 1, 2, 3];
const points = [...near.map((x) => [x, 0]), ...near.map((x) => [x, 30]), [90, 90]];
const result = await hdbscan(points, { minClusterSize: 3, minSamples: 1, weights: [5, 1, 1, 1, 3, 1, 1, 1, 1] });
console.log("labels", ...result.labels);
console.log("probabilities", ...result.probabilities);

const { labels } = await result.apply([
  [1.5, 0.5],
  [2.5, 29],
]);
console.log("new points", ...labels);
