import { raggedRows } from "../../core/internal";
import type { SegmentModel } from "../../segments";

/** How many members of each segment show something: one row a pattern, one column a group (segments, then unassigned inputs). */
export interface ShownCounts {
  readonly groups: number;
  /** `members[pattern * groups + group]` */
  readonly members: Uint32Array;
}

/** The distinct sequences of a model and the group each belongs to, as do all inputs that show it. */
export interface GroupedRows {
  /** Segments, then unassigned inputs. */
  readonly groups: number;
  /** Inputs in each group. */
  readonly sizes: Uint32Array;
  /** For each distinct sequence its group, and the inputs that show it. */
  readonly groupOf: Uint32Array;
  readonly weights: Uint32Array;
}

export function groupRows({ sequences, labels, segments }: SegmentModel): GroupedRows {
  const groups = segments.length + 1;
  const groupOf = new Uint32Array(raggedRows(sequences));
  const weights = new Uint32Array(groupOf.length);
  const sizes = new Uint32Array(groups);
  sequences.rowOf.forEach((row, input) => {
    if (row < 0) return;
    groupOf[row] = labels[input]! < 0 ? segments.length : labels[input]!;
    weights[row]! += 1;
    sizes[groupOf[row]!]! += 1;
  });
  return { groups, sizes, groupOf, weights };
}

/** Members of each group that show each action, in the order of the vocabulary. */
export function countActions({ sequences }: SegmentModel, { groups, groupOf, weights }: GroupedRows): ShownCounts {
  const { tokens, offsets, vocabulary } = sequences;
  const members = new Uint32Array(vocabulary.actions.length * groups);
  const seenIn = new Int32Array(vocabulary.actions.length).fill(-1);
  for (let row = 0; row < groupOf.length; row++) {
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const action = tokens[p]!;
      if (seenIn[action] === row) continue;
      seenIn[action] = row;
      members[action * groups + groupOf[row]!]! += weights[row]!;
    }
  }
  return { groups, members };
}

/** A pattern to count: actions in direct succession, or with any others between them. */
export interface CountedPattern {
  readonly actions: readonly string[];
  readonly gapped: boolean;
}

/** Members of each group that show each pattern. */
export function countPatterns(
  { sequences }: SegmentModel,
  { groups, groupOf, weights }: GroupedRows,
  patterns: readonly CountedPattern[],
): ShownCounts {
  const { tokens, offsets, vocabulary } = sequences;
  const numberOf = new Map(vocabulary.actions.map((action, token) => [action, token]));
  const members = new Uint32Array(patterns.length * groups);
  const seenIn = new Int32Array(patterns.length).fill(-1);
  const starting = new Map<number, { id: number; rest: number[]; gapped: boolean }[]>();
  for (const [id, { actions, gapped }] of patterns.entries()) {
    const [first, ...rest] = actions.map((action) => numberOf.get(action) ?? -1);
    if (first === undefined) continue;
    starting.set(first, [...(starting.get(first) ?? []), { id, rest, gapped }]);
  }
  for (let row = 0; row < groupOf.length; row++) {
    const end = offsets[row + 1]!;
    for (let p = offsets[row]!; p < end; p++) {
      for (const { id, rest, gapped } of starting.get(tokens[p]!) ?? []) {
        if (seenIn[id] === row || !(gapped ? follows(tokens, p + 1, end, rest) : stands(tokens, p + 1, end, rest)))
          continue;
        seenIn[id] = row;
        members[id * groups + groupOf[row]!]! += weights[row]!;
      }
    }
  }
  return { groups, members };
}

function stands(tokens: Uint32Array, start: number, end: number, rest: readonly number[]): boolean {
  return start + rest.length <= end && rest.every((token, i) => tokens[start + i] === token);
}

function follows(tokens: Uint32Array, start: number, end: number, rest: readonly number[]): boolean {
  let met = 0;
  for (let p = start; p < end && met < rest.length; p++) if (tokens[p] === rest[met]) met++;
  return met === rest.length;
}
