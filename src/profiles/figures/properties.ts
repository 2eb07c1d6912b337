import { type Checkpoint, describeValue, type Field, wrongType, wrongValue } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import { type DistributionSummary, distribution, distributionWithout, type Sample, sampleOf } from "./distribution";
import { wassersteinToRest } from "./wasserstein-distance";

/** A numeric property of the members, such as revenue, beside that of everybody else. */
export interface PropertyProfile {
  readonly name: string;
  /** Members whose value is known: the denominator of `here`. */
  readonly known: number;
  /** Members whose value is missing. */
  readonly missing: number;
  /** Null when no member's value is known. */
  readonly here: DistributionSummary | null;
  /** Null when nobody else's value is known. */
  readonly elsewhere: DistributionSummary | null;
  /** Wasserstein-1 distance to everybody else, in the property's unit; null when one side has no value. */
  readonly wasserstein: number | null;
  /**
   * The same in standard deviations of all known values, so that properties can be compared; 0 when all are equal.
   */
  readonly wassersteinInDeviations: number | null;
}

/** Values by property: one number for each input, in input order, or by the input's name; NaN or absent is missing. */
export type SegmentProperties = Readonly<Record<string, ArrayLike<number> | ReadonlyMap<string, number>>>;

/** Reads {@link SegmentProperties} as an option. */
export function properties(): Field<SegmentProperties, undefined> {
  const expected = "an object with an array of numbers, or a Map by name, for each property";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Map)
        throw wrongType(name, expected, value);
      for (const [property, values] of Object.entries(value)) {
        if (!(values instanceof Map || Array.isArray(values) || ArrayBuffer.isView(values)))
          throw wrongType(`${name}.${property}`, "an array of numbers or a Map by name", values);
      }
      return value as SegmentProperties;
    },
  };
}

/** One property's values, of everybody and by input. */
export interface ReadProperty {
  readonly name: string;
  readonly values: Float64Array;
  readonly everybody: Sample;
  readonly deviation: number;
}

/**
 * Brings the properties to one number for each input.
 *
 * @throws RangeError when an array does not hold one number for each input, or a number is infinite; TypeError when
 *   something is not a number, or names are given for inputs that have none.
 */
export async function readProperties(
  given: SegmentProperties | undefined,
  { sequences, members }: ProfileContext,
  at: Checkpoint,
): Promise<ReadProperty[]> {
  const read: ReadProperty[] = [];
  for (const [name, source] of Object.entries(given ?? {})) {
    const values = valuesOf(`properties.${name}`, source, sequences.ids, sequences.rowOf.length);
    const kept = values.filter((value, input) => sequences.rowOf[input]! >= 0 && !Number.isNaN(value));
    const everybody = sampleOf(kept);
    read.push({ name, values, everybody, deviation: deviationOf(everybody) });
    await at.pass(read.length / members.inputs.length);
  }
  return read;
}

function valuesOf(
  name: string,
  source: SegmentProperties[string],
  ids: readonly string[] | undefined,
  inputs: number,
): Float64Array {
  if (source instanceof Map) {
    if (ids === undefined) throw new TypeError(`"${name}" expected an array of numbers: the inputs have no names`);
    return Float64Array.from(ids, (id) => known(name, source.get(id) ?? Number.NaN, id));
  }
  const array = source as ArrayLike<number>;
  if (array.length !== inputs) throw wrongValue(name, `${inputs} numbers`, array.length);
  return Float64Array.from(array, (value, input) => known(name, value, input));
}

function known(name: string, value: unknown, where: string | number): number {
  if (typeof value !== "number") throw wrongType(name, "numbers", value, ` at ${describeValue(where)}`);
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
    throw wrongValue(name, "finite numbers or NaN", value, ` at ${describeValue(where)}`);
  return value;
}

function deviationOf({ values, sum }: Sample): number {
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return values.length === 0 ? 0 : Math.sqrt(squares / values.length);
}

/** Compares the members' values with everybody else's. */
export function profileProperties(
  { members }: ProfileContext,
  group: number,
  read: readonly ReadProperty[],
): PropertyProfile[] {
  const inputs = members.inputs.subarray(members.inputOffsets[group], members.inputOffsets[group + 1]);
  return read.map(({ name, values, everybody, deviation }) => {
    const own = sampleOf(Float64Array.from(inputs, (input) => values[input]!).filter((value) => !Number.isNaN(value)));
    const wasserstein = wassersteinToRest(own, everybody);
    return {
      name,
      known: own.values.length,
      missing: inputs.length - own.values.length,
      here: distribution(own),
      elsewhere: distributionWithout(everybody, own),
      wasserstein,
      wassersteinInDeviations: wasserstein === null ? null : deviation === 0 ? 0 : wasserstein / deviation,
    };
  });
}
