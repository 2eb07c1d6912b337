import { readFile, writeFile } from "node:fs/promises";
import type { Matrix } from "../../src";
import { randomStream } from "../../src/core/internal";

/** Twenty clusters, each a five-dimensional cloud of its own directions with noise in all dimensions. */
export interface BentClusters {
  readonly n: number;
  readonly d: number;
}

const CLUSTERS = 20;
const INNER = 5;

/** The cluster of a row. */
export function clusterOf(row: number): number {
  return row % CLUSTERS;
}

/** Writes points.f32 (rows after rows) and shape.json. */
export async function writeClusters({ n, d }: BentClusters, folder: string): Promise<void> {
  const stream = randomStream(1, "benchmarks/bent-clusters");
  const normal = (item: number, draw: number) => {
    let sum = -6;
    for (let part = 0; part < 12; part++) sum += stream.uniform(item, 12 * draw + part);
    return sum;
  };
  const shape = Float64Array.from({ length: CLUSTERS * (INNER + 1) * d }, (_, e) => normal(0x7fffffff, e));
  const data = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    const start = clusterOf(i) * (INNER + 1) * d;
    const inner = Array.from({ length: INNER }, (_, c) => normal(i, c));
    for (let j = 0; j < d; j++) {
      let value = 1.5 * shape[start + j]! + 0.3 * normal(i, INNER + j);
      for (const [c, x] of inner.entries()) value += 0.5 * x * shape[start + (c + 1) * d + j]!;
      data[i * d + j] = value;
    }
  }
  await writeFile(`${folder}/points.f32`, new Uint8Array(data.buffer));
  await writeFile(`${folder}/shape.json`, JSON.stringify([n, d]));
}

export async function readClusters(folder: string): Promise<Matrix> {
  const [rows, cols] = JSON.parse(await readFile(`${folder}/shape.json`, "utf8")) as [number, number];
  const { buffer, byteOffset, byteLength } = await readFile(`${folder}/points.f32`);
  return { data: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)), rows, cols };
}

/** Every so-manieth row, `count` in all: what a judgement that cannot look at all rows looks at. */
export function evenSample(rows: number, count: number): number[] {
  const kept = Math.min(rows, count);
  return Array.from({ length: kept }, (_, s) => Math.floor((s * rows) / kept));
}
