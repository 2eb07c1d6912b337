import { type Field, integer, type Resolved, type Schema, wrongType } from "../../core/internal";
import type { NameRule, PrepareFeaturesOptions } from "../../features";
import { PREPARE_FEATURES_OPTIONS } from "../../features/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { checkedOptions } from "../options/checked-options";
import { CLUSTERING, type ClusteringOption, type ClusteringSettings } from "../options/clustering-options";

/** Options of `fitSegments` for a table of features. */
export interface FitTableOptions extends RunOptions {
  /** How columns are made ready: missing numbers, long tails, scale, weights. @default the defaults of prepareFeatures */
  features?: PrepareFeaturesOptions | undefined;
  /**
   * How rows are grouped; k-means where it is left to the data. With `k: "auto"`, into as many groups as rows support
   * (the rule of `chooseClusterCount`), which may be one.
   * @default "auto"
   */
  clustering?: ClusteringOption | undefined;
  /** What segments are called; the first rule that holds counts. @default SEGMENT_NAMES */
  names?: readonly NameRule[] | undefined;
  /** Seed of all random numbers. @default 1 */
  seed?: number | undefined;
}

const NAMES: Field<readonly NameRule[], undefined> = {
  expected: "an array of { name, when: [{ feature, from, to }] }",
  default: undefined,
  read(value, name) {
    const isRule = (rule: Partial<NameRule> | null) =>
      typeof rule?.name === "string" &&
      Array.isArray(rule.when) &&
      rule.when.every((condition) => typeof condition?.feature === "string");
    if (!Array.isArray(value) || !value.every(isRule)) throw wrongType(name, NAMES.expected, value);
    return value;
  },
};

/** The fields of {@link FitTableOptions}. */
export const FIT_TABLE_OPTIONS: typeof RUN_OPTIONS & {
  readonly features: Field<PrepareFeaturesOptions, undefined>;
  readonly clustering: typeof CLUSTERING;
  readonly names: typeof NAMES;
  readonly seed: Field<number, number>;
} = {
  features: checkedOptions<PrepareFeaturesOptions>(PREPARE_FEATURES_OPTIONS),
  clustering: CLUSTERING,
  names: NAMES,
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<FitTableOptions>;

/** The options, read. */
export type TableSettings = Omit<Resolved<typeof FIT_TABLE_OPTIONS>, keyof RunOptions | "clustering"> &
  Pick<ClusteringSettings, "clustering">;
