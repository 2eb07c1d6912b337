import type { Ragged, Steps } from "../core/internal";
import type { Regression } from "./beginning-reader";
import { LOOKS } from "./looks";
import { PrefixFeatures } from "./prefix-features";
import { fitRegression, type SparseExamples } from "./prefix-regression";

/** Users that show a feature, at least. */
const LEAST_USERS = 2;
/** Looks that a regression learns from: those up to 20 actions. */
const LEARNT = LOOKS.filter((look) => look <= 20);
/** A feature whose weights are all smaller says nothing. */
const SMALLEST_WEIGHT = 0.02;

/** Beginnings of rows as features that a regression reads. */
export interface Beginnings extends SparseExamples {
  /** The row that each begins. */
  readonly rows: Uint32Array;
  /** Of each feature. */
  readonly keys: readonly number[];
}

/**
 * Learns a regression from beginnings; undefined where there is nothing to learn.
 *
 * @param labels class of each row.
 * @param weights users of each row; of rows with none nothing is learnt.
 */
export function* learnRegression(
  { rows, keys, ...features }: Beginnings,
  labels: Uint32Array,
  weights: Float64Array,
  { classes, seed }: { readonly classes: number; readonly seed: number },
): Steps<Regression | undefined> {
  const examples = {
    ...features,
    labels: rows.map((row) => labels[row]!),
    weights: Float64Array.from(rows, (row) => weights[row]!),
  };
  const shown = new Set(examples.labels.filter((_, i) => examples.weights[i]! > 0));
  if (keys.length === 0 || shown.size < 2) return undefined;
  const coefficients = yield* fitRegression(examples, { features: keys.length, classes, seed });
  const informative = [...keys.keys()].filter((feature) =>
    coefficients
      .subarray(feature * classes, (feature + 1) * classes)
      .some((weight) => Math.abs(weight) >= SMALLEST_WEIGHT),
  );
  informative.sort((a, b) => keys[a]! - keys[b]!);
  const kept = new Float32Array(informative.length * classes);
  for (const [to, feature] of informative.entries()) {
    kept.set(coefficients.subarray(feature * classes, (feature + 1) * classes), to * classes);
  }
  return { keys: Float64Array.from(informative, (feature) => keys[feature]!), weights: kept };
}

/**
 * Beginnings of rows, as long as looks are; features that too few users show are left out.
 *
 * @param users of each row; of those with none nothing is taken.
 */
export function* beginningsOf(
  { tokens, offsets }: Ragged,
  users: Float64Array,
  { actions, leastUsers }: { readonly actions: number; readonly leastUsers: number },
): Steps<Beginnings> {
  const numbers = new Map<number, number>();
  const shownBy: number[] = [];
  const lastRow: number[] = [];
  const current = new Map<number, number>();
  let row = 0;
  const features = new PrefixFeatures(actions, (key, change) => {
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      shownBy.push(0);
      lastRow.push(-1);
    }
    if (lastRow[number] !== row) shownBy[number]! += users[row]!;
    lastRow[number] = row;
    const value = (current.get(number) ?? 0) + change;
    if (Math.abs(value) < 1e-9) current.delete(number);
    else current.set(number, value);
  });
  const found = { offsets: [0], features: [] as number[], values: [] as number[], rows: [] as number[] };
  let read = 0;
  for (; row < users.length; row++) {
    if (users[row] === 0) continue;
    features.restart();
    current.clear();
    let look = 0;
    const end = Math.min(offsets[row + 1]!, offsets[row]! + LEARNT.at(-1)!);
    for (let at = offsets[row]!; at < end; at++) {
      features.read(tokens[at]!);
      if (at + 1 - offsets[row]! !== LEARNT[look]) continue;
      look += 1;
      for (const [number, value] of current) {
        found.features.push(number);
        found.values.push(value);
      }
      found.offsets.push(found.features.length);
      found.rows.push(row);
    }
    if (++read % ROWS === 0) yield 0;
  }
  const least = Math.max(LEAST_USERS, leastUsers);
  const isKept = shownBy.map((count) => count >= least);
  return yield* compacted(found, [...numbers.keys()], isKept);
}

/** Rows read, and beginnings worked on, between two yields. */
const ROWS = 32;
const BEGINNINGS = 256;

/** Without the features that are not kept. */
function* compacted(
  found: {
    readonly offsets: number[];
    readonly features: number[];
    readonly values: number[];
    readonly rows: number[];
  },
  keys: readonly number[],
  isKept: readonly boolean[],
): Steps<Beginnings> {
  const numberOf = new Int32Array(keys.length).fill(-1);
  const kept: number[] = [];
  for (const [number, key] of keys.entries()) {
    if (isKept[number]) numberOf[number] = kept.push(key) - 1;
  }
  const offsets = new Uint32Array(found.rows.length + 1);
  const features: number[] = [];
  const values: number[] = [];
  for (const i of found.rows.keys()) {
    for (let p = found.offsets[i]!; p < found.offsets[i + 1]!; p++) {
      const number = numberOf[found.features[p]!]!;
      if (number < 0) continue;
      features.push(number);
      values.push(found.values[p]!);
    }
    offsets[i + 1] = features.length;
    if (i % BEGINNINGS === 0) yield 0;
  }
  return {
    offsets,
    features: Uint32Array.from(features),
    values: Float64Array.from(values),
    rows: Uint32Array.from(found.rows),
    keys: kept,
  };
}
