import { type Checkpoint, forEachYielding, matrix, raggedRows } from "../../core/internal";
import type { TokenCounts } from "../token-counts";
import type { PooledSequences, PoolingModelData } from "./pooling";

/** Share of its length below which what is left of a vector without the common direction is rounding error. */
const ROUNDING = 1e-6;

/** The pooled vector of each row. */
export async function poolRows(rows: TokenCounts, pooling: PoolingModelData, at: Checkpoint): Promise<PooledSequences> {
  const n = raggedRows(rows);
  const d = pooling.vectors.cols;
  const result = { ...matrix(n, d), known: new Uint32Array(n) };
  const sums = new Float64Array(d);
  await forEachYielding(n, at, (r) => {
    result.known[r] = addActions(sums.fill(0), rows, r, pooling);
    if (pooling.component) removeDirection(sums, pooling.component);
    if (pooling.normalize) scaleToUnit(sums);
    result.data.set(sums, r * d);
    return d * (rows.offsets[r + 1]! - rows.offsets[r]!);
  });
  return result;
}

/** Sets `sums` to the weighted mean of a row's vectors, summed in the order of the vocabulary; returns its tokens. */
function addActions(
  sums: Float64Array,
  { tokens, offsets, counts, recent }: TokenCounts,
  r: number,
  pooling: PoolingModelData,
): number {
  const { weights, weighting, vectors, prefixes } = pooling;
  const d = sums.length;
  let occurrences = 0;
  let amount = 0;
  let total = 0;
  for (let p = offsets[r]!; p < offsets[r + 1]!; p++) {
    const token = tokens[p]!;
    const weight = recent[p]! * weights[token]!;
    const isAction = token < vectors.rows;
    const { data } = isAction ? vectors : prefixes!.vectors;
    const start = (isAction ? token : token - vectors.rows) * d;
    for (let t = 0; t < d; t++) sums[t]! += weight * data[start + t]!;
    occurrences += counts[p]!;
    amount += recent[p]!;
    total += weight;
  }
  const divisor = weighting === "sif" ? amount : total; // SIF as published divides by the length
  if (divisor > 0) for (let t = 0; t < d; t++) sums[t]! /= divisor;
  return occurrences;
}

function removeDirection(x: Float64Array, direction: Float64Array): void {
  const before = length(x);
  let share = 0;
  for (let t = 0; t < x.length; t++) share += x[t]! * direction[t]!;
  for (let t = 0; t < x.length; t++) x[t]! -= share * direction[t]!;
  if (length(x) <= ROUNDING * before) x.fill(0);
}

function scaleToUnit(x: Float64Array): void {
  const norm = length(x);
  if (norm > 0) for (let t = 0; t < x.length; t++) x[t]! /= norm;
}

function length(x: Float64Array): number {
  let squares = 0;
  for (let t = 0; t < x.length; t++) squares += x[t]! * x[t]!;
  return Math.sqrt(squares);
}
