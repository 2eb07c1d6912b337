import { wrongType, wrongValue } from "./wrong-value";

/**
 * One option of a function: what it accepts, and its default. `T` is the type of a given value, `D` that of the value
 * when none is given (`undefined` for options without a default).
 */
export interface Field<T, D = T | undefined> {
  /** Words after "expected", such as `an integer >= 2`. */
  readonly expected: string;
  readonly default: D;
  /** Where the value is itself an object of options: their names, to be found when they are given one level too high. */
  readonly options?: readonly string[];
  /** What JSON may hold in its place, as JSON Schema; undefined for what no JSON can hold. */
  readonly json?: JsonSchema | undefined;
  /** Returns the value to use; throws TypeError for the wrong kind, RangeError for the wrong value. */
  read(value: unknown, name: string): T;
}

/** A part of a JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

interface Bounds {
  min?: number;
  max?: number;
  /** Exclusive lower bound. */
  above?: number;
}

export function integer<D extends number | undefined = undefined>(bounds: Bounds, fallback?: D): Field<number, D> {
  return numeric("an integer", bounds, Number.isInteger, fallback as D);
}

export function number<D extends number | undefined = undefined>(bounds: Bounds = {}, fallback?: D): Field<number, D> {
  return numeric("a finite number", bounds, Number.isFinite, fallback as D);
}

export function boolean<D extends boolean | undefined = undefined>(fallback?: D): Field<boolean, D> {
  const json = { type: "boolean" };
  return { ...ofType<boolean, D>("true or false", (value) => typeof value === "boolean", fallback as D), json };
}

export function string<D extends string | undefined = undefined>(fallback?: D): Field<string, D> {
  const expected = "a non-empty string";
  return {
    expected,
    default: fallback as D,
    json: { type: "string", minLength: 1 },
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      if (value === "") throw wrongValue(name, expected, value);
      return value;
    },
  };
}

/** One of a few literal values: `"eom" or "leaf"`. */
export function oneOf<const T extends string | number, D extends T | undefined = undefined>(
  values: readonly T[],
  fallback?: D,
): Field<T, D> {
  const shown = values.map((value) => JSON.stringify(value));
  const expected = shown.length > 1 ? `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}` : String(shown[0]);
  return {
    expected,
    default: fallback as D,
    json: { enum: values },
    read(value, name) {
      if (values.includes(value as T)) return value as T;
      const wrong = values.some((known) => typeof known === typeof value) ? wrongValue : wrongType;
      throw wrong(name, expected, value);
    },
  };
}

// biome-ignore lint/complexity/noBannedTypes: any callable is accepted here; its caller states the signature
export function func<F extends Function>(expected = "a function"): Field<F, undefined> {
  return ofType<F, undefined>(expected, (value) => typeof value === "function", undefined);
}

/** An object recognized by a predicate: an AbortSignal, a Map, a pool. */
export function ofType<T, D>(expected: string, accepts: (value: unknown) => boolean, fallback: D): Field<T, D> {
  return {
    expected,
    default: fallback,
    read(value, name) {
      if (!accepts(value)) throw wrongType(name, expected, value);
      return value as T;
    },
  };
}

/** The first of several fields whose kind fits: `minClusterSize: 40 | "auto"`. */
export function either<A, B, D extends A | B | undefined = undefined>(
  first: Field<A, unknown>,
  second: Field<B, unknown>,
  fallback?: D,
): Field<A | B, D> {
  const expected = `${first.expected} or ${second.expected}`;
  return {
    expected,
    default: fallback as D,
    json: anyOf([first.json, second.json]),
    read(value, name) {
      let wrong: typeof wrongType | typeof wrongValue = wrongType;
      for (const field of [first, second]) {
        try {
          return field.read(value, name) as A | B;
        } catch (error) {
          if (error instanceof RangeError) wrong = wrongValue;
        }
      }
      throw wrong(name, expected, value);
    },
  };
}

function numeric<D>(kind: string, bounds: Bounds, accepts: (value: unknown) => boolean, fallback: D): Field<number, D> {
  const { min, max, above } = bounds;
  const lower = above !== undefined ? ` > ${above}` : min !== undefined ? ` >= ${min}` : "";
  const upper = max !== undefined ? `${lower ? " and" : ""} <= ${max}` : "";
  const expected = kind + lower + upper;
  return {
    expected,
    default: fallback,
    json: {
      type: kind === "an integer" ? "integer" : "number",
      ...(min !== undefined && { minimum: min }),
      ...(max !== undefined && { maximum: max }),
      ...(above !== undefined && { exclusiveMinimum: above }),
    },
    read(value, name) {
      if (typeof value !== "number") throw wrongType(name, expected, value);
      const inside =
        (min === undefined || value >= min) &&
        (max === undefined || value <= max) &&
        (above === undefined || value > above);
      if (!accepts(value) || !inside) throw wrongValue(name, expected, value);
      return value;
    },
  };
}

/** One of several; those that no JSON can hold are left out. */
export function anyOf(schemas: readonly (JsonSchema | undefined)[]): JsonSchema | undefined {
  const found = schemas.filter((schema) => schema !== undefined);
  return found.length < 2 ? found[0] : { anyOf: found };
}
