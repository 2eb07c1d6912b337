import type { Matrix } from "../core";
import { matrix, randomStream } from "../core/internal";
import type { WorkerPool } from "../parallel";
import { pca } from "./pca";

/** Standard deviation of the start along its longer axis. */
const DEVIATION = 1e-4;
/** Half the width of the noise, so that no two points coincide. */
const NOISE = 1e-6;

/**
 * Where the points of a t-SNE start: at their two first principal components, or at the coordinates given, made so
 * small that none is out of reach of another (Kobak & Linderman 2021), with a little noise.
 */
export async function initialTsneLayout(
  init: "pca" | Matrix,
  points: Matrix,
  { seed, pool }: { seed: number; pool: WorkerPool },
): Promise<Matrix> {
  const coordinates = init === "pca" ? await principal(points, pool) : init;
  const { factor, means } = centering(coordinates);
  const random = randomStream(seed, "tsne/start");
  return matrix(
    coordinates.rows,
    2,
    coordinates.data.map((value, e) => factor * (value - means[e % 2]!) + NOISE * (2 * random.uniform(e, 0) - 1)),
  );
}

/** One column has one component; the other axis stays 0. */
async function principal(points: Matrix, pool: WorkerPool): Promise<Matrix> {
  const { embedding } = await pca(points, { nComponents: Math.min(2, points.cols), workers: pool });
  if (embedding.cols === 2) return embedding;
  return matrix(
    points.rows,
    2,
    Float32Array.from({ length: 2 * points.rows }, (_, e) => (e % 2 === 0 ? embedding.data[e / 2]! : 0)),
  );
}

function centering({ data, rows }: Matrix): { factor: number; means: readonly number[] } {
  const means = [0, 0];
  for (const [e, value] of data.entries()) means[e % 2]! += value / rows;
  const squares = [0, 0];
  for (const [e, value] of data.entries()) squares[e % 2]! += (value - means[e % 2]!) * (value - means[e % 2]!);
  const deviation = Math.sqrt(Math.max(...squares) / rows);
  return { factor: deviation > 0 ? DEVIATION / deviation : 0, means };
}
