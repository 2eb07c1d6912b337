import { verbatim, wrongType, wrongValue } from "./wrong-value";

interface Arrays {
  readonly Int32Array: Int32Array;
  readonly Uint32Array: Uint32Array;
  readonly Float32Array: Float32Array;
  readonly Float64Array: Float64Array;
  readonly Uint8Array: Uint8Array;
}

/** What an array of numbers has to be. */
interface ArrayBounds {
  readonly length?: number | undefined;
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
}

/**
 * Reads a typed array at the public edge.
 *
 * @throws TypeError when it is of another kind, RangeError when its length or a number is not as it has to be.
 */
export function typedArray<K extends keyof Arrays>(
  name: string,
  kind: K,
  value: unknown,
  { length, min, max, whole }: ArrayBounds = {},
): Arrays[K] {
  if (Object.prototype.toString.call(value) !== `[object ${kind}]` || !ArrayBuffer.isView(value)) {
    throw wrongType(name, `a ${kind}`, value);
  }
  const array = value as Arrays[K];
  if (length !== undefined && array.length !== length) {
    throw wrongValue(name, `${length} numbers`, verbatim(String(array.length)));
  }
  if (min === undefined && max === undefined && !whole) return array;
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < array.length; i++) {
    const number = array[i]!;
    if (number >= low && number <= high && (!whole || Number.isInteger(number))) continue;
    const bounds = [min === undefined ? "" : ` >= ${min}`, max === undefined ? "" : ` <= ${max}`];
    const expected = `${whole ? "integers" : "numbers"}${bounds.filter((bound) => bound !== "").join(" and")}`;
    throw wrongValue(name, expected, number, ` at position ${i}`);
  }
  return array;
}

/** Reads offsets at the public edge: from 0, ascending, the last one the number of entries. */
export function offsetsOf(name: string, value: unknown, entries: number): Uint32Array {
  const offsets = typedArray(name, "Uint32Array", value);
  if (offsets.length === 0 || offsets[0] !== 0) throw wrongValue(name, "numbers from 0 on", offsets[0]);
  for (let i = 1; i < offsets.length; i++) {
    if (offsets[i]! < offsets[i - 1]!) throw wrongValue(name, "ascending numbers", offsets[i], ` at position ${i}`);
  }
  if (offsets.at(-1) !== entries) throw wrongValue(name, `numbers up to ${entries}`, offsets.at(-1));
  return offsets;
}

/** Reads a list of texts at the public edge. */
export function listOfTexts(name: string, value: unknown, length?: number): readonly string[] {
  if (!Array.isArray(value)) throw wrongType(name, "an array of texts", value);
  if (length !== undefined && value.length !== length) {
    throw wrongValue(name, `${length} texts`, verbatim(String(value.length)));
  }
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== "string") throw wrongType(name, "texts", value[i], ` at position ${i}`);
  }
  return value;
}

/** Reads an object at the public edge. */
export function plainObject(name: string, expected: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw wrongType(name, expected, value);
  }
  return value as Readonly<Record<string, unknown>>;
}
