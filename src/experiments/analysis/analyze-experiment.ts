import {
  checkpoint,
  number,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { benjaminiHochberg } from "../../statistics";
import { CONFIDENCE } from "../../statistics/internal";
import { type Experiment, readExperiment } from "../assignment/experiment";
import { type Effect, effectOf } from "./effect";
import { type ExposedUsers, type ExposureRow, exposedUsers } from "./exposed-users";
import { type Heterogeneity, heterogeneityOf, type ShrunkEffect, shrunkEffects } from "./heterogeneity";
import { type GroupSums, momentsByGroup, pooledMoments } from "./joint-moments";
import { type ExperimentMetric, type MetricColumns, metricColumns } from "./metric";
import { armMoments, cupedSlope, type MetricShape } from "./metric-moments";
import { type PostStratifiedEffect, postStratified } from "./post-stratified";
import { type SampleRatio, type SegmentSampleRatio, sampleRatio, sampleRatioBySegment } from "./sample-ratio";

/** Options of {@link analyzeExperiment}. */
export interface AnalyzeExperimentOptions extends Omit<RunOptions, "workers"> {
  /** Name of the variant that the others are compared with. @default the first variant */
  control?: string | undefined;
  /** Of all intervals. @default 0.95 */
  confidence?: number | undefined;
  /**
   * Which p decides, and is corrected across segments and metrics. One of: "fixed", for one look at the planned end;
   * "always-valid", for any number of looks.
   * @default "fixed"
   */
  looks?: "fixed" | "always-valid" | undefined;
  /** Number of users at which always-valid intervals are the narrowest. @default 5000 */
  narrowestAt?: number | undefined;
}

/** What a variant did in one segment. */
export interface SegmentEffect {
  /** Null: users in no segment. */
  readonly segment: string | null;
  readonly users: number;
  /** Null where an arm has fewer than 2 users, or a ratio has nothing to divide by. */
  readonly effect: Effect | null;
  /** The p that decides, corrected across all segments, metrics and variants (Benjamini & Hochberg); null without an effect. */
  readonly adjustedP: number | null;
  /** Drawn toward the mean of all segments; null without an effect, or with a standard error of 0. */
  readonly shrunk: ShrunkEffect | null;
}

/** A variant beside the control, by one metric. */
export interface Comparison {
  readonly metric: string;
  readonly variant: string;
  readonly control: string;
  /** Over all users; null where an arm has fewer than 2. */
  readonly overall: Effect | null;
  /** The p that decides of the overall effect, corrected across metrics and variants. */
  readonly adjustedP: number | null;
  readonly postStratified: PostStratifiedEffect | null;
  /** Largest segment first. */
  readonly segments: readonly SegmentEffect[];
  /** Whether effects differ between segments; null for fewer than two with an effect. */
  readonly heterogeneity: Heterogeneity | null;
}

/** Result of {@link analyzeExperiment}. */
export interface ExperimentAnalysis {
  readonly experiment: string;
  readonly variants: readonly string[];
  /** Users that count. */
  readonly users: number;
  /** Rows of users already there with the same variant: the first counts. */
  readonly repeated: number;
  /** Users shown more than one variant: left out of all. */
  readonly crossovers: number;
  readonly sampleRatio: SampleRatio & { readonly segments: readonly SegmentSampleRatio[] };
  /** One for each metric and variant, in the order given. */
  readonly comparisons: readonly Comparison[];
  /** Which p decided. */
  readonly looks: "fixed" | "always-valid";
  readonly confidence: number;
}

const ANALYZE_EXPERIMENT_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  control: string(),
  confidence: CONFIDENCE,
  looks: oneOf(["fixed", "always-valid"], "fixed"),
  narrowestAt: number({ min: 1 }, 5000),
} satisfies Schema<AnalyzeExperimentOptions>;

type Options = Resolved<typeof ANALYZE_EXPERIMENT_OPTIONS>;

/** The experiment, its exposures and metrics. */
export interface ExperimentData {
  readonly experiment: Experiment;
  /** One row a user; of several rows of a user the first counts. */
  readonly exposures: readonly ExposureRow[];
  readonly metrics: readonly ExperimentMetric[];
}

