import {
  either,
  integer,
  isArrayOf,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { bootstrapInterval, type Interval } from "../../statistics";
import { CONFIDENCE } from "../../statistics/internal";

/** Users of an experiment, ranked by a score of how much treatment should help them. */
export interface ScoredUsers {
  /** One a user; users of equal scores are taken together. A score of the segment is one too. */
  readonly scores: readonly number[] | Float64Array;
  /** Outcome of each user: 0 or 1, or money. */
  readonly outcomes: readonly number[] | Float64Array;
  /** Whether each user was treated. */
  readonly treated: readonly boolean[];
}

/** Options of {@link upliftCurve}. */
export interface UpliftCurveOptions extends Omit<RunOptions, "workers"> {
  /** Of the intervals. @default 0.95 */
  confidence?: number | undefined;
  /** Times that users are drawn anew for the intervals; 0 for none. @default 200 */
  resamples?: number | undefined;
  /** Of the random numbers. @default 1 */
  seed?: number | undefined;
}

/** A curve over the users treated so far, best score first. */
export interface GainCurve {
  /** Users so far: 0, then one place for each score. */
  readonly users: Float64Array;
  readonly gains: Float64Array;
  /** Area between the curve and the straight line to its end, over users squared. */
  readonly area: number;
  readonly interval: Interval | null;
  /** `area` over that of the perfect ranking; null for outcomes other than 0 and 1, or where no ranking is better than another. */
  readonly normalized: number | null;
}

/** Result of {@link upliftCurve}. */
export interface UpliftCurve {
  /** Outcomes of the treated less those of the untreated scaled to the number of the treated (Radcliffe 2007). */
  readonly qini: GainCurve;
  /** Difference of the two means, times users so far: the gain if all of them were treated. */
  readonly uplift: GainCurve;
}

const UPLIFT_CURVE_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  confidence: CONFIDENCE,
  resamples: either(oneOf([0]), integer({ min: 99, max: 100_000 }), 200),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<UpliftCurveOptions>;

/**
 * How much is gained by treating users in the order of a score, by both conventions in use. Users of equal scores are one step
 * of the curve, so that their order in the file decides nothing.
 *
 * @param users   scores, outcomes and who was treated, of a randomized experiment.
 * @param options confidence and number of resamples.
 * @returns the Qini and the uplift curve, with their areas.
 * @throws RangeError when lengths differ, a number is not finite, or an arm is empty.
 * @example
 * const curve = await upliftCurve(
 *   { scores: [3, 2, 1], outcomes: [0, 1, 0], treated: [false, true, true] },
 *   { resamples: 0 },
 * );
 * [...curve.qini.gains]; // [0, 0, 1, 1]
 */
export async function upliftCurve(users: ScoredUsers, options: UpliftCurveOptions = {}): Promise<UpliftCurve> {
  const rows = readUsers(users);
  const read = readOptions(options, UPLIFT_CURVE_OPTIONS);
  const binary = rows.every(({ outcome }) => outcome === 0 || outcome === 1);
  const curve = async (gain: Gain, perfect: (rows: readonly Row[]) => Row[]): Promise<GainCurve> => {
    const own = curveOf(rows, gain);
    const area = areaOf(own);
    const best = binary ? areaOf(curveOf(perfect(rows), gain)) : 0;
    const interval = read.resamples > 0 ? await intervalOf(rows, gain, read) : null;
    return { ...own, area, interval, normalized: best !== 0 ? area / best : null };
  };
  return { qini: await curve(qiniGain, perfectForQini), uplift: await curve(upliftGain, perfectForUplift) };
}

interface Row {
  readonly score: number;
  readonly outcome: number;
  readonly treated: boolean;
}

function readUsers(users: ScoredUsers): Row[] {
  if (typeof users !== "object" || users === null) {
    throw wrongType("users", "an object of scores, outcomes and treated", users);
  }
  const { treated } = users;
  if (!Array.isArray(treated) || !Array.from(treated).every((value) => typeof value === "boolean")) {
    throw wrongType("users.treated", "an array of true and false", treated);
  }
  const [scores, outcomes] = (["scores", "outcomes"] as const).map((name) => {
    const values: unknown = users[name];
    if (!(values instanceof Float64Array) && !isArrayOf("number", values)) {
      throw wrongType(`users.${name}`, "an array of numbers", values);
    }
    if (values.length !== treated.length) {
      throw wrongValue(`users.${name}`, `${treated.length} values, one a user`, values.length);
    }
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) throw wrongValue(`users.${name}`, "finite numbers", values[wrong], ` at position ${wrong}`);
    return values;
  });
  for (const arm of [true, false]) {
    if (!treated.includes(arm)) throw wrongValue("users.treated", `users who were ${arm ? "" : "not "}treated`, 0);
  }
  return treated.map((of, i) => ({ score: scores![i]!, outcome: outcomes![i]!, treated: of }));
}

