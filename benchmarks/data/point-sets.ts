import { readFile, writeFile } from "node:fs/promises";
import { buildSequences, type Matrix, readEvents, readSequences } from "../../src";
import { randomStream } from "../../src/core/internal";
import { poolSequences, trainWord2Vec } from "../../src/embedding";
import { sharedData } from "../../test/helpers/shared-data";

/** Points to be clustered: made from a seed, or the sequences of a shared data set as vectors. */
export type PointSet =
  | { readonly kind: "blobs" | "noise"; readonly n: number; readonly d: number; readonly distinct?: number }
  | { readonly kind: "bpic2012" | "msnbc"; readonly d: number; readonly limit?: number };

/** Files that real points are made from, under SEQMENT_DATA. */
export const POINT_FILES = { bpic2012: "bpic2012/events.csv.gz", msnbc: "msnbc/msnbc990928.seq.gz" };

const CENTERS = 10;

/** Writes points.f32 (rows after rows), shape.json and, where there is one, truth.json. */
export async function writePoints(set: PointSet, folder: string): Promise<void> {
  const points = "n" in set ? seededPoints(set) : await sequenceVectors(set);
  await writeFile(
    `${folder}/points.f32`,
    new Uint8Array(points.data.buffer, points.data.byteOffset, points.data.byteLength),
  );
  await writeFile(`${folder}/shape.json`, JSON.stringify([points.rows, points.cols]));
  const truth = set.kind === "blobs" ? Array.from({ length: points.rows }, (_, i) => sourceOf(i, set) % CENTERS) : null;
  await writeFile(`${folder}/truth.json`, JSON.stringify(truth));
}

export async function readPoints(folder: string): Promise<Matrix> {
  const [rows, cols] = JSON.parse(await readFile(`${folder}/shape.json`, "utf8")) as [number, number];
  const bytes = await readFile(`${folder}/points.f32`);
  return {
    data: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
    rows,
    cols,
  };
}

export async function readTruth(folder: string): Promise<number[] | null> {
  return JSON.parse(await readFile(`${folder}/truth.json`, "utf8"));
}

/** Gaussian points around ten centers in a box of 20, or around none. */
function seededPoints(set: PointSet & { readonly n: number }): Matrix {
  const { kind, n, d } = set;
  const stream = randomStream(1, "benchmarks/points");
  const data = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    const source = sourceOf(i, set);
    for (let j = 0; j < d; j++) {
      const middle = kind === "blobs" ? 20 * stream.uniform(source % CENTERS, j) - 10 : 0;
      data[i * d + j] = middle + normal(stream, CENTERS + source, j);
    }
  }
  return { data, rows: n, cols: d };
}

function sourceOf(i: number, set: PointSet): number {
  return "n" in set && set.distinct !== undefined ? i % set.distinct : i;
}

/** The sum of twelve uniform draws: as good as normal here. */
function normal(stream: ReturnType<typeof randomStream>, item: number, column: number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw++) sum += stream.uniform(item, 12 * column + draw);
  return sum;
}

async function sequenceVectors({ kind, d, limit }: PointSet & { readonly limit?: number }): Promise<Matrix> {
  const sequences =
    kind === "msnbc"
      ? await readSequences(sharedData(POINT_FILES.msnbc)!, { skipLines: 7, ...(limit !== undefined && { limit }) })
      : await buildSequences(
          await readEvents(sharedData(POINT_FILES.bpic2012)!, { user: "user_id", action: "event", time: "timestamp" }),
        );
  return (await poolSequences(sequences, await trainWord2Vec(sequences, { vectorSize: d }))).embedding;
}
