import { describeValue, wrongType, wrongValue } from "../../core/internal";

/** What is known of one user: a number, a text, true or false; null and undefined are missing, as is NaN. */
export type PropertyValue = string | number | boolean | null | undefined;

/** Properties of users: for each, values by the user's id, or one for each input in input order. */
export type UserProperties = Readonly<Record<string, ReadonlyMap<string, PropertyValue> | ArrayLike<PropertyValue>>>;

/** A property, read: one value for each input. */
export type ReadUserProperty = NumericProperty | CategoricalProperty;

/** One number for each input; NaN where it is missing. */
export interface NumericProperty {
  readonly kind: "numeric";
  readonly name: string;
  readonly values: Float64Array;
  /** Ids with a value that are not users of the model. */
  readonly unknownIds: number;
}

/** One category for each input; -1 where it is missing. */
export interface CategoricalProperty {
  readonly kind: "yes or no" | "categorical";
  readonly name: string;
  readonly values: Int32Array;
  /** Categories that are compared; of yes and no only yes. The most common ones first, then by name. */
  readonly categories: readonly string[];
  /** Categories too rare to be compared, and the users who have them. */
  readonly rare: { readonly categories: number; readonly users: number };
  readonly unknownIds: number;
}

/** Whom properties are of. */
export interface PropertyUsers {
  readonly ids: readonly string[] | undefined;
  readonly inputs: number;
}

/**
 * Reads one property: numbers are numeric, unless all of them are 0 or 1, which mean no and yes, as do false and true; texts are
 * categories, of which the most common, of 5 users or more, are compared.
 *
 * @throws TypeError when a value is of another kind or kinds are mixed, or ids are given for inputs that have none; RangeError when
 *   a number is infinite, or there is not a value for each input.
 */
export function readUserProperty(
  name: string,
  given: unknown,
  users: PropertyUsers,
  maxCategories: number,
): ReadUserProperty {
  const path = `properties.${name}`;
  const { values, unknownIds } = propertyValues(path, given, users);
  const kind = kindOf(path, values);
  if (kind === "string") return categorical(name, values as (string | null)[], unknownIds, maxCategories);
  const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
  const known = numbers.filter((value) => !Number.isNaN(value));
  if (known.length > 0 && known.every((value) => value === 0 || value === 1)) {
    return {
      ...{ kind: "yes or no", name, categories: ["yes"], rare: { categories: 0, users: 0 }, unknownIds },
      values: Int32Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : value === 1 ? 0 : NOT_COMPARED)),
    };
  }
  return { kind: "numeric", name, values: numbers, unknownIds };
}

/** The category of those who have none of the compared ones. */
const NOT_COMPARED = 2 ** 30;

/** A value that is known, or null. */
export type Plain = string | number | boolean | null;

/**
 * One value for each input.
 *
 * @throws TypeError, RangeError as {@link readUserProperty}.
 */
export function propertyValues(
  path: string,
  given: unknown,
  { ids, inputs }: PropertyUsers,
): { readonly values: readonly Plain[]; readonly unknownIds: number } {
  const plain = (value: unknown, where: string | number): Plain => {
    if (value === null || value === undefined || value === "" || Number.isNaN(value)) return null;
    if (typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value !== "number") throw wrongType(path, EXPECTED_VALUE, value, ` at ${describeValue(where)}`);
    if (!Number.isFinite(value)) throw wrongValue(path, "finite numbers", value, ` at ${describeValue(where)}`);
    return value;
  };
  if (given instanceof Map) {
    if (ids === undefined) throw new TypeError(`"${path}" expected a value for each input: the inputs have no ids`);
    const known = new Set(ids);
    let unknownIds = 0;
    for (const id of given.keys()) if (!known.has(id)) unknownIds += 1;
    return { values: ids.map((id) => plain(given.get(id), id)), unknownIds };
  }
  if (typeof given !== "object" || given === null || !(Array.isArray(given) || ArrayBuffer.isView(given))) {
    throw wrongType(path, "a Map by id, or an array with a value for each input", given);
  }
  const array = given as ArrayLike<unknown>;
  if (array.length !== inputs) throw wrongValue(path, `${inputs} values`, array.length);
  return { values: Array.from(array, plain), unknownIds: 0 };
}

const EXPECTED_VALUE = "texts, numbers, true, false or null";

function kindOf(path: string, values: readonly Plain[]): "string" | "number" {
  const kinds = new Set<string>();
  for (const value of values) if (value !== null) kinds.add(typeof value);
  if (kinds.size > 1) {
    throw new TypeError(`"${path}" expected values of one kind, got ${[...kinds].sort().join(" and ")}`);
  }
  return kinds.has("string") ? "string" : "number";
}

/** Users of a category that is compared, at least. */
const FEWEST = 5;

function categorical(
  name: string,
  values: readonly (string | null)[],
  unknownIds: number,
  maxCategories: number,
): CategoricalProperty {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ordered = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const common = ordered.filter(([, users]) => users >= FEWEST).slice(0, maxCategories);
  const compared = common.map(([category]) => category);
  const numberOf = new Map(compared.map((category, i) => [category, i]));
  const rest = ordered.slice(common.length);
  return {
    ...{ kind: "categorical", name, categories: compared, unknownIds },
    rare: { categories: rest.length, users: rest.reduce((sum, [, users]) => sum + users, 0) },
    values: Int32Array.from(values, (value) => (value === null ? -1 : (numberOf.get(value) ?? NOT_COMPARED))),
  };
}
