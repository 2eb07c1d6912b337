import type { Matrix } from "../../core";
import { matrix, raggedOf, raggedRow, row } from "../../core/internal";
import { pathSimilarity } from "../../profiles/internal";
import { decodeSequence, type TokenizedSequences } from "../../sequences";
import type { ModelOrigin } from "../model/model-origin";

/**
 * Sequences with further inputs at their end. Rows and actions keep their numbers; new ones follow. Times are not known of the new
 * inputs, so nothing is kept of them.
 */
export function appendPaths(
  sequences: TokenizedSequences,
  paths: readonly (readonly string[])[],
  ids: readonly string[] | undefined,
): TokenizedSequences {
  if (paths.length === 0) return sequences;
  const { vocabulary, report } = sequences;
  const actions = [...vocabulary.actions];
  const counts = [...vocabulary.counts];
  const tokenOf = new Map(actions.map((action, token) => [action, token]));
  const rows = Array.from(sequences.weights, (_, r) => raggedRow(sequences, r));
  const weights = [...sequences.weights];
  const rowAt = new Map(rows.map((tokens, r) => [tokens.join(" "), r]));
  const rowOf = [...sequences.rowOf];
  let tokens = 0;
  for (const path of paths) {
    const found = Uint32Array.from(path, (action) => {
      const token = tokenOf.get(action) ?? actions.push(action) - 1;
      tokenOf.set(action, token);
      counts[token] = (counts[token] ?? 0) + 1;
      return token;
    });
    tokens += found.length;
    const key = found.join(" ");
    const at = rowAt.get(key) ?? rows.push(found) - 1;
    rowAt.set(key, at);
    weights[at] = (weights[at] ?? 0) + 1;
    rowOf.push(at);
  }
  return {
    ...sequences,
    ...raggedOf(rows),
    vocabulary: { actions, counts: Float64Array.from(counts) },
    weights: Float64Array.from(weights),
    rowOf: Int32Array.from(rowOf),
    ids: sequences.ids && ids && [...sequences.ids, ...ids],
    ...{ durations: undefined, clock: undefined },
    report: {
      ...report,
      inputs: report.inputs + paths.length,
      distinct: rows.length,
      tokens: report.tokens + tokens,
    },
  };
}

/** Users of the new sessions follow those there are; sessions without a name are each of a user of their own. */
export function appendUsers(
  userOf: ModelOrigin["userOf"],
  inputs: number,
  ids: readonly string[] | undefined,
): ModelOrigin["userOf"] {
  if (userOf === null) return null;
  let user = userOf.reduce((most, number) => Math.max(most, number), 0);
  const numbers = new Map<string, number>();
  const added = Array.from({ length: inputs }, (_, i) => {
    const name = ids?.[i]?.replace(/#\d+$/u, "") ?? `${i}`;
    const known = numbers.get(name) ?? ++user;
    numbers.set(name, known);
    return known;
  });
  return Uint32Array.from([...userOf, ...added]);
}

/** Rows of a picture that a new one is laid beside the most alike of. */
const COMPARED = 300;

/** A picture with new rows, each where the row is that is most like it among the most frequent ones; ties by the smaller row. */
export function appendPlaces(picture: Matrix, sequences: TokenizedSequences): Matrix {
  const { weights } = sequences;
  const places = matrix(weights.length, picture.cols);
  places.data.set(picture.data);
  const known = [...Array(picture.rows).keys()].sort((a, b) => weights[b]! - weights[a]! || a - b).slice(0, COMPARED);
  const paths = known.map((r) => decodeSequence(sequences, r));
  for (let added = picture.rows; added < weights.length; added++) {
    const path = decodeSequence(sequences, added);
    let best = 0;
    let most = -1;
    for (const [i, other] of paths.entries()) {
      const alike = pathSimilarity(path, other);
      if (alike > most) [best, most] = [known[i]!, alike];
    }
    row(places, added).set(row(picture, best));
  }
  return places;
}