/**
 * What each variant did, over all users and in each segment: whether the traffic came as planned, effects with intervals,
 * adjusted for what was before (CUPED) and for how the arms are made up of segments (post-stratification), whether effects
 * differ between segments at all, and p corrected across segments, metrics and variants.
 *
 * @param data    the experiment, rows of exposures, and metrics over users.
 * @param options control, confidence, and how often one looks.
 * @returns figures by metric, variant and segment.
 * @throws TypeError when a row or metric is of the wrong kind, or a variant unknown.
 * @throws RangeError when a value is not finite or a column's length is not that of the rows.
 * @example
 * const users = Array.from({ length: 400 }, (_, i) => `user-${i}`);
 * const analysis = await analyzeExperiment({
 *   experiment: { key: "new-homepage", variants: ["old", "new"] },
 *   exposures: users.map((user, i) => ({ user, variant: i % 2 ? "new" : "old", segment: i % 4 < 2 ? "s1" : "s2" })),
 *   metrics: [{ name: "purchases", values: users.map((_, i) => (i % 2 ? 3 : 2) + (i % 5)) }],
 * });
 * analysis.comparisons[0].overall?.difference; // 1
 * analysis.sampleRatio.p; // 1
 */
export async function analyzeExperiment(
  data: ExperimentData,
  options: AnalyzeExperimentOptions = {},
): Promise<ExperimentAnalysis> {
  if (typeof data !== "object" || data === null) {
    throw wrongType("data", "an object of experiment, exposures and metrics", data);
  }
  const { key, variants } = readExperiment(data.experiment);
  const read = readOptions(options, ANALYZE_EXPERIMENT_OPTIONS);
  const names = variants.map(({ name }) => name);
  const control = read.control === undefined ? 0 : names.indexOf(read.control);
  if (control < 0) throw wrongValue("control", `one of ${names.map((n) => `"${n}"`).join(", ")}`, read.control);
  if (!Array.isArray(data.metrics)) throw wrongType("metrics", "an array of metrics", data.metrics);
  const at = checkpoint("experiment", read);
  const exposed = await exposedUsers(data.exposures, names, at.part(0, 0.5));
  const cells = cellsOf(exposed, names.length);
  const comparisons: Comparison[] = [];
  for (const [i, metric] of data.metrics.entries()) {
    refuseTwin(data.metrics, i);
    const part = at.part(0.5 + i / data.metrics.length / 2, 0.5 + (i + 1) / data.metrics.length / 2);
    const columns = await metricColumns(metric, `metrics[${i}]`, exposed, data.exposures.length, part);
    await part.pass(1);
    comparisons.push(...compareMetric(columns, { exposed, names, control, cells, read }));
  }
  return {
    experiment: key,
    variants: names,
    users: exposed.users.length,
    repeated: exposed.repeated,
    crossovers: exposed.crossovers,
    sampleRatio: ratiosOf(
      exposed,
      cells,
      variants.map(({ weight }) => weight),
    ),
    comparisons: corrected(comparisons, read),
    looks: read.looks,
    confidence: read.confidence,
  };
}

function refuseTwin(metrics: readonly ExperimentMetric[], i: number): void {
  const name = metrics[i]?.name;
  if (metrics.findIndex((other) => other?.name === name) < i) {
    throw wrongValue(`metrics[${i}].name`, "a name of its own", name);
  }
}

/** Users by segment and variant: cell = segment x variants + variant. */
interface Cells {
  readonly cellOf: Uint32Array;
  readonly counts: readonly (readonly number[])[];
}

function cellsOf({ segments, segmentOf, variants }: ExposedUsers, width: number): Cells {
  const counts = segments.map(() => new Array<number>(width).fill(0));
  const cellOf = segmentOf.map((segment, i) => segment * width + variants[i]!);
  for (const [i, segment] of segmentOf.entries()) counts[segment]![variants[i]!]! += 1;
  return { cellOf, counts };
}

function ratiosOf(
  { segments }: ExposedUsers,
  { counts }: Cells,
  weights: readonly number[],
): ExperimentAnalysis["sampleRatio"] {
  const total = weights.map((_, variant) => counts.reduce((sum, count) => sum + count[variant]!, 0));
  return { ...sampleRatio(total, weights), segments: sampleRatioBySegment(segments, counts, weights) };
}

