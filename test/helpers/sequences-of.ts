import type { Sequences } from "../../src/sequences";

/** `Sequences` of plain arrays of actions, made by the book: naive, for tests. */
export function sequencesOf(paths: readonly (readonly string[])[], durations?: readonly number[]): Sequences {
  const counts = new Map<string, number>();
  for (const action of paths.flat()) counts.set(action, (counts.get(action) ?? 0) + 1);
  const actions = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
  const token = new Map(actions.map((action, i) => [action, i]));
  const key = (path: readonly string[]) => path.map((action) => token.get(action)).join();
  const weights = new Map<string, number>();
  for (const path of paths) if (path.length > 0) weights.set(key(path), (weights.get(key(path)) ?? 0) + 1);
  const rows = [...weights.keys()].sort((a, b) => weights.get(b)! - weights.get(a)! || compareTokens(a, b));
  const tokens = rows.map((row) => row.split(",").map(Number));
  const rowOf = new Map(rows.map((row, i) => [row, i]));
  const offsets = [0];
  for (const row of tokens) offsets.push(offsets.at(-1)! + row.length);
  const none = { inputs: 0, tokens: 0 };
  return {
    tokens: Uint32Array.from(tokens.flat()),
    offsets: Uint32Array.from(offsets),
    vocabulary: { actions, counts: Float64Array.from(actions, (action) => counts.get(action)!) },
    weights: Float64Array.from(rows, (row) => weights.get(row)!),
    rowOf: Int32Array.from(paths, (path) => rowOf.get(key(path)) ?? -1),
    ids: undefined,
    durations: durations && Float64Array.from(durations),
    report: {
      inputs: paths.length,
      distinct: rows.length,
      tokens: paths.flat().length,
      empty: paths.filter((path) => path.length === 0).length,
      tooShort: 0,
      truncated: none,
      unknown: { actions: 0, tokens: 0 },
    },
  };
}

function compareTokens(a: string, b: string): number {
  const [x, y] = [a.split(",").map(Number), b.split(",").map(Number)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i]! - y[i]!;
  return x.length - y.length;
}
