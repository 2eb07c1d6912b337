import {
  type Checkpoint,
  checkpoint,
  either,
  forEachYielding,
  integer,
  number,
  ofType,
  readOptions,
  type Schema,
  string,
  wrongType,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { Sequences } from "../../sequences";
import { toSequences } from "../../sequences/internal";
import { type FunnelOfInputs, type FunnelOfSegment, funnel, reachOfInputs, readSteps } from "../flows/funnel";
import { filteredWeights } from "../flows/segment-weights";
import { type StepsAround, stepMatrix } from "../flows/step-matrix";
import { ClusteredSums, type Side } from "./clustered-sums";
import { FEWEST, type GroupDifference, rankedDifferences } from "./group-differences";
import { InputMeasures } from "./input-measures";
import type { MeasureList } from "./measures";
import { RowMeasures } from "./row-measures";
import { type GroupLabels, readTwoGroups, type TwoGroups } from "./two-groups";
import { usersOfInputs } from "./users-of-inputs";

/** Options of {@link compareGroups}. */
export interface CompareGroupsOptions extends Omit<RunOptions, "workers"> {
  /** Label of the first group, such as `"treatment"`. */
  a?: string | number | undefined;
  /** Label of the second one, such as `"control"`. @default everybody else */
  b?: string | number | undefined;
  /** Steps of a funnel, path patterns, in which the groups are compared too. */
  funnel?: readonly string[] | undefined;
  /** Path patterns of your own, compared beside those that are common. */
  patterns?: readonly string[] | undefined;
  /**
   * One name of a user for each input: inputs of one user count as one observation. Without it users of sessions are known by
   * their ids.
   */
  users?: readonly string[] | undefined;
  /** Share of both groups' inputs that has to show what is compared. @default 0.02 */
  minShare?: number | undefined;
  /** Paths of two and three actions compared at most: the commonest. @default 100 */
  maxPatterns?: number | undefined;
  /** Transitions compared at most: the commonest. @default 100 */
  maxTransitions?: number | undefined;
  /** Steps from the start of paths that are compared one by one. @default 5 */
  steps?: number | undefined;
  /** Share of false ones accepted among the differences that are reported as found. @default 0.05 */
  falseDiscoveryRate?: number | undefined;
}

/** A group in a comparison. */
export interface ComparedGroup {
  readonly name: string;
  /** Users: what tests count. */
  readonly users: number;
  /** Users or sessions. */
  readonly inputs: number;
  /** What they do at the first steps. */
  readonly steps: StepsAround;
  /** Null where none was asked for. */
  readonly funnel: FunnelOfInputs | null;
}

/** Result of {@link compareGroups}. */
export interface GroupComparison {
  readonly a: ComparedGroup;
  readonly b: ComparedGroup;
  /** All that was tested, the surest first. */
  readonly differences: readonly GroupDifference[];
  /** How many of these, the first ones, are found: their q is at most the false discovery rate. */
  readonly found: number;
  readonly falseDiscoveryRate: number;
  /** Comparisons left out, for fewer than 10 users of a group could show it, or fewer than 10 of both did. */
  readonly tooFew: number;
}

const LABEL = either(string(), integer({ min: -1 }));
const TEXTS = ofType<readonly string[], undefined>(
  "an array of texts",
  (value) => Array.isArray(value) && Array.from(value).every((text) => typeof text === "string"),
  undefined,
);

const COMPARE_GROUPS_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  a: LABEL,
  b: LABEL,
  funnel: TEXTS,
  patterns: TEXTS,
  users: TEXTS,
  minShare: number({ min: 0, max: 1 }, 0.02),
  maxPatterns: integer({ min: 0, max: 10_000 }, 100),
  maxTransitions: integer({ min: 0, max: 10_000 }, 100),
  steps: integer({ min: 0, max: 20 }, 5),
  falseDiscoveryRate: number({ above: 0, max: 1 }, 0.05),
} satisfies Schema<CompareGroupsOptions>;

