import { type Field, number, readOptions, type Schema, wrongType } from "../../core/internal";
import type { FeatureTable, PrepareFeaturesOptions } from "../../features";
import { isFeatureTable, PREPARE_FEATURES_OPTIONS, readTable } from "../../features/internal";
import { checkedOptions } from "../options/checked-options";
import { FIT_SEGMENTS_OPTIONS, type FitSegmentsOptions } from "../options/fit-segments-options";

/** Options of `fitSegments` for paths and figures together. */
export interface FitHybridOptions extends FitSegmentsOptions {
  /** Figures of the same users, by their ids: a table, or a table and how it counts. */
  features: FeatureTable<string> | HybridFeatures;
}

/** Figures that stand beside vectors of paths. */
export interface HybridFeatures {
  /** A row for each user; users without one get the median of each figure, and are reported. */
  table: FeatureTable<string>;
  /**
   * How much the figures count beside the paths: both are brought to the same variance in all, then the figures are
   * multiplied by this.
   * @default 1
   */
  weight?: number | undefined;
  /** How columns are made ready. @default the defaults of prepareFeatures */
  preparation?: PrepareFeaturesOptions | undefined;
  /** For each row of the table what became of the user, such as `"bought"`; null where that is not known. @default none */
  outcome?: readonly (string | number | boolean | null)[] | undefined;
}

const TABLE: Field<FeatureTable<string>, undefined> = {
  expected: "a table with ids, names and columns",
  default: undefined,
  read: (value, name) => readTable(name, value as FeatureTable<string>),
};

const OUTCOME: Field<readonly (string | number | boolean | null)[], undefined> = {
  expected: "an array of texts, numbers or null, one for each row",
  default: undefined,
  read(value, name) {
    const isOutcome = (of: unknown) => of === null || ["string", "number", "boolean"].includes(typeof of);
    if (!Array.isArray(value) || !value.every(isOutcome)) throw wrongType(name, OUTCOME.expected, value);
    return value;
  },
};

const HYBRID_FEATURES = {
  table: TABLE,
  weight: number({ above: 0, max: 1000 }, 1),
  preparation: checkedOptions<PrepareFeaturesOptions>(PREPARE_FEATURES_OPTIONS),
  outcome: OUTCOME,
} satisfies Schema<HybridFeatures>;

/** Figures, read. */
export interface HybridSettings {
  readonly table: FeatureTable<string>;
  readonly weight: number;
  readonly preparation: PrepareFeaturesOptions | undefined;
  readonly outcome: readonly (string | number | boolean | null)[] | undefined;
}

const FEATURES: Field<HybridSettings, undefined> = {
  expected: "a table, or an object with a table",
  default: undefined,
  options: Object.keys(HYBRID_FEATURES),
  read(value, name) {
    const given = isFeatureTable(value) ? { table: value } : (value as object);
    const { table, ...rest } = readOptions(given, HYBRID_FEATURES, name);
    if (table === undefined) throw wrongType(`${name}.table`, TABLE.expected, table);
    if (rest.outcome !== undefined && rest.outcome.length !== table.ids.length) {
      throw wrongType(`${name}.outcome`, OUTCOME.expected, rest.outcome);
    }
    return { table, ...rest };
  },
};

/** The fields of {@link FitHybridOptions}. */
export const FIT_HYBRID_OPTIONS: typeof FIT_SEGMENTS_OPTIONS & { readonly features: typeof FEATURES } = {
  ...FIT_SEGMENTS_OPTIONS,
  features: FEATURES,
} satisfies Schema<FitHybridOptions>;
