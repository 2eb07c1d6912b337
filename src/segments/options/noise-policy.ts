import { type Field, number, readOptions, wrongType, wrongValue } from "../../core/internal";

/**
 * What becomes of users in no segment:
 *
 * - `"keep"`: they stay in none;
 * - `"nearest"`: each goes with the nearest segment;
 * - `{ atMost: 0.05 }`: the surest go with the nearest segment, until at most this share of all users is in none;
 * - `{ confidence: 0.3 }`: those go with the nearest segment of whom refits to other users say the same so often.
 */
export type NoisePolicy = "keep" | "nearest" | { readonly atMost: number } | { readonly confidence: number };

/** An option of methods that leave users in no segment. */
export interface NoiseOption {
  /**
   * What becomes of users in no segment: `"keep"`, `"nearest"`, `{ atMost: share }` or `{ confidence: probability }`. Whatever is
   * kept, the table of users shows everybody's nearest segment.
   * @default keep, and nearest beside a number of `segments`
   */
  noise?: NoisePolicy | undefined;
}

const NAMES = ["keep", "nearest"] as const;
const AT_MOST = { atMost: number({ min: 0, max: 1 }) };
const CONFIDENCE = { confidence: number({ min: 0, max: 1 }) };
const EXPECTED = '"keep", "nearest", { atMost: share } or { confidence: probability }';

/** Reads a {@link NoisePolicy}. */
export const NOISE_POLICY: Field<NoisePolicy, undefined> = {
  expected: EXPECTED,
  default: undefined,
  json: {
    anyOf: [
      { enum: [...NAMES] },
      ...["atMost", "confidence"].map((key) => ({
        type: "object",
        properties: { [key]: { type: "number", minimum: 0, maximum: 1 } },
        required: [key],
        additionalProperties: false,
      })),
    ],
  },
  read(value, name) {
    if (typeof value === "string") {
      if (NAMES.includes(value as (typeof NAMES)[number])) return value as NoisePolicy;
      throw wrongValue(name, EXPECTED, value);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(name, EXPECTED, value);
    const { atMost, confidence } = readOptions(value, { ...AT_MOST, ...CONFIDENCE }, name);
    if (atMost !== undefined && confidence !== undefined) {
      throw new TypeError(`"${name}" takes one of "atMost" and "confidence"`);
    }
    if (atMost !== undefined) return { atMost };
    if (confidence !== undefined) return { confidence };
    throw wrongValue(name, EXPECTED, value);
  },
};

/** A policy from the words of a shell: `keep`, `nearest`, `at-most=0.05`, `confidence=0.3`; undefined for other words. */
export function noisePolicyOf(text: string): NoisePolicy | undefined {
  const name = oneOfNames(text);
  if (name !== undefined) return name;
  const [, rule, share] = /^(at-most|confidence)=(\d*\.?\d+)(?!.)$/.exec(text) ?? [];
  if (rule === undefined || Number(share) > 1) return undefined;
  return rule === "at-most" ? { atMost: Number(share) } : { confidence: Number(share) };
}

function oneOfNames(text: string): "keep" | "nearest" | undefined {
  return text === "keep" || text === "nearest" ? text : undefined;
}
