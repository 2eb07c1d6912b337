import {
  boolean,
  type Field,
  number,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../../core/internal";

/** One arm of an experiment. */
export interface Variant {
  readonly name: string;
  /** Share of the traffic, in any unit, up to 1e15; 0 stops the arm. */
  readonly weight: number;
}

/** What is tried on whom. Change none of it while it runs, except `coverage`, which moves nobody when it grows. */
export interface Experiment {
  /** Name of the experiment: with the user it decides the variant. */
  readonly key: string;
  /** Two or more; a name alone has weight 1. The first is the control. */
  readonly variants: readonly (string | Variant)[];
  /** Share of those eligible who take part. @default 1 */
  readonly coverage?: number | undefined;
  /** Experiments in the same namespace with ranges that do not overlap never share a user. */
  readonly namespace?: { readonly name: string; readonly range: readonly [number, number] } | undefined;
  /** Ids of the segments that take part; without it everyone does, those in no segment too. */
  readonly segments?: readonly string[] | undefined;
  /**
   * Whether the variant also depends on the segment, so that a user's variant in one segment says nothing about it in another.
   * @default false
   */
  readonly seedBySegment?: boolean | undefined;
  /**
   * One of: "sha256", 53 bits that any language and warehouse can compute; "growthbook-2" and "growthbook-1", the buckets of
   * GrowthBook's SDKs, to go on with an experiment that began there.
   * @default "sha256"
   */
  readonly hash?: "sha256" | "growthbook-1" | "growthbook-2" | undefined;
}

const VARIANTS: Field<readonly Variant[], readonly Variant[]> = {
  expected: "two or more variants, names or objects of name and weight",
  default: [],
  read(value, name) {
    if (!Array.isArray(value)) throw wrongType(name, this.expected, value);
    if (value.length < 2) throw wrongValue(name, this.expected, value);
    const variants = Array.from(value, (given, i) => readVariant(given, `${name}[${i}]`));
    const names = new Set<string>();
    for (const { name: own } of variants) {
      if (names.has(own)) throw wrongValue(name, "different names", own, " twice");
      names.add(own);
    }
    if (!variants.some(({ weight }) => weight > 0)) throw wrongValue(name, "a weight above 0", 0, " for all");
    return variants;
  },
};

/** Sums of weights stay finite. */
const MOST_WEIGHT = 1e15;
const VARIANT = { name: string(), weight: number({ min: 0, max: MOST_WEIGHT }) } satisfies Schema<Variant>;

function readVariant(given: unknown, name: string): Variant {
  if (typeof given === "string") return { name: string().read(given, name), weight: 1 };
  if (typeof given !== "object" || given === null)
    throw wrongType(name, "a name or an object of name and weight", given);
  const read = readOptions(given, VARIANT, name);
  if (read.name === undefined) throw wrongType(`${name}.name`, VARIANT.name.expected, undefined);
  return { name: read.name, weight: read.weight ?? 1 };
}

const RANGE: Field<readonly [number, number]> = {
  expected: "two numbers from 0 to 1, the second above the first",
  default: undefined,
  read(value, name) {
    if (!Array.isArray(value) || value.length !== 2 || Array.from(value).some((end) => typeof end !== "number")) {
      throw wrongType(name, this.expected, value);
    }
    const [from, to] = value as [number, number];
    if (!(from >= 0 && to <= 1 && from < to)) throw wrongValue(name, this.expected, value);
    return [from, to];
  },
};

const NAMESPACE = { name: string(), range: RANGE };

const SEGMENTS: Field<readonly string[]> = {
  expected: "an array of segment ids",
  default: undefined,
  read(value, name) {
    if (!Array.isArray(value) || Array.from(value).some((id) => typeof id !== "string"))
      throw wrongType(name, this.expected, value);
    return value as string[];
  },
};

const EXPERIMENT = {
  key: string(),
  variants: VARIANTS,
  coverage: number({ min: 0, max: 1 }, 1),
  namespace: {
    expected: "an object of name and range",
    default: undefined,
    read(value, name) {
      const read = readOptions(value as object, NAMESPACE, name);
      for (const key of ["name", "range"] as const) {
        if (read[key] === undefined) throw wrongType(`${name}.${key}`, NAMESPACE[key].expected, undefined);
      }
      return read as { name: string; range: readonly [number, number] };
    },
  } satisfies Field<{ name: string; range: readonly [number, number] }> as Field<{
    name: string;
    range: readonly [number, number];
  }>,
  segments: SEGMENTS,
  seedBySegment: boolean(false),
  hash: oneOf(["sha256", "growthbook-1", "growthbook-2"], "sha256"),
} satisfies Schema<Experiment>;

/** An experiment whose every field was checked. */
export type CheckedExperiment = Resolved<typeof EXPERIMENT> & { readonly key: string };

/**
 * Reads an experiment at the public edge.
 *
 * @throws TypeError when something is missing, of the wrong kind or unknown.
 * @throws RangeError when a value is out of range, or two variants have the same name.
 */
export function readExperiment(experiment: Experiment): CheckedExperiment {
  if (typeof experiment !== "object" || experiment === null) {
    throw wrongType("experiment", "an object of key and variants", experiment);
  }
  const read = readOptions(experiment, EXPERIMENT, "experiment");
  if (read.key === undefined) throw wrongType("experiment.key", EXPERIMENT.key.expected, undefined);
  if (read.variants.length === 0) throw wrongType("experiment.variants", VARIANTS.expected, undefined);
  return read as CheckedExperiment;
}
