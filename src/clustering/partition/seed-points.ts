import { powerOfTwoScale, type RandomStream, randomStream, sum } from "../../core/internal";
import { type SeedState, seedCenters } from "../../kernels";
import type { Workplace } from "./nearest-centers";
import { rowBlocks, type WeightedRows } from "./weighted-rows";

/** Candidates looked at for each center: the lanes of a panel. */
const CANDIDATES = 4;

/**
 * Points to start k centers from: each is the best of four drawn with a probability proportional to weight times
 * squared distance to the nearest one before (greedy k-means++, Arthur & Vassilvitskii 2007). The first points of a
 * start are the same for every k.
 *
 * @param restart which of several starts.
 */
export async function seedPoints(
  rows: WeightedRows,
  k: number,
  { seed, restart }: { readonly seed: number; readonly restart: number },
  { memory, pool, at }: Workplace,
): Promise<number[]> {
  using _ = memory.borrow();
  const { points, weights } = rows;
  const random = randomStream(seed, "clustering/kmeans");
  const state: SeedState = {
    scale: powerOfTwoScale(points.data),
    panel: memory.float32(CANDIDATES * points.stride),
    trials: memory.float32(CANDIDATES * points.rows),
    least: memory.float32(points.rows).fill(Number.POSITIVE_INFINITY),
  };
  const blocks = rowBlocks(points.rows);
  const potentials = blocks.map(() => memory.float64(CANDIDATES));
  const seeds: number[] = [];
  let candidates = [
    drawn(
      weights,
      blocks,
      blocks.map(([from, to]) => sum(weights.subarray(from, to))),
      random.uniform(restart, 0),
    ),
  ];
  let chosen = -1;
  while (seeds.length < k) {
    setCandidates(state.panel, rows, candidates);
    const calls = blocks.map((block, b) => seedCenters(block, points, weights, state, chosen, potentials[b]!));
    await pool.run(memory, calls);
    chosen = lowestPotential(potentials, candidates.length);
    seeds.push(candidates[chosen]!);
    const pause = at.pass(seeds.length / k);
    if (pause) await pause;
    if (seeds.length < k)
      candidates = nextCandidates(rows, blocks, { state, potentials, chosen, seeds }, random, restart);
  }
  return seeds;
}

function setCandidates(panel: Float32Array, { points }: WeightedRows, candidates: readonly number[]): void {
  panel.fill(Number.POSITIVE_INFINITY);
  for (const [lane, point] of candidates.entries()) {
    for (let j = 0; j < points.stride; j++) panel[CANDIDATES * j + lane] = points.data[point * points.stride + j]!;
  }
}

function lowestPotential(potentials: readonly Float64Array[], candidates: number): number {
  const totals = Array.from({ length: candidates }, (_, lane) =>
    potentials.reduce((sum, block) => sum + block[lane]!, 0),
  );
  return totals.indexOf(Math.min(...totals));
}

interface Drawing {
  readonly state: SeedState;
  readonly potentials: readonly Float64Array[];
  readonly chosen: number;
  readonly seeds: readonly number[];
}

function nextCandidates(
  { weights }: WeightedRows,
  blocks: readonly (readonly [number, number])[],
  { state: { least, trials }, potentials, chosen, seeds }: Drawing,
  random: RandomStream,
  restart: number,
): number[] {
  const ofBlocks = potentials.map((block) => block[chosen]!);
  const potential = sum(ofBlocks);
  if (!(potential > 0 && potential < Number.POSITIVE_INFINITY)) {
    return [weights.findIndex((_, point) => !seeds.includes(point))]; // beyond what squares in single precision can resolve
  }
  const odds = { at: (i: number) => weights[i]! * Math.min(least[i]!, trials[CANDIDATES * i + chosen]!) };
  return Array.from({ length: CANDIDATES }, (_, lane) =>
    drawn(odds, blocks, ofBlocks, random.uniform(restart, CANDIDATES * seeds.length + lane)),
  );
}

/** A place drawn with probability proportional to its odds, of which the sums over blocks are given. */
function drawn(
  odds: { at(i: number): number | undefined },
  blocks: readonly (readonly [number, number])[],
  sums: readonly number[],
  u: number,
): number {
  let left = u * sum(sums);
  let last = 0;
  for (const [b, [from, to]] of blocks.entries()) {
    if (left >= sums[b]! && b < blocks.length - 1 && sums.some((part, later) => later > b && part > 0)) {
      left -= sums[b]!;
      continue;
    }
    for (let i = from; i < to; i++) {
      const part = odds.at(i)!;
      if (part === 0) continue;
      last = i;
      left -= part;
      if (left < 0) return i;
    }
    return last;
  }
  return last;
}
