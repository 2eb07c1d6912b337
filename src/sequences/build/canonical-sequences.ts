import { raggedRow, raggedRows, type Steps } from "../../core/internal";
import type { TokenizedSequences } from "../types";

/** Rows worked on between two yields. */
const ROWS_A_STEP = 2 ** 12;

/**
 * The same rows as `buildSequences` would number them: actions that occur, most frequent first, and rows in canonical
 * order. So a subset of a log is what the log of these inputs alone would be.
 *
 * @returns the sequences, and for each of their rows which one it was.
 */
export function* canonicalSequences(sequences: TokenizedSequences): Steps<{
  readonly sequences: TokenizedSequences;
  readonly rows: Uint32Array;
}> {
  const { weights, vocabulary } = sequences;
  const { actions, counts } = vocabulary;
  const occurring = [...counts.keys()].filter((token) => counts[token]! > 0);
  occurring.sort((a, b) => counts[b]! - counts[a]! || (actions[a]! < actions[b]! ? -1 : 1));
  const tokenOf = new Uint32Array(counts.length);
  for (const [token, old] of occurring.entries()) tokenOf[old] = token;
  const paths: Uint32Array[] = [];
  for (let row = 0; row < raggedRows(sequences); row++) {
    paths.push(raggedRow(sequences, row).map((token) => tokenOf[token]!));
    if (row % ROWS_A_STEP === 0) yield 0;
  }
  // rows are nearly sorted, which Array's sort takes advantage of
  const order = [...paths.keys()].sort((a, b) => weights[b]! - weights[a]! || compareTokens(paths[a]!, paths[b]!));
  const rows = Uint32Array.from(order);
  yield 0;
  const renumbered = {
    tokens: new Uint32Array(sequences.tokens.length),
    offsets: new Uint32Array(rows.length + 1),
    weights: Float64Array.from(rows, (row) => weights[row]!),
    vocabulary: {
      actions: occurring.map((token) => actions[token]!),
      counts: Float64Array.from(occurring, (token) => counts[token]!),
    },
  };
  const placeOf = new Int32Array(rows.length);
  for (const [place, row] of rows.entries()) {
    placeOf[row] = place;
    renumbered.tokens.set(paths[row]!, renumbered.offsets[place]);
    renumbered.offsets[place + 1] = renumbered.offsets[place]! + paths[row]!.length;
    if (place % ROWS_A_STEP === 0) yield 0;
  }
  const rowOf = sequences.rowOf.map((row) => (row < 0 ? row : placeOf[row]!));
  return { sequences: { ...sequences, ...renumbered, rowOf }, rows };
}

function compareTokens(a: Uint32Array, b: Uint32Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
