import { readOptions, type Schema, string, wrongType } from "../../core/internal";
import { type CheckedExperiment, type Experiment, readExperiment } from "./experiment";
import { growthBookHash } from "./growthbook-hash";
import { hashFraction } from "./hash-fraction";

/** Options of {@link assignVariant}: what is known of the user when he meets the experiment. */
export interface AssignVariantOptions {
  /** Id of his segment; null for none. @default null */
  readonly segment?: string | null | undefined;
  /** Hash of the model that gave the segment. */
  readonly model?: string | undefined;
}

/** Result of {@link assignVariant}. */
export interface VariantAssignment {
  readonly user: string;
  /** Key of the experiment. */
  readonly experiment: string;
  /** Name of the variant; null for who takes no part. */
  readonly variant: string | null;
  /** Position of the variant; -1 for who takes no part. */
  readonly index: number;
  readonly reason: "assigned" | "segment not eligible" | "outside the namespace" | "outside the coverage";
  readonly segment: string | null;
  readonly model: string | null;
}

const ASSIGN_VARIANT_OPTIONS = {
  segment: {
    expected: "a segment id or null",
    default: null,
    read(value: unknown, name: string): string | null {
      if (value !== null && typeof value !== "string") throw wrongType(name, this.expected, value);
      return value;
    },
  },
  model: string(),
} satisfies Schema<AssignVariantOptions>;

/**
 * The variant of a user: a pure function of user and experiment (and of the segment, where `seedBySegment` asks for it), the
 * same on every machine and in every process, without a table.
 *
 * Each variant has a range of the numbers from 0 to 1 as wide as its weight, of which the first `coverage` are given out: so
 * a larger coverage adds users and moves none.
 *
 * @param user       id of the user.
 * @param experiment what is tried on whom.
 * @param options    the user's segment, and the model that gave it: kept in the answer as they were at this exposure.
 * @returns the variant, or the reason why there is none.
 * @throws TypeError when something is missing, of the wrong kind or unknown.
 * @throws RangeError when a value is out of range.
 * @example
 * const experiment = { key: "new-homepage", variants: ["old", "new"] };
 * assignVariant("user-1", experiment).variant; // "new"
 * assignVariant("user-1", { ...experiment, segments: ["s3"] }, { segment: "s1" }).reason; // "segment not eligible"
 */
export function assignVariant(
  user: string,
  experiment: Experiment,
  options: AssignVariantOptions = {},
): VariantAssignment {
  if (typeof user !== "string") throw wrongType("user", "a string", user);
  const read = readExperiment(experiment);
  const { segment, model = null } = readOptions(options, ASSIGN_VARIANT_OPTIONS);
  const answer = (index: number, reason: VariantAssignment["reason"]): VariantAssignment => ({
    user,
    experiment: read.key,
    variant: read.variants[index]?.name ?? null,
    index,
    reason,
    segment,
    model,
  });
  if (read.segments && (segment === null || !read.segments.includes(segment)))
    return answer(-1, "segment not eligible");
  if (!inNamespace(user, read)) return answer(-1, "outside the namespace");
  const seed = read.seedBySegment && segment !== null ? `${read.key}\u001f${segment}` : read.key;
  const index = variantAt(fractionOf(seed, user, read.hash), read);
  return answer(index, index < 0 ? "outside the coverage" : "assigned");
}

function fractionOf(seed: string, user: string, hash: CheckedExperiment["hash"]): number {
  return hash === "sha256" ? hashFraction(seed, user) : growthBookHash(seed, user, hash === "growthbook-1" ? 1 : 2);
}

function inNamespace(user: string, { namespace, hash }: CheckedExperiment): boolean {
  if (!namespace) return true;
  const { name, range } = namespace;
  const fraction =
    hash === "sha256" ? hashFraction(`namespace\u001f${name}`, user) : growthBookHash(`__${name}`, user, 1);
  return fraction >= range[0] && fraction < range[1];
}

function variantAt(fraction: number, { variants, coverage }: CheckedExperiment): number {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let from = 0;
  for (const [i, { weight }] of variants.entries()) {
    const share = weight / total;
    if (fraction >= from && fraction < from + share * coverage) return i;
    from += share;
  }
  return coverage === 1 ? lastWithWeight(variants) : -1; // a fraction above the sum of shares, which rounding left below 1
}

function lastWithWeight(variants: CheckedExperiment["variants"]): number {
  return variants.findLastIndex(({ weight }) => weight > 0);
}
