import type { Matrix } from "../core";
import { type Checkpoint, row, wrongValue } from "../core/internal";
import type { DistanceFunction } from "./distance";
import type { KnnGraph } from "./types";

/**
 * The k nearest of `rows` to each query by any distance, asked for each pair once; queries that are the rows themselves
 * are not their own neighbors.
 *
 * @throws RangeError when a distance is not finite and >= 0.
 */
export async function measuredNeighbors(
  queries: Matrix,
  rows: Matrix,
  distance: DistanceFunction,
  { k, at }: { k: number; at: Checkpoint },
): Promise<KnnGraph> {
  const lists = emptyLists(queries.rows, k);
  const among = queries === rows;
  for (let i = 0; i < queries.rows; i++) {
    const query = row(queries, i);
    for (let j = among ? i + 1 : 0; j < rows.rows; j++) {
      const apart = distance(query, row(rows, j));
      if (!(typeof apart === "number" && apart >= 0 && apart < Number.POSITIVE_INFINITY)) {
        throw wrongValue("metric", "to give finite distances >= 0", apart, ` between rows ${i} and ${j}`);
      }
      offer(lists, i, j, Math.fround(apart));
      if (among) offer(lists, j, i, Math.fround(apart));
    }
    const done = (i + 1) / queries.rows;
    const pause = at.pass(among ? done * (2 - done) : done);
    if (pause) await pause;
  }
  return lists;
}

function emptyLists(rows: number, k: number): KnnGraph {
  return {
    indices: new Int32Array(rows * k).fill(-1),
    distances: new Float32Array(rows * k).fill(Number.POSITIVE_INFINITY),
    rows,
    k,
  };
}

/** Puts a candidate into the list of a row, ascending by (distance, index). */
function offer({ indices, distances, k }: KnnGraph, row: number, index: number, distance: number): void {
  const start = row * k;
  let at = start + k;
  while (
    at > start &&
    (distances[at - 1]! > distance || (distances[at - 1] === distance && indices[at - 1]! > index))
  ) {
    at--;
  }
  if (at === start + k) return;
  indices.copyWithin(at + 1, at, start + k - 1);
  distances.copyWithin(at + 1, at, start + k - 1);
  indices[at] = index;
  distances[at] = distance;
}
