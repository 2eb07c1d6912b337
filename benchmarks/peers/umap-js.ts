// The npm package umap-js on the same points, its random numbers from a seed.
import { readFile } from "node:fs/promises";
import { UMAP } from "umap-js";
import { randomStream } from "../../src/core/internal";
import { readClusters } from "../data/bent-clusters";
import { serve } from "../harness/serve";

const manifest = new URL("../../node_modules/umap-js/package.json", import.meta.url);
const { version } = JSON.parse(await readFile(manifest, "utf8"));

await serve<{ nComponents: number }, number[][], number[][]>(`umap-js ${version}`, {
  async load(_, folder) {
    const { data, rows, cols } = await readClusters(folder);
    return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
  },
  async run(points, { nComponents }) {
    const stream = randomStream(1, "benchmarks/umap-js");
    let draw = 0;
    return new UMAP({ nComponents, random: () => stream.uniform(0, draw++) }).fit(points);
  },
  describe: (layout, points) => ({ n: points.length, d: points[0]!.length, result: layout }),
});
