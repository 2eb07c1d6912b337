import { type Checkpoint, type Csr, type Matrix, matrix, type RandomStream, randomStream } from "../core";
import type { WorkerPool } from "../parallel";
import { componentGraph, connectedComponents } from "./components";
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
 * Where the points of a graph start: `spectral` (the graph's slowest vibrations, connected components placed apart), `pca` of
 * the points, or given coordinates; each axis scaled to [0, 10], with a little noise so that no two points coincide.
 */
export async function startLayout(
  init: "spectral" | "pca" | Matrix,
  points: Matrix,
  graph: Csr,
  context: StartContext,
): Promise<Matrix> {
  const { dimensions, seed } = context;
  if (typeof init === "object") return noisy(inBox(init, "keep the shape"), seed);
  if (init === "pca") return noisy(inBox(await principal(points, dimensions, context), "fill"), seed);
  const components = connectedComponents(graph);
  const layout =
    components.length === 1
      ? await componentLayout(graph, dimensions, context)
      : await componentsApart(points, graph, components, context);
  return noisy(inBox(layout, "fill"), seed);
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
async function componentLayout(graph: Csr, dimensions: number, { seed, pool, at }: StartContext): Promise<Matrix> {
  const random = randomStream(seed, "umap/start");
  if (graph.rows < 2 * dimensions || graph.rows <= dimensions + 1) return scattered(graph.rows, dimensions, random);
  return spectralCoordinates(graph, dimensions, { random, pool, at });
}

function scattered(rows: number, dimensions: number, random: RandomStream): Matrix {
  const result = matrix(rows, dimensions);
  for (let e = 0; e < rows * dimensions; e++) result.data[e] = 2 * random.uniform(e, 1) - 1;
  return result;
}

/** Each component around a place of its own, within half the way to the nearest other place. */
async function componentsApart(
  points: Matrix,
  graph: Csr,
  components: readonly Int32Array[],
  context: StartContext,
): Promise<Matrix> {
  const { dimensions, at } = context;
  const places = await componentPlaces(points, components, context);
  const result = matrix(points.rows, dimensions);
  let done = 0;
  for (const [c, members] of components.entries()) {
    const part = at.part(done / points.rows, (done + members.length) / points.rows);
    const layout = await componentLayout(componentGraph(graph, members), dimensions, { ...context, at: part });
    let largest = 0;
    for (const value of layout.data) largest = Math.max(largest, Math.abs(value));
    const scale = largest > 0 ? nearestPlace(places, c) / 2 / largest : 0;
    for (const [m, member] of members.entries()) {
      for (let d = 0; d < dimensions; d++) {
        result.data[member * dimensions + d] =
          places.data[c * dimensions + d]! + scale * layout.data[m * dimensions + d]!;
      }
    }
    done += members.length;
    const pause = at.pass(done / points.rows);
    if (pause) await pause;
  }
  return result;
}

/** A few components stand at the ends of the axes; more of them where PCA puts their centroids. */
async function componentPlaces(
  points: Matrix,
  components: readonly Int32Array[],
  context: StartContext,
): Promise<Matrix> {
  const { dimensions } = context;
  if (components.length > 2 * dimensions) return principal(centroids(points, components), dimensions, context);
  const places = matrix(components.length, dimensions);
  const ends = Math.ceil(components.length / 2);
  for (let c = 0; c < components.length; c++) places.data[c * dimensions + (c % ends)] = c < ends ? 1 : -1;
  return places;
}

function centroids(points: Matrix, components: readonly Int32Array[]): Matrix {
  const { cols } = points;
  const result = matrix(components.length, cols);
  for (const [c, members] of components.entries()) {
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (const member of members) sum += points.data[member * cols + j]!;
      result.data[c * cols + j] = sum / members.length;
    }
  }
  return result;
}

function nearestPlace({ data, rows, cols }: Matrix, from: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let other = 0; other < rows; other++) {
    let square = 0;
    for (let d = 0; d < cols; d++) {
      const apart = data[other * cols + d]! - data[from * cols + d]!;
      square += apart * apart;
    }
    if (square > 0 && square < nearest) nearest = square;
  }
  return nearest === Number.POSITIVE_INFINITY ? 1 : Math.sqrt(nearest);
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
export function noisy({ data, rows, cols }: Matrix, seed: number): Matrix {
  const random = randomStream(seed, "umap/noise");
  return matrix(
    rows,
    cols,
    data.map((value, e) => value + NOISE * (2 * random.uniform(e, 0) - 1)),
  );
}