/** What was gained by the users so far. */
type Gain = (sums: Sums) => number;

interface Sums {
  treated: number;
  untreated: number;
  outcomeOfTreated: number;
  outcomeOfUntreated: number;
}

const qiniGain: Gain = ({ treated, untreated, outcomeOfTreated, outcomeOfUntreated }) =>
  outcomeOfTreated - (untreated > 0 ? (outcomeOfUntreated * treated) / untreated : 0);

const upliftGain: Gain = ({ treated, untreated, outcomeOfTreated, outcomeOfUntreated }) =>
  ((treated > 0 ? outcomeOfTreated / treated : 0) - (untreated > 0 ? outcomeOfUntreated / untreated : 0)) *
  (treated + untreated);

function curveOf(rows: readonly Row[], gain: Gain): { users: Float64Array; gains: Float64Array } {
  const sorted = [...rows].sort((a, b) => b.score - a.score);
  const sums: Sums = { treated: 0, untreated: 0, outcomeOfTreated: 0, outcomeOfUntreated: 0 };
  const users = [0];
  const gains = [0];
  for (const [i, { score, outcome, treated }] of sorted.entries()) {
    if (treated) {
      sums.treated += 1;
      sums.outcomeOfTreated += outcome;
    } else {
      sums.untreated += 1;
      sums.outcomeOfUntreated += outcome;
    }
    if (sorted[i + 1]?.score === score) continue;
    users.push(i + 1);
    gains.push(gain(sums));
  }
  return { users: Float64Array.from(users), gains: Float64Array.from(gains) };
}

/** Area between curve and straight line, by trapezoids, over users squared. */
function areaOf({ users, gains }: Pick<GainCurve, "users" | "gains">): number {
  const n = users.at(-1)!;
  let area = (-n * gains.at(-1)!) / 2;
  for (let i = 1; i < users.length; i++) area += ((users[i]! - users[i - 1]!) * (gains[i]! + gains[i - 1]!)) / 2;
  return area / (n * n);
}

/** The best order that these outcomes allow: who converted when treated first, who converted untreated last. */
function perfectForQini(rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, score: row.outcome === 0 ? 0 : row.treated ? 1 : -1 }));
}

/**
 * For a difference of means, untreated users without conversion are as good as treated ones with it. Of the others, those of
 * the arm with more conversions come first.
 */
function perfectForUplift(rows: readonly Row[]): Row[] {
  const conversions = (arm: boolean) => rows.filter(({ outcome, treated }) => outcome === 1 && treated === arm).length;
  const byOutcome = conversions(false) > conversions(true);
  return rows.map((row) => {
    const agrees = (row.outcome === 1) === row.treated ? 2 : 0;
    return { ...row, score: agrees + (byOutcome ? row.outcome : Number(row.treated)) };
  });
}

async function intervalOf(
  rows: readonly Row[],
  gain: Gain,
  { confidence, resamples, seed, signal, onProgress }: Resolved<typeof UPLIFT_CURVE_OPTIONS>,
): Promise<Interval | null> {
  const arms = [true, false].map((arm) => rows.filter(({ treated }) => treated === arm));
  if (arms.some((arm) => arm.length < 2)) return null;
  const statistic = (...drawn: (readonly Row[])[]) => areaOf(curveOf(drawn.flat(), gain));
  const run = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const { lower, upper } = await bootstrapInterval(arms, {
    statistic,
    method: "percentile",
    confidence,
    resamples,
    seed,
    ...run,
  });
  return { lower, upper };
}
