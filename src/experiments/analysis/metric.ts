import { type Checkpoint, forEachYielding, isArrayOf, wrongType, wrongValue } from "../../core/internal";
import { LARGEST_VALUE } from "../../statistics/internal";
import type { ExposedUsers } from "./exposed-users";

/** Numbers by user, up to 1e60 in size: a map from user ids (who is not in it has 0), or one number for each row of the exposures. */
export type UserValues = ReadonlyMap<string, number> | Float64Array | readonly number[];

/** A figure whose mean over users is compared: 0 and 1 for a conversion, money, minutes. */
export interface MeanMetric {
  readonly name: string;
  readonly values: UserValues;
  /** The same figure, or one related to it, from before the exposure: makes intervals narrower (CUPED). */
  readonly before?: UserValues | undefined;
}

/** A ratio of two sums, such as clicks over page views; users are what is independent. */
export interface RatioMetric {
  readonly name: string;
  readonly numerator: UserValues;
  readonly denominator: UserValues;
  /** The same ratio before the exposure (CUPED). */
  readonly before?: { readonly numerator: UserValues; readonly denominator: UserValues } | undefined;
}

/** What an experiment is judged by. */
export type ExperimentMetric = MeanMetric | RatioMetric;

/** A metric as columns over the users that count. */
export interface MetricColumns {
  readonly name: string;
  readonly kind: "mean" | "ratio";
  /** After the exposure: values, or numerator and denominator. */
  readonly after: readonly Float64Array[];
  /** Before it, likewise; none without CUPED. */
  readonly before: readonly Float64Array[];
}

const MEAN_KEYS = ["name", "values", "before"];
const RATIO_KEYS = ["name", "numerator", "denominator", "before"];

/**
 * Reads a metric at the public edge.
 *
 * @throws TypeError when it is no metric, or a value is no number.
 * @throws RangeError when values do not match the rows, or one is not finite.
 */
export async function metricColumns(
  metric: ExperimentMetric,
  path: string,
  exposed: ExposedUsers,
  rows: number,
  at: Checkpoint,
): Promise<MetricColumns> {
  if (typeof metric !== "object" || metric === null) throw wrongType(path, "a metric: name and values", metric);
  const { name } = metric;
  if (typeof name !== "string" || name === "") throw wrongType(`${path}.name`, "a non-empty string", name);
  const ratio = "numerator" in metric;
  const known = ratio ? RATIO_KEYS : MEAN_KEYS;
  for (const key of Object.keys(metric)) {
    if (!known.includes(key))
      throw new TypeError(`"${path}.${key}" is not part of a metric; known: ${known.join(", ")}`);
  }
  const column = (values: UserValues, of: string) => columnOf(values, `${path}.${of}`, exposed, rows, at);
  if (ratio) {
    const { numerator, denominator, before } = metric;
    const after = [await column(numerator, "numerator"), await column(denominator, "denominator")];
    const earlier = before
      ? [await column(before.numerator, "before.numerator"), await column(before.denominator, "before.denominator")]
      : [];
    return { name, kind: "ratio", after, before: earlier };
  }
  const { values, before } = metric;
  const after = [await column(values, "values")];
  return { name, kind: "mean", after, before: before ? [await column(before, "before")] : [] };
}

async function columnOf(
  values: UserValues,
  name: string,
  { users, rows: rowOf }: ExposedUsers,
  rows: number,
  at: Checkpoint,
): Promise<Float64Array> {
  const column = new Float64Array(users.length);
  if (values instanceof Map) {
    await forEachYielding(users.length, at, (i) => {
      const value: unknown = values.get(users[i]!) ?? 0;
      if (typeof value !== "number") throw wrongType(name, "numbers", value, ` for user ${JSON.stringify(users[i])}`);
      column[i] = value;
      return STEPS_A_LOOKUP;
    });
  } else {
    if (!(values instanceof Float64Array) && !isArrayOf("number", values)) {
      throw wrongType(name, "a Map of users to numbers, or one number a row", values);
    }
    const list = values as ArrayLike<number>;
    if (list.length !== rows) throw wrongValue(name, `${rows} values, one a row of the exposures`, list.length);
    for (let i = 0; i < column.length; i++) column[i] = list[rowOf[i]!]!;
  }
  const wrong = column.findIndex((value) => !(Math.abs(value) <= LARGEST_VALUE));
  if (wrong >= 0) {
    const expected = Number.isFinite(column[wrong]) ? `numbers of at most ${LARGEST_VALUE} in size` : "finite numbers";
    throw wrongValue(name, expected, column[wrong], ` for user ${JSON.stringify(users[wrong])}`);
  }
  return column;
}

/** A look-up by name among many takes about as long as this many simple steps. */
const STEPS_A_LOOKUP = 20;
