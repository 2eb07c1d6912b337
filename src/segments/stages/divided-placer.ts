import { NOISE } from "../../core/internal";
import type { Tree } from "../file/artefact";
import { damaged, listOf, numbers, whole } from "../file/shape";
import { ALTERNATIVES, type PartsPlacer, type Placements, type Placer } from "./placer";
import { routeShape } from "./route-shape";
import { nearestOnly, type RouteStep, TO_NEAREST, TO_NONE, takeStep } from "./routed-placer";

/** Segments, and how they are divided. */
export interface Division {
  /** Places among the segments before all edits, with the edits. */
  readonly whole: Placer;
  /** Segments before all edits. */
  readonly segments: number;
  readonly route: readonly RouteStep[];
  /** Levels below the segments before edits; at 0, what edits merged is apart again. */
  readonly depth: number;
  /** For each part at that depth its number in this layer; parts with one number stay together; -1 for parts of no segment. */
  readonly numberOf: Int32Array;
}

/**
 * Levels of a hierarchy, coarse to fine: the segments before edits as parts of those after, then the parts of each part. Undefined
 * where it does not reach so deep.
 */
export function levelsOf({ whole, segments, route, depth }: Omit<Division, "numberOf">): PartsPlacer[] | undefined {
  const after = (segment: number) => route.reduce((at, step) => (at < 0 ? NOISE : Math.max(NOISE, step[at]!)), segment);
  const partOf = Int32Array.from({ length: segments }, (_, segment) => after(segment));
  const levels: PartsPlacer[] = [{ placer: whole, partOf }];
  while (levels.length <= depth) {
    const next = levels.at(-1)!.placer.below?.();
    if (next === undefined) return undefined;
    levels.push(next);
  }
  return levels;
}

/** For each part at the last level the segment after edits that it belongs to; -1 where that was dissolved. */
export function ownersOf(levels: readonly PartsPlacer[]): Int32Array {
  const [first, ...finer] = levels;
  return finer.reduce((owner, { partOf }) => partOf.map((part) => owner[part]!), first!.partOf);
}

/**
 * Places within segments, level by level: what is in a part is in one of its parts, the nearest where it is in the dense core of none.
 * What is in no segment is in no part.
 */
export function dividedPlacer(division: Division, levels: readonly PartsPlacer[]): Placer {
  const { whole, segments: before, route, depth, numberOf } = division;
  const owner = ownersOf(levels);
  const named = numberOf.map((number, part) => (owner[part] === NOISE ? TO_NONE : number));
  const pieces = countsOf(owner, named);
  return {
    state: () => ({ method: "divided", whole: whole.state(), segments: before, route: [...route], depth, numberOf }),
    async place(vectors, { alternatives = ALTERNATIVES, ...run } = {}) {
      const placed = await whole.place(vectors, { ...run, alternatives: before });
      const segments = route.reduce(takeStep, placed);
      let found = placed;
      let within: Within = segments;
      for (const [level, { placer, partOf }] of levels.entries()) {
        if (level > 0) found = await placer.place(vectors, { ...run, alternatives: partOf.length });
        within = divide(within, found, partOf);
      }
      const probabilities = within.probabilities.map((probability, i) =>
        pieces[segments.labels[i]!] === 1 ? segments.probabilities[i]! : probability,
      );
      return nearestOnly(takeStep({ ...found, labels: within.labels, probabilities }, named), alternatives);
    },
  };
}

type Within = Pick<Placements, "labels" | "probabilities">;

/** For each vector the part of what it is in, and how firmly it belongs there. */
function divide(within: Within, found: Placements, partOf: Int32Array): Within {
  const labels = new Int32Array(within.labels.length).fill(NOISE);
  const probabilities = new Float64Array(labels.length);
  const parts = countsOf(partOf, partOf.keys());
  for (const [i, whole] of within.labels.entries()) {
    if (whole === NOISE) continue;
    const own = found.labels[i]!;
    const isOwn = own !== NOISE && partOf[own] === whole;
    const { part, share } = isOwn ? { part: own, share: 1 } : nearestPart(found.alternatives, i, partOf, whole);
    const isCore = isOwn && parts[whole]! > 1;
    labels[i] = part;
    probabilities[i] = isCore ? found.probabilities[i]! : within.probabilities[i]! * share;
  }
  return { labels, probabilities };
}

/** For each whole, how many different numbers its parts have. */
function countsOf(partOf: Int32Array, numberOf: Iterable<number>): number[] {
  const numbers: Set<number>[] = [];
  for (const [part, number] of [...numberOf].entries()) {
    const whole = partOf[part]!;
    if (whole === NOISE) continue;
    numbers[whole] ??= new Set();
    numbers[whole].add(number);
  }
  return Array.from(numbers, (found) => found?.size ?? 0);
}

/** The nearest part of a whole, and its share of the closeness of all parts of it. */
function nearestPart(
  { k, labels, shares }: Placements["alternatives"],
  i: number,
  partOf: Int32Array,
  whole: number,
): { part: number; share: number } {
  let part = partOf.indexOf(whole);
  let first = 0;
  let all = 0;
  for (let j = (i + 1) * k - 1; j >= i * k; j--) {
    if (partOf[labels[j]!] !== whole) continue;
    part = labels[j]!;
    first = shares[j]!;
    all += first;
  }
  return { part, share: all > 0 ? first / all : 1 };
}

/**
 * Makes a {@link dividedPlacer} again.
 *
 * @param segments of the layer.
 * @param restore makes the placer of this many segments again.
 * @throws ModelFormatError naming the part that is damaged.
 */
export function restoreDivided(
  saved: Readonly<Record<string, Tree>>,
  path: string,
  segments: number,
  restore: (state: Tree, path: string, segments: number) => Placer,
): Placer {
  const before = whole(1)(saved.segments, `${path}.segments`);
  const steps = listOf(numbers("Int32Array", undefined, TO_NEAREST))(saved.route, `${path}.route`);
  const after = 1 + (steps.at(-1)?.reduce((most, to) => Math.max(most, to), NOISE) ?? before - 1);
  const route = routeShape(after)(steps, `${path}.route`);
  if (route[0] && route[0].length !== before) throw damaged(`${path}.route[0]`, `${before} numbers`, route[0].length);
  const depth = whole(0, DEEPEST)(saved.depth, `${path}.depth`);
  const placer = restore(saved.whole, `${path}.whole`, before);
  const levels = levelsOf({ whole: placer, segments: before, route, depth });
  if (levels === undefined) throw damaged(`${path}.depth`, "a depth of the hierarchy", depth);
  const parts = levels.at(-1)!.partOf.length;
  const numberOf = numbers("Int32Array", parts, NOISE, segments - 1)(saved.numberOf, `${path}.numberOf`);
  return dividedPlacer({ whole: placer, segments: before, route, depth, numberOf }, levels);
}

/** Levels of a hierarchy that are looked at below the segments. */
export const DEEPEST = 2;
