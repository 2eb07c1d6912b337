import { type Checkpoint, countText, forEachYielding, integer, plainObject, wrongType } from "../core/internal";
import { mergeMixes, mixDistance, mixOf, type SegmentMix } from "./figures/segment-mix";
import { cohensH, leastEffect } from "./patterns/contrast";
import type { GroupCounts } from "./patterns/count-patterns";
import { compareActions } from "./patterns/pattern";
import { type PatternIndex, tokensOf } from "./patterns/pattern-index";
import { actionLabels } from "./words/action-labels";
import { boundedName, sequencePhrase } from "./words/wording-of-names";

/** How the segments relate to each other. */
export interface SegmentRelations {
  /**
   * `distances[a][b]`: Hellinger distance of what segments a and b do (the shares of their actions and transitions), from
   * 0 for the same mix to 1 for nothing in common.
   */
  readonly distances: readonly (readonly number[])[];
  /** Segments, then what they merge into: entry i < number of segments is segment i, the last one is all of them. */
  readonly groups: readonly SegmentGroup[];
  /** The segments in an order in which those that merge stand side by side. */
  readonly order: readonly number[];
}

/** A segment, or several that act alike. */
export interface SegmentGroup {
  /** Of a segment its own name; of several what sets them apart together. Unique. */
  readonly name: string;
  /** The segments in it. */
  readonly segments: readonly number[];
  /** Members of all of them. */
  readonly size: number;
  /** Mean distance at which its two parts were merged; 0 for a segment. */
  readonly distance: number;
  /** The two entries of `groups` that were merged; null for a segment. */
  readonly parts: readonly [number, number] | null;
}

/** Segments that are compared at most: their distances are a square. */
export const MOST_RELATED = 1000;

/**
 * Distances of all pairs of segments, and the tree of merging those that act most alike: average linkage, weighted by
 * members (Sokal & Michener 1958, UPGMA); ties by the smaller segment.
 *
 * @param mixes what each segment does.
 * @param everybody the counts of all inputs, unassigned ones included.
 * @param names of the segments.
 */
export async function relateMixes(
  mixes: readonly SegmentMix[],
  everybody: GroupCounts,
  names: readonly string[],
  { patterns, actions }: { patterns: PatternIndex; actions: readonly string[] },
  at: Checkpoint,
): Promise<SegmentRelations> {
  const distances = mixes.map(() => new Array<number>(mixes.length).fill(0));
  await forEachYielding(mixes.length, at.part(0, 0.5), (a) => {
    for (let b = 0; b < a; b++) {
      distances[a]![b] = mixDistance(mixes[a]!, mixes[b]!);
      distances[b]![a] = distances[a]![b]!;
    }
  });
  const taken = new Set(names);
  const groups = names.map((name, segment): Draft => {
    const { size } = mixes[segment]!;
    return { name, segments: [segment], size, distance: 0, parts: null, mix: mixes[segment]!, after: name };
  });
  const all = mixOf(everybody, patterns);
  const isSeam = seams(everybody, patterns);
  const labelOf = actionLabels(actions);
  const labelsOf = (id: number) => tokensOf(patterns, id).map((token) => labelOf(actions[token]!));
  for (const { parts, distance } of averageLinkage(
    distances,
    mixes.map(({ size }) => size),
  )) {
    const [a, b] = parts.map((part) => groups[part]!) as [Draft, Draft];
    const mix = mergeMixes(a.mix, b.mix);
    const whole = a.segments.length + b.segments.length === mixes.length;
    const own = whole ? "all segments" : groupName(mix, all, { labelsOf, isSeam });
    const after = own ?? (a.size >= b.size ? a : b).after;
    const segments = [...a.segments, ...b.segments];
    const more = ` and ${countText(segments.length - 1)} more`;
    const name = own === undefined || taken.has(own) ? boundedName(after, more) : boundedName(own);
    groups.push({ name, segments, size: mix.size, distance, parts, mix, after });
    taken.add(name);
    a.mix = EMPTY; // no longer needed
    b.mix = EMPTY;
    await at.part(0.5, 1).pass(groups.length / (2 * mixes.length));
  }
  const unique = uniqueNames(groups);
  return {
    distances,
    groups: groups.map(({ mix: _, after: __, ...group }, i) => ({ ...group, name: unique[i]! })),
    order: groups.at(-1)?.segments ?? [],
  };
}

type Draft = { -readonly [K in keyof SegmentGroup]: SegmentGroup[K] } & {
  mix: SegmentMix;
  /** What it is named after: itself, or the part that has a name and most members. */
  readonly after: string;
};

/** The names; those that are there already followed by the number of the group. */
function uniqueNames(groups: readonly Draft[]): string[] {
  const names = groups.map(({ name }) => name);
  return names.map((name, i) => (names.indexOf(name) === i ? name : boundedName(name, ` (group ${i + 1})`)));
}

const EMPTY: SegmentMix = {
  size: 0,
  ids: new Uint32Array(0),
  shown: new Float64Array(0),
  occurrences: new Float64Array(0),
};

