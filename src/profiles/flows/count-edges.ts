import { type Checkpoint, forEachYielding, raggedRow } from "../../core/internal";
import type { Sequences } from "../../sequences";
import { ENDLESS, timesOfInput } from "./path-times";
import { filteredWeights, type InputFilter } from "./segment-weights";

/** Transitions of paths, with their starts and ends. */
export interface EdgeCounts {
  readonly edges: readonly EdgeCount[];
  /** For each token, and the start, how often anything follows it, the end included: for an action, its occurrences. */
  readonly followed: Float64Array;
  /** For each token, inputs that show it. */
  readonly users: Float64Array;
  readonly inputs: number;
  /** The numbers that stand for the start and the end of a path, behind all tokens. */
  readonly start: number;
  readonly end: number;
}

/** One transition. */
export interface EdgeCount {
  readonly from: number;
  readonly to: number;
  count: number;
  users: number;
}

/** Counts every transition of the inputs looked at, in the order of distinct sequences. */
export async function countEdges(sequences: Sequences, looksAt: InputFilter, at: Checkpoint): Promise<EdgeCounts> {
  const weights = filteredWeights(sequences, looksAt);
  const start = sequences.vocabulary.actions.length;
  const end = start + 1;
  const edges: EdgeCount[] = [];
  const numbers = new Map<number, number>();
  const lastRow: number[] = [];
  const followed = new Float64Array(end);
  const users = new Float64Array(start);
  const lastShown = new Int32Array(start).fill(-1);
  let inputs = 0;
  await forEachYielding(weights.length, at, (row) => {
    const weight = weights[row]!;
    if (weight === 0) return 1;
    const path = raggedRow(sequences, row);
    inputs += weight;
    for (let p = 0; p <= path.length; p++) {
      const from = p === 0 ? start : path[p - 1]!;
      const to = p === path.length ? end : path[p]!;
      const key = from * (end + 1) + to;
      let edge = numbers.get(key);
      if (edge === undefined) {
        edge = edges.push({ from, to, count: 0, users: 0 }) - 1;
        numbers.set(key, edge);
        lastRow.push(-1);
      }
      edges[edge]!.count += weight;
      if (lastRow[edge] !== row) edges[edge]!.users += weight;
      lastRow[edge] = row;
      followed[from]! += weight;
      if (to < start && lastShown[to] !== row) users[to]! += weight;
      if (to < start) lastShown[to] = row;
    }
    return path.length + 1;
  });
  return { edges, followed, users, inputs, start, end };
}

/** The median time of each edge shown, in milliseconds; null where none is known. */
export async function edgeTimes(
  sequences: Sequences,
  looksAt: InputFilter,
  { edges, end }: EdgeCounts,
  shown: readonly number[],
  at: Checkpoint,
): Promise<(number | null)[]> {
  const places = new Map(shown.map((edge, i) => [edges[edge]!.from * (end + 1) + edges[edge]!.to, i]));
  const times: number[][] = shown.map(() => []);
  let timeOf = new Float64Array(64);
  await forEachYielding(sequences.rowOf.length, at, (input) => {
    const row = sequences.rowOf[input]!;
    if (row < 0 || !looksAt(input)) return 1;
    const path = raggedRow(sequences, row);
    if (timeOf.length < path.length) timeOf = new Float64Array(2 * path.length);
    timesOfInput(sequences, input, timeOf);
    for (let p = 1; p < path.length; p++) {
      const place = places.get(path[p - 1]! * (end + 1) + path[p]!);
      const time = timeOf[p]! - timeOf[p - 1]!;
      if (place !== undefined && time < ENDLESS / 2) times[place]!.push(time);
    }
    return path.length;
  });
  return times.map(medianOf);
}

function medianOf(times: readonly number[]): number | null {
  if (times.length === 0) return null;
  const sorted = Float64Array.from(times).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