/**
 * How two groups differ: treatment and control, before and after, a segment and all others. What they do, which paths, what
 * follows what, what they do at each of the first steps, how long they take, how far they get along a funnel: every difference
 * with its interval and with a p that is corrected for all of them. Users are what is counted, also where inputs are sessions.
 *
 * What is compared is chosen by both groups together. That two groups differ does not say why: of groups that were drawn at
 * random (`assignVariant`) the difference is an effect, of others it need not be.
 *
 * @param sequences built sequences.
 * @param labels    one for each input: names, or a model's labels.
 * @param options   which two groups, a funnel, patterns of your own, users of sessions.
 * @returns both groups and all differences, the surest first: `formatGroupComparison` and `renderComparison` show them.
 * @throws TypeError, RangeError when labels do not fit, or nobody is in one of the groups.
 * @example
 * const paths = ["look -> cart -> pay", "look -> cart", "look -> leave"].flatMap((path) => Array(40).fill(path));
 * const arms = paths.map((path, i) => (path.endsWith("pay") === i % 5 > 0 ? "new" : "old"));
 * const { differences } = await compareGroups(await sequencesFrom(paths), arms, { a: "new", b: "old" });
 * differences[0].text; // "pay"
 */
export async function compareGroups(
  sequences: Sequences,
  labels: GroupLabels,
  options: CompareGroupsOptions = {},
): Promise<GroupComparison> {
  toSequences("sequences", sequences);
  const read = readOptions(options, COMPARE_GROUPS_OPTIONS);
  if (read.a === undefined) throw wrongType("a", "the label of the first group", undefined);
  const groups = readTwoGroups(labels, sequences.rowOf.length, { a: read.a, b: read.b });
  const userOf = usersOfInputs(sequences, read.users);
  const at = checkpoint("comparing", read);
  const looksAt = (input: number) => groups.sides[input]! >= 0;
  const weights = filteredWeights(sequences, looksAt);
  const leastInputs = Math.max(FEWEST, read.minShare * weights.reduce((sum, weight) => sum + weight, 0));
  const settings = { ...read, leastInputs, patterns: read.patterns ?? [] };
  const rows = await RowMeasures.choose(sequences, looksAt, weights, settings, at.part(0, 0.4));
  const shown = await inputsShowing(sequences, weights, at.part(0.4, 0.45));
  const reach = await funnelReach(sequences, read.funnel, at.part(0.45, 0.5));
  const inputs = new InputMeasures(sequences, { shown, leastInputs }, reach);
  const sums = [sumsOf(rows.list), sumsOf(inputs.list)] as const;
  if (userOf === undefined) await addRows(sequences, groups, rows, sums[0], at.part(0.5, 0.7));
  await addInputs(sequences, groups, userOf, { rows: userOf && rows, inputs }, sums, at.part(0.7, 0.95));
  const tested = [
    ...rows.list.measures.map((measure, i) => ({ measure, figures: sums[0].difference(i) })),
    ...inputs.list.measures.map((measure, i) => ({ measure, figures: sums[1].difference(i) })),
  ];
  const { differences, tooFew } = rankedDifferences(tested);
  const funnels = await funnelsOf(sequences, groups, read);
  await at.pass(0.97);
  return {
    a: await groupOf(0, sequences, groups, userOf, funnels, read.signal),
    b: await groupOf(1, sequences, groups, userOf, funnels, read.signal),
    differences,
    found: differences.filter(({ q }) => q <= read.falseDiscoveryRate).length,
    falseDiscoveryRate: read.falseDiscoveryRate,
    tooFew,
  };
}