function averageLinkage(distances: readonly (readonly number[])[], sizes: readonly number[]) {
  const merges: { parts: [number, number]; distance: number }[] = [];
  const between = distances.map((row) => [...row]);
  const open = sizes.map((size, group) => ({ group, size: Math.max(size, 1e-9), row: group }));
  while (open.length > 1) {
    let best = { i: 1, j: 0, distance: Number.POSITIVE_INFINITY };
    for (let i = 1; i < open.length; i++) {
      for (let j = 0; j < i; j++) {
        const distance = between[open[i]!.row]![open[j]!.row]!;
        if (distance < best.distance) best = { i, j, distance };
      }
    }
    const a = open[best.j]!;
    const [b] = open.splice(best.i, 1) as [(typeof open)[number]];
    for (const { row } of open) {
      const mean = (a.size * between[a.row]![row]! + b.size * between[b.row]![row]!) / (a.size + b.size);
      between[a.row]![row] = mean;
      between[row]![a.row] = mean;
    }
    merges.push({ parts: [a.group, b.group], distance: best.distance });
    a.size += b.size;
    a.group = sizes.length + merges.length - 1;
  }
  return merges;
}

const HALF = 0.5;
const FEW = 0.3;
const LEAST_EFFECT = 0.2;
const OFTEN = 0.2;

/**
 * What at least half of the members do, and less than half of the others, few if there is such, with the largest
 * difference of the two shares; undefined when nothing sets them apart.
 */
function groupName(
  mix: SegmentMix,
  everybody: SegmentMix,
  { labelsOf, isSeam }: { labelsOf: (id: number) => string[]; isSeam: (id: number) => boolean },
): string | undefined {
  const rest = everybody.size - mix.size;
  const least = leastEffect(LEAST_EFFECT, mix.size, rest);
  let best: { labels: string[]; isRare: boolean; difference: number } | undefined;
  let e = 0;
  for (let i = 0; i < mix.ids.length; i++) {
    while (everybody.ids[e]! < mix.ids[i]!) e++;
    const coverage = mix.shown[i]! / mix.size;
    const elsewhere = (everybody.shown[e]! - mix.shown[i]!) / rest;
    if (coverage < HALF || elsewhere > HALF || cohensH(coverage, elsewhere) < least || isSeam(mix.ids[i]!)) continue;
    const isRare = elsewhere <= FEW;
    const difference = coverage - elsewhere;
    const order = best && (Number(isRare) - Number(best.isRare) || difference - best.difference);
    if (order !== undefined && order < 0) continue;
    const labels = labelsOf(mix.ids[i]!);
    if (best && order === 0 && !tellsMore(labels, best.labels)) continue;
    best = { labels, isRare, difference };
  }
  return best && sequencePhrase(best.labels);
}

/** Whether a pair is where one session ends and the next begins: many paths end with the one and begin with the other. */
function seams({ first, last, size }: GroupCounts, patterns: PatternIndex): (id: number) => boolean {
  return (id) => {
    if (patterns.lengthOf(id) !== 2) return false;
    const [from, to] = [patterns.prefixOf(id), patterns.lastOf(id)];
    return from !== to && last[from]! >= OFTEN * size && first[to]! >= OFTEN * size && first[from]! < last[from]!;
  };
}

/** Of two that set the same members apart, the longer one; ties in code unit order. */
function tellsMore(labels: readonly string[], others: readonly string[]): boolean {
  return labels.length === others.length ? compareActions(labels, others) < 0 : labels.length > others.length;
}

/**
 * The segments in as few groups as are wanted: the merges undone from the last one back.
 *
 * @param relations of a fitted model, or of `relateSegments`.
 * @param count how many groups, at least 1; no more than there are segments are given.
 * @returns the groups in the order of the tree, largest mean distance between them.
 * @throws RangeError when `count` is not an integer >= 1.
 * @example
 * const sequences = await sequencesFrom(["A -> B", "A -> B -> B", "C -> D"]);
 * const relations = await relateSegments(sequences, [0, 1, 2]);
 * groupsOfSegments(relations, 2).map(({ segments }) => segments); // [[0, 1], [2]]
 */
export function groupsOfSegments(relations: SegmentRelations, count: number): SegmentGroup[] {
  const groups = groupsOf(relations);
  integer({ min: 1 }).read(count, "count");
  if (groups.length === 0) return [];
  const chosen = [groups.length - 1];
  while (chosen.length < count) {
    const next = chosen.reduce((last, group) => (groups[group]!.parts ? Math.max(last, group) : last), -1);
    if (next < 0) break;
    chosen.splice(chosen.indexOf(next), 1, ...groups[next]!.parts!);
  }
  return chosen.map((group) => groups[group]!);
}

/** Groups whose parts stand before them. */
function groupsOf(relations: SegmentRelations): readonly SegmentGroup[] {
  const { groups } = plainObject("relations", "what relateSegments gives", relations);
  if (!Array.isArray(groups)) throw wrongType("relations.groups", "an array of groups", groups);
  for (const [i, group] of groups.entries()) {
    const parts = group?.parts;
    const sound =
      parts === null || (Array.isArray(parts) && parts.length === 2 && parts.every((part) => part in groups));
    if (!sound || parts?.some((part: number) => !(part < i))) {
      throw wrongType(`relations.groups[${i}].parts`, "null, or two groups before it", parts);
    }
  }
  return groups;
}
