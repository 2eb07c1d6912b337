import { raggedRow } from "../../core/internal";
import type { FitInput, SegmentModel } from "../../segments";
import { encodeInput, partsOf, shownWeights } from "../../segments/internal";
import { decodeSequence } from "../../sequences";
import { sequenceEncoder } from "../../sequences/internal";

/** Distinct paths of a population, and who took them. */
export interface Paths {
  readonly lists: readonly (readonly string[])[];
  /** Inputs (users or sessions) of each. */
  readonly weights: Float64Array;
  /** For each input its path, and the number of its user. */
  readonly rowOf: Int32Array;
  readonly userOf: Int32Array;
  readonly users: number;
  /** Inputs that are not among them: without an action that can be read, or left out by a rule of the model. */
  readonly leftOut: number;
}

/** New inputs in the terms of a model, with the names of actions that it does not know; those that a fit would leave out are left out. */
export function readPaths(name: string, input: FitInput, model: SegmentModel): Paths {
  const { vocabulary, rules } = partsOf(model).sequences;
  const encoded = encodeInput(name, input, sequenceEncoder(vocabulary, rules, { keepUnknown: true }));
  const names = [...vocabulary.actions, ...encoded.newActions];
  const numbers = new Map<string, number>();
  const lists: string[][] = [];
  const rows: number[] = [];
  const ids: (string | undefined)[] = [];
  for (const [i, reason] of encoded.reasons.entries()) {
    const tokens = raggedRow(encoded, i);
    if (tokens.length === 0 || reason === "tooShort" || reason === "leftOut") continue;
    const key = tokens.join(" ");
    let row = numbers.get(key);
    if (row === undefined) {
      row = lists.push(Array.from(tokens, (token) => names[token]!)) - 1;
      numbers.set(key, row);
    }
    rows.push(row);
    ids.push(encoded.ids?.[i]);
  }
  const bySession = rules.unit === "session" && encoded.ids !== undefined;
  const userOf = bySession ? usersOf(ids as string[]) : undefined;
  return { ...pathsOf(lists, Int32Array.from(rows), userOf), leftOut: encoded.reasons.length - rows.length };
}

/**
 * The paths that a model was fitted to.
 *
 * @throws RangeError when some are hidden, or the users are too few.
 */
export function fittedPaths(model: SegmentModel): Paths {
  const { sequences, origin } = partsOf(model);
  const shown = shownWeights(sequences);
  if (shown.some((weight, row) => weight !== sequences.weights[row])) {
    throw new RangeError(
      '"reference" expected users to compare with, for the model hides paths of its own, got undefined',
    );
  }
  const lists = Array.from(shown, (_, row) => decodeSequence(sequences, row));
  const kept = [...sequences.rowOf.keys()].filter((input) => (shown[sequences.rowOf[input]!] ?? 0) > 0);
  const rowOf = Int32Array.from(kept, (input) => sequences.rowOf[input]!);
  const { userOf } = origin;
  return pathsOf(lists, rowOf, userOf ? Int32Array.from(kept, (input) => userOf[input]!) : undefined);
}

/** Some of the users; paths stay, also those that none of them took. */
export function someUsers(paths: Paths, isIn: (user: number) => boolean): Paths {
  const kept = [...paths.rowOf.keys()].filter((input) => isIn(paths.userOf[input]!));
  const rowOf = Int32Array.from(kept, (input) => paths.rowOf[input]!);
  const sessions = paths.users < paths.rowOf.length;
  return pathsOf(paths.lists, rowOf, sessions ? Int32Array.from(kept, (input) => paths.userOf[input]!) : undefined);
}

/** The same without paths that nobody took. */
export function takenPaths(paths: Paths): Paths {
  const numbers = new Int32Array(paths.lists.length).fill(-1);
  const lists = paths.lists.filter((_, row) => paths.weights[row]! > 0);
  let number = 0;
  for (const [row, weight] of paths.weights.entries()) if (weight > 0) numbers[row] = number++;
  const weights = paths.weights.filter((weight) => weight > 0);
  return { ...paths, lists, weights, rowOf: paths.rowOf.map((row) => numbers[row]!) };
}

/** The same with other names of actions; paths that become equal stay apart, which changes no figure. */
export function renamedPaths(paths: Paths, names: ReadonlyMap<string, string>): Paths {
  return { ...paths, lists: paths.lists.map((list) => list.map((action) => names.get(action) ?? action)) };
}

function pathsOf(lists: readonly (readonly string[])[], rowOf: Int32Array, given: Int32Array | undefined): Paths {
  const weights = new Float64Array(lists.length);
  for (const row of rowOf) weights[row]! += 1;
  const numbers = new Map<number, number>();
  const userOf = rowOf.map((_, input) => {
    if (given === undefined) return input;
    const user = given[input]!;
    if (!numbers.has(user)) numbers.set(user, numbers.size);
    return numbers.get(user)!;
  });
  return { lists, weights, rowOf, userOf, users: given === undefined ? rowOf.length : numbers.size, leftOut: 0 };
}

/** Sessions are called by their user, a number sign, and their number. */
function usersOf(ids: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(ids, (id) => {
    const user = id.slice(0, id.lastIndexOf("#"));
    if (!numbers.has(user)) numbers.set(user, numbers.size);
    return numbers.get(user)!;
  });
}