interface Setting {
  readonly exposed: ExposedUsers;
  readonly names: readonly string[];
  readonly control: number;
  readonly cells: Cells;
  readonly read: Options;
}

function compareMetric(metric: MetricColumns, setting: Setting): Comparison[] {
  const { exposed, names, control, cells, read } = setting;
  const columns = [...metric.after, ...metric.before];
  const sums = momentsByGroup(columns, cells.cellOf, exposed.segments.length * names.length);
  const shape: MetricShape = { kind: metric.kind, adjusted: metric.before.length > 0 };
  const all = exposed.segments.map((_, segment) => segment);
  return names.flatMap((variant, treatment) => {
    if (treatment === control) return [];
    const effectIn = (segments: readonly number[]) => {
      const cell = (arm: number) => segments.map((segment) => segment * names.length + arm);
      return effectBetween(sums, cell(control), cell(treatment), shape, read);
    };
    const effects = all.map((segment) => effectIn([segment]));
    const sizes = all.map((segment) => cells.counts[segment]![control]! + cells.counts[segment]![treatment]!);
    const { shrunk, heterogeneity } = acrossSegments(effects, read.confidence);
    return [
      {
        metric: metric.name,
        variant,
        control: names[control]!,
        overall: effectIn(all),
        adjustedP: null,
        postStratified: postStratified(effects, sizes, read),
        segments: all.map((segment) => ({
          segment: exposed.segments[segment]!,
          users: sizes[segment]!,
          effect: effects[segment]!,
          adjustedP: null,
          shrunk: shrunk[segment]!,
        })),
        heterogeneity,
      },
    ];
  });
}

function effectBetween(
  sums: GroupSums,
  control: readonly number[],
  treatment: readonly number[],
  shape: MetricShape,
  options: Options,
): Effect | null {
  const pooled = pooledMoments(sums, [...control, ...treatment]);
  const arms = [pooledMoments(sums, control), pooledMoments(sums, treatment)] as const;
  const slope = cupedSlope(arms, shape);
  const [a, b] = [armMoments(arms[0], shape, slope, pooled), armMoments(arms[1], shape, slope, pooled)];
  return a && b ? effectOf(a, b, options) : null;
}

/** A weight is one over the square of a standard error. */
const SMALLEST_ERROR = 1e-150;

/** Only effects with a standard error above 0 can be weighed against each other. */
function acrossSegments(
  effects: readonly (Effect | null)[],
  confidence: number,
): { shrunk: (ShrunkEffect | null)[]; heterogeneity: Heterogeneity | null } {
  const weighed = effects.flatMap((effect, i) =>
    effect && effect.standardError > SMALLEST_ERROR ? [{ effect, i }] : [],
  );
  const estimates = weighed.map(({ effect }) => ({ value: effect.difference, standardError: effect.standardError }));
  const heterogeneity = heterogeneityOf(estimates);
  const shrunk = effects.map((): ShrunkEffect | null => null);
  for (const [at, one] of shrunkEffects(estimates, heterogeneity?.tau ?? 0, confidence).entries()) {
    shrunk[weighed[at]!.i] = one;
  }
  return { shrunk, heterogeneity };
}

/** Overall effects are one family of tests, those in segments another. */
function corrected(comparisons: readonly Comparison[], { looks }: Options): Comparison[] {
  const deciding = (effect: Effect | null) => (effect ? (looks === "fixed" ? effect.p : effect.alwaysValid.p) : null);
  const overall = adjusted(comparisons.map(({ overall }) => deciding(overall)));
  const bySegment = adjusted(comparisons.flatMap(({ segments }) => segments.map(({ effect }) => deciding(effect))));
  let next = 0;
  return comparisons.map((comparison, i) => ({
    ...comparison,
    adjustedP: overall[i]!,
    segments: comparison.segments.map((segment) => ({ ...segment, adjustedP: bySegment[next++]! })),
  }));
}

function adjusted(p: readonly (number | null)[]): (number | null)[] {
  const tested = benjaminiHochberg(p.filter((value) => value !== null));
  let next = 0;
  return p.map((value) => (value === null ? null : tested[next++]!));
}
