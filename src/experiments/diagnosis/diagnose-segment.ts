import {
  type Checkpoint,
  checkpoint,
  either,
  integer,
  nested,
  number,
  ofType,
  oneOf,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { reachOfInputs, readSteps } from "../../profiles/internal";
import type { Interval } from "../../statistics";
import { type Experiment, readExperiment } from "../assignment/experiment";
import { definitionOnThePast, type RefinedDefinition } from "./causes/definition";
import { treatmentNotDelivered } from "./causes/delivery";
import { driftOfSegment } from "./causes/drift";
import { everybody } from "./causes/everybody";
import { type CaseFunnel, funnelStepThatLoses } from "./causes/funnel-step";
import { imbalanceBefore } from "./causes/imbalance";
import { mixOfMembers } from "./causes/mix";
import { pathsOfTheLost } from "./causes/paths";
import { tooFewMembers } from "./causes/power";
import { regressionToTheMean } from "./causes/regression-to-the-mean";
import { uncertainMembers } from "./causes/uncertain-members";
import { type DiagnosisCase, readCase } from "./diagnosis-case";
import type { DiagnosisData, LabeledUsers } from "./diagnosis-data";
import { turnedInterval } from "./differences";
import type { DiagnosisCause, DiagnosisEvidence, Looked } from "./evidence";
import { rankEvidence, whyNot } from "./rank-evidence";
import { type SegmentGap, segmentGap } from "./segment-gap";
import { type DiagnosisVerdict, verdictOf } from "./verdict";

/** Options of {@link diagnoseSegment}. */
export interface DiagnoseSegmentOptions extends Omit<RunOptions, "workers"> {
  /** Label of the segment. */
  segment?: string | number | undefined;
  /** What the metric is called in sentences. @default "the metric" */
  metric?: string | undefined;
  /** What the two periods are called. */
  periods?: { before?: string | undefined; after?: string | undefined } | undefined;
  /** Which groups of `data.groups` are compared. @default the first two variants of `experiment` */
  groups?: { control?: string | undefined; treatment?: string | undefined } | undefined;
  /** The experiment that made the groups: the weights of its arms show whether users are missing. */
  experiment?: Experiment | undefined;
  /** Steps of a funnel, path patterns; needs `data.paths`. */
  funnel?: readonly string[] | undefined;
  /** For groups: the effect that was expected, in the unit of the metric. @default the effect on all other users */
  expected?: number | undefined;
  /** Which values are good. @default "higher" */
  better?: "higher" | "lower" | undefined;
}

/** What the segment does worse, in figures. */
export interface DiagnosedGap {
  /** Means of the metric among the members: before and after, or control and treatment. */
  readonly means: readonly [number, number];
  /** Members on the two sides. */
  readonly users: readonly [number, number];
  /** Second mean less the first. */
  readonly difference: number;
  readonly interval: Interval;
  /** What the difference should have been. */
  readonly expected: number;
  /** That it is no worse than expected; one-sided. */
  readonly p: number;
}

/** Result of {@link diagnoseSegment}. */
export interface Diagnosis extends DiagnosisVerdict {
  readonly segment: string;
  readonly metric: string;
  readonly mode: "periods" | "groups";
  /** Names of the periods or groups. */
  readonly sides: readonly [string, string];
  readonly gap: DiagnosedGap;
  /** What speaks for a cause, that which accounts for most first; empty where nothing was found. */
  readonly evidence: readonly DiagnosisEvidence[];
  /** The other causes: why nothing is said of each. */
  readonly others: readonly { readonly cause: DiagnosisCause; readonly why: string }[];
  /** A narrower definition of the segment that holds what it says; null where none was found. */
  readonly refined: RefinedDefinition | null;
}

const NAMES = { before: string(), after: string() } satisfies Schema<NonNullable<DiagnoseSegmentOptions["periods"]>>;
const GROUPS = { control: string(), treatment: string() } satisfies Schema<
  NonNullable<DiagnoseSegmentOptions["groups"]>
>;

const DIAGNOSE_SEGMENT_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  segment: either(string(), integer({ min: -1 })),
  metric: string("the metric"),
  periods: nested(NAMES),
  groups: nested(GROUPS),
  experiment: ofType<Experiment, undefined>("an experiment", (value) => typeof value === "object", undefined),
  funnel: ofType<readonly string[], undefined>("an array of path patterns", Array.isArray, undefined),
  expected: number(),
  better: oneOf(["higher", "lower"], "higher"),
} satisfies Schema<DiagnoseSegmentOptions>;

/**
 * Why a segment does worse than it should: from one period to the next, or under a treatment beside its control. Each cause that
 * the data can show is looked at (the definition of the segment, members who hardly belong, drift, mix against rate, regression
 * to the mean, a treatment that did not arrive, arms that were unlike before, too few users, a step of the funnel, paths of those
 * who are lost, and a true effect), with a figure, an interval, and the share of what is missing that it accounts for.
 *
 * @param model   a fitted model, or labels of your own with how sure they are.
 * @param data    the metric of each user, and what else is known.
 * @param options the segment, names, an experiment, a funnel.
 * @returns evidence, ranked; `formatDiagnosis` writes it as text.
 * @throws TypeError, RangeError when columns do not fit the labels, or nobody is in the segment.
 * @example
 * const labels = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? "High-Value" : "Others"));
 * const before = labels.map((label, i) => (label === "High-Value" ? 100 : 20) + (i % 7));
 * const after = labels.map((label, i) => (label === "High-Value" ? 70 : 20) + (i % 5));
 * const diagnosis = await diagnoseSegment({ labels }, { values: { before, after } }, { segment: "High-Value" });
 * diagnosis.evidence[0].cause; // "true effect"
 */
