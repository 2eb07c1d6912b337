import { integer, number, type Schema, string } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";

/** Options of {@link outcomes}. */
export interface OutcomesOptions extends RunOptions {
  /** The property that answers "which segment does best?", such as `"converted"`. @default none */
  outcome?: string | undefined;
  /** Of the intervals, between 0 and 1. @default 0.95 */
  confidence?: number | undefined;
  /** Largest q of a finding: the share of false ones among the findings that is accepted. @default 0.05 */
  falseDiscoveryRate?: number | undefined;
  /** Categories of a property that are compared: its most common ones, of 5 users or more; others are counted together. @default 20 */
  maxCategories?: number | undefined;
  /** Random ways to deal users out, for numeric properties of up to 5,000 users. @default 4999 */
  permutations?: number | undefined;
  /** Of the random numbers. @default 1 */
  seed?: number | undefined;
}

/** The fields of {@link OutcomesOptions}. */
export const OUTCOMES_OPTIONS = {
  outcome: string(),
  confidence: number({ above: 0, max: 0.999999 }, 0.95),
  falseDiscoveryRate: number({ above: 0, max: 1 }, 0.05),
  maxCategories: integer({ min: 1, max: 1000 }, 20),
  permutations: integer({ min: 99, max: 1_000_000 }, 4999),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<OutcomesOptions>;
