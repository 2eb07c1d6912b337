import { type Field, oneOf, readOptions, type Schema, verbatim, wrongType, wrongValue } from "../../core/internal";
import type { SegmentEdits } from "../options/segment-edits";
import { TO_NEAREST, TO_NONE } from "../stages/routed-placer";
import { segmentName } from "./segment-name";
import { segmentReference } from "./segment-reference";

/** Segments as they are before an edit. */
export interface Editable {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** What an edit asks for, by numbers of segments before it. */
export interface EditPlan {
  /** For each segment the first of those it becomes one with, itself where it stays; or where its members go. */
  readonly target: Int32Array;
  /** New names, by what {@link target} gives. */
  readonly names: ReadonlyMap<number, string>;
  /** In the numbers of {@link target}. */
  readonly order: readonly number[] | undefined;
}

/**
 * Reads what is to be changed, and refuses what contradicts itself.
 *
 * @throws TypeError, RangeError naming the part.
 */
export function readEdits(edits: SegmentEdits, before: Editable): EditPlan {
  if (typeof edits !== "object" || edits === null || Array.isArray(edits)) {
    throw wrongType("edits", "an object of edits", edits);
  }
  const { rename, merge, dissolve, order, leftOver } = readOptions(edits, schemaOf(before));
  if (!rename && !merge && !dissolve && !order) {
    throw wrongValue("edits", "rename, merge, dissolve or order", verbatim("none of them"));
  }
  const target = Int32Array.from(before.ids.keys());
  for (const [i, group] of (merge ?? []).entries()) mergeGroup(target, group, `merge[${i}]`, before);
  for (const [i, segment] of (dissolve ?? []).entries()) {
    const path = `dissolve[${i}]`;
    if (target[segment]! < 0) throw wrongValue(path, "each segment once", before.ids[segment]);
    const isMerged = target.some((to, other) => to === target[segment] && other !== segment);
    if (isMerged) throw wrongValue(path, "a segment that is not merged", before.ids[segment]);
    target[segment] = leftOver === "none" ? TO_NONE : TO_NEAREST;
  }
  if (target.every((to) => to < 0)) {
    throw wrongValue("dissolve", "to leave a segment", verbatim(`all ${target.length}`));
  }
  const names = readNames(rename ?? new Map(), target, before);
  return { target, names, order: order && readOrder(order, target, before) };
}

function mergeGroup(target: Int32Array, group: readonly number[], path: string, { ids }: Editable): void {
  const first = Math.min(...group);
  for (const [j, segment] of group.entries()) {
    const isTaken =
      target.some((to, other) => other !== segment && to === target[segment]) || target[segment] !== segment;
    if (isTaken) throw wrongValue(`${path}[${j}]`, "a segment of no other merge", ids[segment]);
  }
  for (const segment of group) target[segment] = first;
}

function readNames(rename: ReadonlyMap<number, string>, target: Int32Array, { ids, names }: Editable) {
  const given = new Map<number, string>();
  for (const [segment, name] of rename) {
    const path = `rename.${ids[segment]}`;
    const to = target[segment]!;
    if (to < 0) throw wrongValue(path, "a segment that is not dissolved", ids[segment]);
    if (given.has(to)) throw wrongValue(path, "one name for a merged segment", name);
    given.set(to, name);
  }
  const taken = new Map<string, number>();
  for (const [segment, to] of target.entries()) {
    if (to === segment && !given.has(to)) taken.set(names[segment]!, to);
  }
  for (const [to, name] of given) {
    if (taken.has(name)) throw wrongValue(`rename.${ids[to]}`, "a name that no other segment bears", name);
    taken.set(name, to);
  }
  return given;
}

function readOrder(order: readonly number[], target: Int32Array, { ids }: Editable): number[] {
  const seen = new Set<number>();
  for (const [i, segment] of order.entries()) {
    const to = target[segment]!;
    if (to < 0) throw wrongValue(`order[${i}]`, "a segment that is not dissolved", ids[segment]);
    if (seen.has(to)) throw wrongValue(`order[${i}]`, "each segment once", ids[segment]);
    seen.add(to);
  }
  return [...seen];
}

function schemaOf({ ids }: Editable) {
  const one = segmentReference(ids);
  return {
    rename: renameField(ids),
    merge: listField("an array of groups of segments", groupField(one)),
    dissolve: listField("an array of segments", one),
    order: listField("an array of segments", one),
    leftOver: oneOf(["nearest", "none"], "nearest"),
  } satisfies Schema<SegmentEdits>;
}

function listField<T>(expected: string, item: Pick<Field<T>, "read">): Field<T[], undefined> {
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      if (value.length === 0) throw wrongValue(name, `${expected}, at least one`, value);
      return Array.from(value, (entry, i) => item.read(entry, `${name}[${i}]`));
    },
  };
}

function groupField(one: Pick<Field<number>, "read">): Pick<Field<number[]>, "read"> {
  const list = listField("an array of segments", one);
  return {
    read(value, name) {
      const group = list.read(value, name);
      if (group.length < 2 || new Set(group).size < group.length) {
        throw wrongValue(name, "two segments or more, each once", verbatim(JSON.stringify(value).slice(0, 60)));
      }
      return group;
    },
  };
}

function renameField(ids: readonly string[]): Field<ReadonlyMap<number, string>, undefined> {
  const expected = "an object of new names by id";
  const one = segmentReference(ids);
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(name, expected, value);
      const entries = Object.entries(value);
      if (entries.length === 0) throw wrongValue(name, `${expected}, at least one`, value);
      const found = new Map<number, string>();
      for (const [key, text] of entries) {
        const segment = one.read(/^\d{1,9}$/.test(key) ? Number(key) : key, name);
        if (found.has(segment)) throw wrongValue(name, "each segment once", key);
        found.set(segment, segmentName(`${name}.${ids[segment]}`, text));
      }
      return new Map([...found].sort(([a], [b]) => a - b));
    },
  };
}
