import type { Matrix } from "../../core";
import { labelCount, NOISE, pickRows } from "../../core/internal";
import { queryNeighbors } from "../../neighbors";
import type { RunOptions } from "../../parallel";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import { canonicalLabels } from "../stages/canonical-labels";
import type { RowGuide } from "./row-guide";

/** Clusters in which all that is known of rows holds. */
export interface GuidedRows {
  readonly labels: RowLabels;
  readonly probabilities: Float64Array;
  /** For each cluster its group; -1 for one of which nothing is known. */
  readonly groupOf: Int32Array;
}

/** How strongly a row belongs where it was put by hand. */
const BY_HAND = 0.5;
/** Share of the users of a cluster who show a pattern, from which on all of it is named after it. */
const HALF = 0.5;

/**
 * Names clusters by what is known of their rows, and mends them where it does not hold.
 *
 * - A row of which something is known goes with its group: clusters of one group are one.
 * - A cluster whose known rows are of one group is of that group; so is one of which half the users show the group's pattern.
 * - A cluster with rows of several groups, or with two that are to be apart, is divided: each other row goes with the nearest of
 *   them.
 */
export async function guideClusters(
  points: Matrix,
  weights: Float64Array,
  cut: { readonly labels: Int32Array; readonly probabilities: Float64Array },
  known: RowGuide,
  run: RunOptions,
): Promise<GuidedRows> {
  const keys = new PlaceKeys(known.groups);
  const place = Int32Array.from(known.groups);
  const rowsOf = Array.from({ length: labelCount(cut.labels) }, (): number[] => []);
  for (const [row, label] of cut.labels.entries()) if (label !== NOISE) rowsOf[label]!.push(row);
  for (const rows of rowsOf) {
    const seeds = seedsOf(rows, cut.labels, known, keys);
    const places = new Set(seeds.values());
    const rest = rows.filter((row) => place[row] === NOISE && !seeds.has(row));
    for (const [row, at] of seeds) place[row] = at;
    if (places.size > 1) {
      const from = [...seeds.keys()];
      if (rest.length === 0) continue;
      const { indices } = await queryNeighbors(pickRows(points, from), pickRows(points, rest), {
        ...{ k: 1, workers: run.workers, signal: run.signal },
      });
      for (const [i, row] of rest.entries()) place[row] = seeds.get(from[indices[i]!]!)!;
    } else {
      const [only] = places;
      const whole = only ?? keys.ofPattern(rows, weights, known) ?? keys.next();
      for (const row of rest) place[row] = whole;
    }
  }
  const labels = canonicalLabels(consecutive(place), weights);
  const groupOf = new Int32Array(labelCount(labels)).fill(NOISE);
  for (const [row, label] of labels.entries()) if (label !== NOISE) groupOf[label] = keys.groupAt(place[row]!);
  const probabilities = Float64Array.from(cut.probabilities, (probability, row) => {
    if (labels[row] === NOISE) return 0;
    return cut.labels[row] === NOISE || probability === 0 ? BY_HAND : probability;
  });
  return { labels: asRowLabels(labels), probabilities, groupOf };
}

/** Rows of a cluster that decide on others: those of a user who is known, and, within it, those that are to be apart. */
function seedsOf(rows: readonly number[], labels: Int32Array, known: RowGuide, keys: PlaceKeys): Map<number, number> {
  const seeds = new Map<number, number>();
  const cluster = labels[rows[0]!]!;
  for (const row of rows) {
    if (known.groups[row] !== NOISE && !known.byPattern[row]) seeds.set(row, known.groups[row]!);
  }
  for (const [a, b] of known.apart) {
    if (labels[a] !== cluster || labels[b] !== cluster) continue;
    for (const end of [a, b]) {
      if (!seeds.has(end)) seeds.set(end, known.groups[end] === NOISE ? keys.next() : known.groups[end]!);
    }
  }
  return seeds;
}

/** Numbers of places: a group is a place of its number, others follow. */
class PlaceKeys {
  readonly #groups: number;
  #last: number;

  constructor(groups: Int32Array) {
    this.#groups = labelCount(groups);
    this.#last = this.#groups;
  }

  next(): number {
    return this.#last++;
  }

  groupAt(place: number): number {
    return place < this.#groups ? place : NOISE;
  }

  /** The group whose pattern half of the users show. */
  ofPattern(rows: readonly number[], weights: Float64Array, { groups, byPattern }: RowGuide): number | undefined {
    const users = new Map<number, number>();
    let all = 0;
    for (const row of rows) {
      all += weights[row]!;
      if (byPattern[row]) users.set(groups[row]!, (users.get(groups[row]!) ?? 0) + weights[row]!);
    }
    const [most] = [...users].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return most && most[1] >= HALF * all ? most[0] : undefined;
  }
}

/** Places without gaps in their numbers. */
function consecutive(places: Int32Array): Int32Array {
  const numberOf = new Map<number, number>([[NOISE, NOISE]]);
  return places.map((place) => {
    const number = numberOf.get(place) ?? numberOf.size - 1;
    numberOf.set(place, number);
    return number;
  });
}
