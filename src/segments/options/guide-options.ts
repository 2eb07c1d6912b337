import {
  type Field,
  listOfTexts,
  plainObject,
  readOptions,
  type Schema,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { PathPattern } from "../../sequences";
import { readPathPattern } from "../../sequences/internal";

/** What is already known of some users: it steers where segments are sought and how they are cut. */
export interface GuideOptions {
  /**
   * Names of groups by the id of a user (or session), or by the position of an input without ids. Users of one name are one
   * segment, which has the name.
   * @default none
   */
  labels?: ReadonlyMap<string, string> | Readonly<Record<string, string>> | undefined;
  /**
   * Names of groups by a path pattern: those who show it, and have no label, are of this group; of several, of the first. Where half
   * of a dense place or more shows it, the whole place is.
   * @default none
   */
  patterns?: Readonly<Record<string, string>> | undefined;
  /** Groups of ids; those of a group are in one segment. @default none */
  together?: readonly (readonly string[])[] | undefined;
  /** Groups of ids; no two of a group are in one segment. @default none */
  apart?: readonly (readonly string[])[] | undefined;
}

/** A guide, read. */
export interface Guide {
  readonly labels: readonly (readonly [id: string, name: string])[];
  readonly patterns: readonly (readonly [name: string, pattern: PathPattern])[];
  readonly together: readonly (readonly string[])[];
  readonly apart: readonly (readonly string[])[];
}

const LABELS: Field<Guide["labels"], undefined> = {
  expected: "a Map or an object of names by id",
  default: undefined,
  json: { type: "object", additionalProperties: { type: "string", minLength: 1 } },
  read(value, name) {
    const entries = value instanceof Map ? [...value] : Object.entries(plainObject(name, LABELS.expected, value));
    for (const [id, label] of entries) {
      if (typeof id !== "string") throw wrongType(name, "ids that are texts", id);
      if (typeof label !== "string") throw wrongType(`${name}.${id}`, "a name", label);
      if (label === "") throw wrongValue(`${name}.${id}`, "a name", label);
    }
    return entries as [string, string][];
  },
};

const PATTERNS: Field<Guide["patterns"], undefined> = {
  expected: "an object of path patterns by name",
  default: undefined,
  json: { type: "object", additionalProperties: { type: "string", minLength: 1 } },
  read(value, name) {
    const entries = Object.entries(plainObject(name, PATTERNS.expected, value));
    if (entries.some(([label]) => label === "")) throw wrongValue(name, "a name for each pattern", "");
    return entries.map(([label, pattern]) => [label, readPathPattern(pattern, `${name}.${label}`)] as const);
  },
};

function groups(): Field<Guide["together"], undefined> {
  const expected = "an array of arrays of ids";
  return {
    expected,
    default: undefined,
    json: { type: "array", items: { type: "array", items: { type: "string" }, minItems: 2 } },
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      return Array.from(value, (group, i) => {
        const ids = listOfTexts(`${name}[${i}]`, group);
        if (new Set(ids).size < 2) throw wrongValue(`${name}[${i}]`, "two ids or more", ids);
        return [...new Set(ids)];
      });
    },
  };
}

const GUIDE_OPTIONS = {
  labels: LABELS,
  patterns: PATTERNS,
  together: groups(),
  apart: groups(),
} satisfies Schema<GuideOptions>;

/** Reads {@link GuideOptions}; undefined where they say nothing. */
export const GUIDE: Field<Guide | undefined, undefined> = {
  expected: "an object of options",
  default: undefined,
  options: Object.keys(GUIDE_OPTIONS),
  json: {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(GUIDE_OPTIONS).map(([key, { json }]) => [key, json])),
  },
  read(value, name) {
    const { labels = [], patterns = [], together = [], apart = [] } = readOptions(value as object, GUIDE_OPTIONS, name);
    const guide = { labels, patterns, together, apart };
    return Object.values(guide).every((list) => list.length === 0) ? undefined : guide;
  },
};
