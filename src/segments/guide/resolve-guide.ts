import { NOISE, verbatim, wrongValue } from "../../core/internal";
import { decodeSequence, type TokenizedSequences } from "../../sequences";
import type { Guide } from "../options/guide-options";
import { groupIds } from "./group-ids";

/** What is known of the paths of a log. Groups are numbered: those with a name first. */
export interface KnownPaths {
  /** Names of the groups; undefined for users who are to be together. */
  readonly names: readonly (string | undefined)[];
  /** For each path, by {@link pathKey}, the group of its users. */
  readonly ofPath: ReadonlyMap<string, KnownPath>;
  /** Paths of users who are to be apart. */
  readonly apart: readonly (readonly [path: string, path: string])[];
  /** For each input its group; -1 where nothing is known of it. */
  readonly ofInputs: Int32Array;
  /** Inputs that are to be apart. */
  readonly apartInputs: readonly (readonly [input: number, input: number])[];
  /** Ids of the guide that the log does not have. */
  readonly unknownIds: number;
}

export interface KnownPath {
  readonly group: number;
  /** Whether it is known by a pattern, and of no single user. */
  readonly byPattern: boolean;
}

/** The actions of a path as one text. */
export function pathKey(sequences: TokenizedSequences, row: number): string {
  return JSON.stringify(decodeSequence(sequences, row));
}

/**
 * Brings a guide to the paths of a log. Of users on one path who have different labels, most decide (of as many, the label given
 * first).
 *
 * @throws RangeError when no id is one of the log, a pattern is shown by nobody, or the guide contradicts itself.
 */
export function resolveGuide(guide: Guide, sequences: TokenizedSequences): KnownPaths {
  const { rowOf, ids } = sequences;
  const inputOf = new Map<string, number>();
  for (const [input, row] of rowOf.entries()) if (row >= 0) inputOf.set(ids?.[input] ?? String(input), input);
  const { names, groupOf } = groupIds(guide);
  const given = new Set([...groupOf.keys(), ...guide.apart.flat()]);
  const known = [...given].filter((id) => inputOf.has(id));
  if (given.size > 0 && known.length === 0) {
    const sort = ids ? `ids of the log (such as ${JSON.stringify(ids[0])})` : "positions of inputs, from 0";
    throw wrongValue("guide", sort, verbatim(`none of them, such as ${JSON.stringify([...given][0])}`));
  }

  const ofInputs = new Int32Array(rowOf.length).fill(NOISE);
  const counts = new Map<number, Map<number, number>>();
  for (const id of known) {
    const [input, group] = [inputOf.get(id)!, groupOf.get(id)];
    if (group === undefined) continue;
    ofInputs[input] = group;
    const ofRow = counts.get(rowOf[input]!) ?? new Map<number, number>();
    counts.set(rowOf[input]!, ofRow.set(group, (ofRow.get(group) ?? 0) + 1));
  }
  const ofRows = new Map<number, KnownPath>();
  for (const [row, ofRow] of counts) {
    const [[group]] = [...ofRow].sort((a, b) => b[1] - a[1] || a[0] - b[0]) as [[number, number]];
    ofRows.set(row, { group, byPattern: false });
  }
  for (const [name, pattern] of guide.patterns) {
    const shows = pattern.over(sequences.vocabulary.actions).testRows(sequences);
    if (!shows.includes(1)) {
      throw wrongValue(`guide.patterns.${name}`, "a pattern that somebody shows", pattern.text);
    }
    const group = names.indexOf(name);
    for (const [row, shown] of shows.entries())
      if (shown && !ofRows.has(row)) ofRows.set(row, { group, byPattern: true });
  }
  for (const [input, row] of rowOf.entries()) {
    const found = ofRows.get(row);
    if (found?.byPattern) ofInputs[input] = found.group;
  }
  const apartInputs = guide.apart.flatMap((group) => pairsOf(group.flatMap((id) => inputOf.get(id) ?? [])));
  const keyOf = (input: number) => pathKey(sequences, rowOf[input]!);
  return {
    names,
    ofPath: new Map([...ofRows].map(([row, path]) => [pathKey(sequences, row), path])),
    apart: apartInputs.map(([a, b]) => [keyOf(a), keyOf(b)] as const),
    ofInputs,
    apartInputs,
    unknownIds: given.size - known.length,
  };
}

/** Pairs that are asked for, at most: they are the square of a group. */
const MOST_PAIRS = 100_000;

function pairsOf(inputs: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  if ((inputs.length * (inputs.length - 1)) / 2 > MOST_PAIRS) {
    throw wrongValue("guide.apart", `groups of at most ${MOST_PAIRS} pairs`, verbatim(`${inputs.length} users`));
  }
  for (const [i, a] of inputs.entries()) for (const b of inputs.slice(i + 1)) pairs.push([a, b]);
  return pairs;
}