export async function diagnoseSegment(
  model: LabeledUsers,
  data: DiagnosisData,
  options: DiagnoseSegmentOptions = {},
): Promise<Diagnosis> {
  const read = readOptions(options, DIAGNOSE_SEGMENT_OPTIONS);
  if (read.segment === undefined) throw wrongType("segment", "the label of a segment", undefined);
  const { sides, weights } = sidesOf(data, read);
  const { segment, metric, better } = read;
  const of = readCase(model, data, { segment, metric, better, sides });
  const funnel = read.funnel && readSteps(read.funnel, "funnel");
  const found = segmentGap(of, read.expected === undefined ? undefined : of.sign * read.expected);
  const at = checkpoint("diagnosis", read);
  const { looked, refined } = found.isWorse
    ? await lookAtAll(of, found, { weights, funnel, steps: read.funnel, signal: read.signal }, at)
    : { looked: [], refined: null };
  const evidence = rankEvidence(of, found, looked, refined !== null);
  const reported = new Set(evidence.map(({ cause }) => cause));
  return {
    segment: of.segment,
    metric,
    mode: of.mode,
    sides,
    gap: reportedGap(of, found),
    evidence,
    others: looked.filter(({ cause }) => !reported.has(cause)).map((one) => ({ cause: one.cause, why: whyNot(one) })),
    refined: reported.has("definition") || reported.has("regression to the mean") ? refined : null,
    ...verdictOf(of.segment, found.isWorse, evidence),
  };
}

type Read = ReturnType<typeof readOptions<typeof DIAGNOSE_SEGMENT_OPTIONS>>;

/** What the two sides are called, and how many users each arm should have. */
function sidesOf(
  data: DiagnosisData,
  { periods, groups, experiment }: Read,
): { sides: readonly [string, string]; weights: readonly [number, number] } {
  if (data?.groups === undefined) {
    if (groups.control ?? groups.treatment) throw wrongType("data.groups", "the group of each user", undefined);
    return { sides: [periods.before ?? "before", periods.after ?? "after"], weights: [1, 1] };
  }
  if (periods.before ?? periods.after) throw wrongValue("periods", "none where groups are compared", periods);
  const variants = experiment === undefined ? [] : readExperiment(experiment).variants;
  const control = groups.control ?? variants[0]?.name;
  const treatment = groups.treatment ?? variants.find(({ name }) => name !== control)?.name;
  if (control === undefined) throw wrongType("groups.control", "the name of a group", undefined);
  if (treatment === undefined) throw wrongType("groups.treatment", "the name of a group", undefined);
  const weightOf = (name: string) => variants.find((variant) => variant.name === name)?.weight ?? 1;
  return { sides: [control, treatment], weights: [weightOf(control), weightOf(treatment)] };
}

async function lookAtAll(
  of: DiagnosisCase,
  { gap, isMissingForSure }: SegmentGap,
  {
    weights,
    funnel,
    steps,
    signal,
  }: {
    weights: readonly [number, number];
    funnel: ReturnType<typeof readSteps> | undefined;
    steps: readonly string[] | undefined;
    signal: AbortSignal | undefined;
  },
  at: Checkpoint,
): Promise<{ looked: Looked[]; refined: RefinedDefinition | null }> {
  const definition = definitionOnThePast(of, gap);
  await at.pass(0.2);
  const reach = await funnelOf(of, funnel, steps, at.part(0.2, 0.4));
  const paths = await pathsOfTheLost(of, gap, signal);
  await at.pass(0.8);
  const looked = [
    imbalanceBefore(of, gap, weights),
    treatmentNotDelivered(of, gap),
    tooFewMembers(of, gap, isMissingForSure),
    regressionToTheMean(of, gap),
    definition.looked,
    uncertainMembers(of, gap),
    mixOfMembers(of, gap),
    driftOfSegment(of, gap),
    everybody(of, gap),
    paths,
    funnelStepThatLoses(of, gap, reach),
  ];
  await at.pass(1);
  return { looked, refined: definition.refined };
}

async function funnelOf(
  { paths }: DiagnosisCase,
  funnel: ReturnType<typeof readSteps> | undefined,
  steps: readonly string[] | undefined,
  at: Checkpoint,
): Promise<CaseFunnel | undefined> {
  if (paths === undefined || funnel === undefined || steps === undefined) return undefined;
  const coded = funnel.map((step) => step.over(paths.sequences.vocabulary.actions));
  const { reached } = await reachOfInputs(paths.sequences, coded, { ordered: true, within: undefined }, at);
  return { steps, reached };
}

function reportedGap(of: DiagnosisCase, { gap: { effect, reference }, p }: SegmentGap): DiagnosedGap {
  return {
    means: [of.sign * effect.means[0], of.sign * effect.means[1]],
    users: effect.users,
    difference: of.sign * effect.value,
    interval: turnedInterval(effect.interval, of.sign),
    expected: of.sign * reference,
    p,
  };
}