async function inputsShowing(sequences: Sequences, weights: Float64Array, at: Checkpoint): Promise<Float64Array> {
  const { tokens, offsets, vocabulary } = sequences;
  const shown = new Float64Array(vocabulary.actions.length);
  await forEachYielding(weights.length, at, (row) => {
    const own = new Set(tokens.subarray(offsets[row]!, offsets[row + 1]!));
    for (const token of own) shown[token]! += weights[row]!;
    return 5 * (offsets[row + 1]! - offsets[row]!);
  });
  return shown;
}

async function funnelReach(sequences: Sequences, steps: readonly string[] | undefined, at: Checkpoint) {
  if (steps === undefined) return undefined;
  const patterns = readSteps(steps, "funnel").map((pattern) => pattern.over(sequences.vocabulary.actions));
  const { reached } = await reachOfInputs(sequences, patterns, { ordered: true, within: undefined }, at);
  return { steps, reached };
}

function sumsOf({ measures, denominators }: MeasureList): ClusteredSums {
  return new ClusteredSums(
    measures.map(({ denominator }) => denominator),
    denominators,
  );
}

/** Where each input is a user, equal paths are added once. */
async function addRows(
  sequences: Sequences,
  { sides }: TwoGroups,
  rows: RowMeasures,
  sums: ClusteredSums,
  at: Checkpoint,
): Promise<void> {
  const ofSide = ([0, 1] as const).map((side) => filteredWeights(sequences, (input) => sides[input] === side));
  await forEachYielding(sequences.weights.length, at, (row) => {
    for (const side of [0, 1] as const) {
      const weight = ofSide[side]![row]!;
      if (weight === 0) continue;
      rows.add(row, side, sums);
      sums.closeUser(weight);
    }
    return 20 * (sequences.offsets[row + 1]! - sequences.offsets[row]!);
  });
}

/** Adds inputs user by user. */
async function addInputs(
  { rowOf, offsets }: Sequences,
  { sides }: TwoGroups,
  userOf: Uint32Array | undefined,
  { rows, inputs }: { rows: RowMeasures | undefined; inputs: InputMeasures },
  [rowSums, inputSums]: readonly [ClusteredSums, ClusteredSums],
  at: Checkpoint,
): Promise<void> {
  const order = Uint32Array.from(rowOf.keys());
  if (userOf) order.sort((a, b) => userOf[a]! - userOf[b]! || a - b);
  await forEachYielding(order.length, at, (i) => {
    const input = order[i]!;
    const row = rowOf[input]!;
    const side = sides[input]!;
    const isLast = userOf === undefined || i + 1 === order.length || userOf[order[i + 1]!] !== userOf[input];
    if (row >= 0 && side >= 0) {
      rows?.add(row, side as Side, rowSums);
      inputs.add(input, side as Side, inputSums);
    }
    if (isLast) for (const sums of [rowSums, inputSums]) sums.closeUser(1);
    return row < 0 ? 1 : 5 * (offsets[row + 1]! - offsets[row]!);
  });
}

async function funnelsOf(
  sequences: Sequences,
  { sides }: TwoGroups,
  {
    funnel: steps,
    signal,
  }: { readonly funnel: readonly string[] | undefined; readonly signal: AbortSignal | undefined },
): Promise<readonly FunnelOfSegment[]> {
  if (steps === undefined) return [];
  return (await funnel(sequences, steps, { labels: sides, signal })).segments;
}

async function groupOf(
  side: Side,
  sequences: Sequences,
  { names, sides }: TwoGroups,
  userOf: Uint32Array | undefined,
  funnels: readonly FunnelOfSegment[],
  signal: AbortSignal | undefined,
): Promise<ComparedGroup> {
  const own = [...sides.keys()].filter((input) => sides[input] === side && sequences.rowOf[input]! >= 0);
  return {
    name: names[side],
    users: userOf ? new Set(own.map((input) => userOf[input]!)).size : own.length,
    inputs: own.length,
    steps: await stepMatrix(sequences, { labels: sides, segment: side, before: 0, after: 7, signal }),
    funnel: funnels.find(({ segment }) => segment === side) ?? null,
  };
}
