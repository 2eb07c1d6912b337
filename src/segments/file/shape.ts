import { type Matrix, ModelFormatError } from "../../core";
import { describeValue } from "../../core/internal";
import type { Tree } from "./artefact";

/**
 * Checks that a part of a model file is what it should be, and gives it back as that.
 *
 * @throws ModelFormatError naming the part.
 */
export type Shape<T> = (value: unknown, path: string) => T;

/** The error of a part that is not what it should be. */
export function damaged(path: string, expected: string, got: unknown): ModelFormatError {
  return new ModelFormatError(`the model file is damaged: "${path}" expected ${expected}, got ${describeValue(got)}`);
}

export const text: Shape<string> = kindOf("a text", (value) => typeof value === "string");
export const figure: Shape<number> = kindOf("a number", (value) => typeof value === "number");
export const flag: Shape<boolean> = kindOf("true or false", (value) => typeof value === "boolean");

/** A whole number. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): Shape<number> {
  const expected = max === Number.MAX_SAFE_INTEGER ? `an integer >= ${min}` : `an integer >= ${min} and <= ${max}`;
  return kindOf(expected, (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max);
}

/** A number between two bounds. */
export function between(min: number, max: number): Shape<number> {
  return kindOf(
    `a number >= ${min} and <= ${max}`,
    (value) => typeof value === "number" && value >= min && value <= max,
  );
}

/** The name of an action. */
export const actionName: Shape<string> = kindOf(
  "the name of an action",
  (value) => typeof value === "string" && value !== "",
);

/** Names of distinct actions. */
export const actionNames: Shape<readonly string[]> = (value, path) => {
  const names = listOf(actionName)(value, path);
  if (new Set(names).size !== names.length) throw damaged(path, "each action once", value);
  return names;
};

export function oneOfTexts<const T extends string | null>(values: readonly T[]): Shape<T> {
  return kindOf(values.map((value) => JSON.stringify(value)).join(" or "), (value) => values.includes(value as T));
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : shape(value, path));
}

export function orAbsent<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, path) => (value === undefined ? undefined : shape(value, path));
}

export function listOf<T>(shape: Shape<T>, length?: number): Shape<readonly T[]> {
  const expected = length === undefined ? "a list" : `a list of ${length}`;
  return (value, path) => {
    if (!Array.isArray(value) || (length !== undefined && value.length !== length))
      throw damaged(path, expected, value);
    for (const [i, item] of value.entries()) shape(item, `${path}[${i}]`);
    return value;
  };
}

/** An object with these keys; others are left alone. */
export function record<T extends object>(shapes: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const keys = Object.keys(shapes) as (keyof T & string)[];
  return (value, path) => {
    const found = fields(value, path);
    for (const key of keys) shapes[key](found[key], path === "" ? key : `${path}.${key}`);
    return value as T;
  };
}

/** An object, whatever it holds. */
export function fields(value: unknown, path: string): Readonly<Record<string, Tree>> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw damaged(path || "model", "an object", value);
  }
  return value as Readonly<Record<string, Tree>>;
}

interface Numbers {
  readonly Int32Array: Int32Array;
  readonly Uint32Array: Uint32Array;
  readonly Float32Array: Float32Array;
  readonly Float64Array: Float64Array;
}

/** A typed array, of this many numbers and between two bounds where these are given. */
export function numbers<K extends keyof Numbers>(
  kind: K,
  length?: number,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
): Shape<Numbers[K]> {
  return (value, path) => {
    const tensor = value as Numbers[K];
    if (!ArrayBuffer.isView(value) || value.constructor.name !== kind) throw damaged(path, `a ${kind}`, value);
    if (length !== undefined && tensor.length !== length) throw damaged(path, `${length} numbers`, tensor.length);
    if (min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY) return tensor;
    for (const number of tensor) {
      if (!(number >= min && number <= max)) throw damaged(path, `numbers >= ${min} and <= ${max}`, number);
    }
    return tensor;
  };
}

/** A matrix, of this many rows and columns where these are given. */
export function matrixOf(rows?: number, cols?: number): Shape<Matrix> {
  const size = record<Matrix>({ rows: whole(0), cols: whole(0), data: numbers("Float32Array") });
  return (value, path) => {
    const found = size(value, path);
    if (rows !== undefined && found.rows !== rows) throw damaged(path, `a matrix of ${rows} rows`, found.rows);
    if (cols !== undefined && found.cols !== cols) throw damaged(path, `a matrix of ${cols} columns`, found.cols);
    numbers("Float32Array", found.rows * found.cols)(found.data, `${path}.data`);
    return found;
  };
}

function kindOf<T>(expected: string, accepts: (value: unknown) => boolean): Shape<T> {
  return (value, path) => {
    if (!accepts(value)) throw damaged(path, expected, value);
    return value as T;
  };
}
