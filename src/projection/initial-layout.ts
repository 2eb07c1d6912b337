import type { Csr, Matrix } from "../core";
import { type Checkpoint, matrix, type RandomStream, randomStream } from "../core/internal";
import type { WorkerPool } from "../parallel";
import { connectedComponents } from "./components";
import { componentsInPlace } from "./components-in-place";
import { pca } from "./pca";
import { spectralCoordinates } from "./spectral";

/** A layout starts within a square of this side. */
const SIDE = 10;
const NOISE = 1e-4;

interface StartContext {
  readonly dimensions: number;
  readonly seed: number;
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/**
 * Where the points of a graph start: `spectral` (the graph's slowest vibrations, each connected component at its
 * place), `pca` of the points, or given coordinates; each axis scaled to [0, 10], with a little noise so that no two
 * points coincide.
 */
export async function initialLayout(
  init: "spectral" | "pca" | Matrix,
  points: Matrix,
  graph: Csr,
  context: StartContext,
): Promise<Matrix> {
  const { dimensions, seed } = context;
  if (typeof init === "object") return withNoise(inBox(init, "keep the shape"), seed);
  if (init === "pca") return withNoise(inBox(await principal(points, dimensions, context), "fill"), seed);
  const components = connectedComponents(graph);
  const vibrations = (part: Csr) => componentLayout(part, context);
  const layout =
    components.length === 1
      ? await vibrations(graph)
      : await componentsInPlace(
          graph,
          components,
          await principal(points, dimensions, context),
          vibrations,
          context.at,
        );
  return withNoise(inBox(layout, "fill"), seed);
}

/** PCA coordinates; axes beyond the columns of the points stay 0. */
async function principal(points: Matrix, dimensions: number, { pool }: StartContext): Promise<Matrix> {
  const nComponents = Math.min(dimensions, points.cols);
  if (nComponents === 0) return matrix(points.rows, dimensions);
  const { embedding } = await pca(points, { nComponents, workers: pool });
  const result = matrix(points.rows, dimensions);
  for (let i = 0; i < points.rows; i++) {
    for (let c = 0; c < nComponents; c++) result.data[i * dimensions + c] = embedding.data[i * nComponents + c]!;
  }
  return result;
}

/** One connected component: spectral where it has enough points for it, else scattered at random. */
async function componentLayout(graph: Csr, { dimensions, seed, pool, at }: StartContext): Promise<Matrix> {
  const random = randomStream(seed, "umap/start");
  if (graph.rows < 2 * dimensions || graph.rows <= dimensions + 1) return scattered(graph.rows, dimensions, random);
  return spectralCoordinates(graph, dimensions, { random, pool, at });
}

function scattered(rows: number, dimensions: number, random: RandomStream): Matrix {
  const result = matrix(rows, dimensions);
  for (let e = 0; e < rows * dimensions; e++) result.data[e] = 2 * random.uniform(e, 1) - 1;
  return result;
}

/** Moved and scaled into [0, 10], every axis to its own full length or all by one factor. */
function inBox({ data, rows, cols }: Matrix, how: "fill" | "keep the shape"): Matrix {
  const low = new Float64Array(cols).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(cols).fill(Number.NEGATIVE_INFINITY);
  for (let e = 0; e < rows * cols; e++) {
    low[e % cols] = Math.min(low[e % cols]!, data[e]!);
    high[e % cols] = Math.max(high[e % cols]!, data[e]!);
  }
  const lengths = high.map((value, c) => value - low[c]!);
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  const result = matrix(rows, cols);
  for (let e = 0; e < rows * cols; e++) {
    const length = how === "fill" ? lengths[e % cols]! : longest;
    result.data[e] = length > 0 ? (SIDE * (data[e]! - low[e % cols]!)) / length : 0;
  }
  return result;
}

/** A layout with a little noise, so that no two points coincide. */
export function withNoise({ data, rows, cols }: Matrix, seed: number): Matrix {
  const random = randomStream(seed, "umap/noise");
  return matrix(
    rows,
    cols,
    data.map((value, e) => value + NOISE * (2 * random.uniform(e, 0) - 1)),
  );
}
