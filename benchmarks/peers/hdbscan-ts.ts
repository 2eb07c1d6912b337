// The npm package hdbscan-ts on the same points.
import { readFile } from "node:fs/promises";
import { HDBSCAN } from "hdbscan-ts";
import { readPoints } from "../data/point-sets";
import { serve } from "../harness/serve";

const manifest = new URL("../../node_modules/hdbscan-ts/package.json", import.meta.url);
const { version } = JSON.parse(await readFile(manifest, "utf8"));

await serve<{ minClusterSize: number; minSamples: number }, number[][], number[]>(`hdbscan-ts ${version}`, {
  async load(_, folder) {
    const { data, rows, cols } = await readPoints(folder);
    return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
  },
  run: async (points, { minClusterSize, minSamples }) => new HDBSCAN({ minClusterSize, minSamples }).fit(points),
  describe: (labels, points) => ({ n: points.length, d: points[0]!.length, result: labels }),
});
