import type { Duration } from "../../core";
import {
  boolean,
  checkpoint,
  duration,
  type Field,
  forEachYielding,
  raggedRow,
  readOptions,
  type Schema,
  toLabels,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { InputLabels, Sequences } from "../../sequences";
import { type CodedPathPattern, readPathPattern, toSequences } from "../../sequences/internal";
import { type Interval, wilsonInterval } from "../../statistics";
import { ENDLESS, timesOfInput } from "./path-times";
import { reachedInAnyOrder, reachedInOrder, reachedWithin } from "./reached-steps";

/** Options of {@link funnel}. */
export interface FunnelOptions extends Omit<RunOptions, "workers"> {
  /** One label for each input, such as a model's: the funnel of each segment, beside that of all. */
  labels?: InputLabels | undefined;
  /**
   * Whether each step comes after the one before it. If not, a step counts wherever it is, for those who have all steps
   * before it.
   * @default true
   */
  ordered?: boolean | undefined;
  /**
   * The longest time from the end of the first step to that of each later one, whichever occurrence of the first step serves
   * best. A step ends where its pattern is complete first: no match that holds a shorter one counts. Needs times; for ordered
   * steps.
   */
  within?: Duration | undefined;
}

/** A step of a funnel. */
export interface FunnelStep {
  /** The path pattern, as it was written. */
  readonly step: string;
  /** Inputs (users or sessions) that got here. */
  readonly reached: number;
  /** Share of all inputs. */
  readonly ofAll: number;
  /** Share of those who reached the step before; of all for the first. 0 where nobody did. */
  readonly ofPrevious: number;
  /** 95% interval of `ofPrevious` (Wilson); null where nobody reached the step before. */
  readonly interval: Interval | null;
  /**
   * Median time from the step before, in milliseconds, among those who reached this one and whose time is known; null for the
   * first step, without times, and for steps in any order.
   */
  readonly medianTime: number | null;
}

/** A funnel of some inputs. */
export interface FunnelOfInputs {
  readonly inputs: number;
  readonly steps: readonly FunnelStep[];
}

/** A funnel of one segment. */
export interface FunnelOfSegment extends FunnelOfInputs {
  /** Label of the segment; -1 for those in none. */
  readonly segment: number;
}

/** Result of {@link funnel}. */
export interface Funnel extends FunnelOfInputs {
  /** By label, those in none last; empty without labels. */
  readonly segments: readonly FunnelOfSegment[];
  /** Names in the steps that no action has, each in words. */
  readonly unknownNames: readonly string[];
}

const LABELS: Field<InputLabels, undefined> = {
  expected: "one label for each input",
  default: undefined,
  read: (value) => value as InputLabels,
};

const FUNNEL_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  labels: LABELS,
  ordered: boolean(true),
  within: duration(),
} satisfies Schema<FunnelOptions>;

/**
 * How many get how far along given steps. Steps are path patterns, so a step may be one action, one of several, or a way of
 * acting; each is taken as early as it can be, which is the choice that gets furthest. All inputs count, by their whole paths.
 *
 * @param sequences built sequences; inputs that were left out are not in the funnel.
 * @param steps     two or more path patterns.
 * @param options   labels, order, time.
 * @returns the funnel of all, and of each segment.
 * @throws TypeError when steps are no patterns, or labels do not fit.
 * @throws RangeError when a pattern is wrong, with a caret under the place, or `within` is given without times or order.
 * @example
 * const sequences = await sequencesFrom(["look -> cart -> pay", "look -> cart", "cart -> look", "look -> pay"]);
 * const { steps } = await funnel(sequences, ["look", "cart", "pay"]);
 * steps.map(({ reached }) => reached); // [4, 2, 1]
 */
export async function funnel(
  sequences: Sequences,
  steps: readonly string[],
  options: FunnelOptions = {},
): Promise<Funnel> {
  toSequences("sequences", sequences);
  const read = readOptions(options, FUNNEL_OPTIONS);
  const patterns = readSteps(steps);
  const { actions } = sequences.vocabulary;
  const within = read.within;
  if (within !== undefined && !read.ordered) throw wrongValue("within", "none where steps come in any order", within);
  if (within !== undefined && sequences.clock === undefined) {
    throw wrongValue("within", "sequences with times", within);
  }
  const labels = read.labels && toLabels("labels", read.labels, sequences.rowOf.length, "one per input");
  const at = checkpoint("funnel", read);
  const reach = await reachOfInputs(
    sequences,
    patterns.map((pattern) => pattern.over(actions)),
    { ordered: read.ordered, within },
    at,
  );
  const ofAll = tally(steps, reach, undefined);
  return {
    ...ofAll,
    segments: labels
      ? segmentsOf(labels).map((segment) => ({ segment, ...tally(steps, reach, of(labels, segment)) }))
      : [],
    unknownNames: patterns.flatMap((pattern) => pattern.unknownNames(actions).map(({ text }) => text)),
  };
}

function readSteps(steps: readonly string[]) {
  if (!Array.isArray(steps)) throw wrongType("steps", "an array of two or more path patterns", steps);
  if (steps.length < 2) throw wrongValue("steps", "two or more path patterns", steps);
  return Array.from(steps, (step, i) => readPathPattern(step, `steps[${i}]`));
}

/** Steps reached by each input (-1 for those left out), and the time from step to step where it is known, else NaN. */
interface Reach {
  readonly reached: Int32Array;
  readonly times: readonly Float64Array[] | undefined;
}

async function reachOfInputs(
  sequences: Sequences,
  steps: readonly CodedPathPattern[],
  { ordered, within }: { ordered: boolean; within: number | undefined },
  at: ReturnType<typeof checkpoint>,
): Promise<Reach> {
  const { rowOf, clock } = sequences;
  const rows = sequences.weights.length;
  const width = steps.length;
  const ends = new Int32Array(rows * width);
  const ofRow = new Int32Array(rows);
  const walk = ordered ? reachedInOrder : reachedInAnyOrder;
  await forEachYielding(rows, at.part(0, 0.5), (row) => {
    const path = raggedRow(sequences, row);
    ofRow[row] = walk(path, steps, ends.subarray(row * width, (row + 1) * width));
    return path.length * width;
  });
  const reached = Int32Array.from(rowOf, (row) => (row < 0 ? -1 : ofRow[row]!));
  if (clock === undefined || !ordered) return { reached, times: undefined };
  const times = steps.slice(1).map(() => new Float64Array(rowOf.length).fill(Number.NaN));
  let timeOf = new Float64Array(64);
  const endsWithin = new Int32Array(width);
  await forEachYielding(rowOf.length, at.part(0.5, 1), (input) => {
    const row = rowOf[input]!;
    if (row < 0 || ofRow[row]! < 2) return 1;
    const path = raggedRow(sequences, row);
    if (timeOf.length < path.length) timeOf = new Float64Array(2 * path.length);
    timesOfInput(sequences, input, timeOf);
    const own = within === undefined ? ends.subarray(row * width, (row + 1) * width) : endsWithin;
    if (within !== undefined) reached[input] = reachedWithin(path, steps, own, { timeOf, within });
    for (let k = 1; k < reached[input]!; k++) {
      const [from, to] = [own[k - 1]!, own[k]!];
      const time = timeOf[Math.max(0, to - 1)]! - timeOf[Math.max(0, from - 1)]!;
      if (time < ENDLESS / 2) times[k - 1]![input] = time;
    }
    return path.length * (within === undefined ? 1 : width);
  });
  return { reached, times };
}

function segmentsOf(labels: Int32Array): number[] {
  const found = [...new Set(labels)].sort((a, b) => a - b);
  return found[0] === -1 ? [...found.slice(1), -1] : found;
}

function of(labels: Int32Array, segment: number): (input: number) => boolean {
  return (input) => labels[input] === segment;
}

function tally(
  steps: readonly string[],
  { reached, times }: Reach,
  counts: ((input: number) => boolean) | undefined,
): FunnelOfInputs {
  const at = new Float64Array(steps.length + 1);
  for (let input = 0; input < reached.length; input++) {
    if (reached[input]! >= 0 && (counts === undefined || counts(input))) at[reached[input]!]! += 1;
  }
  for (let k = steps.length - 1; k >= 0; k--) at[k]! += at[k + 1]!;
  const inputs = at[0]!;
  return {
    inputs,
    steps: steps.map((step, k) => {
      const [before, here] = [at[k]!, at[k + 1]!];
      return {
        step,
        reached: here,
        ofAll: inputs > 0 ? here / inputs : 0,
        ofPrevious: before > 0 ? here / before : 0,
        interval: before > 0 ? wilsonInterval({ successes: here, trials: before }) : null,
        medianTime: k > 0 && times ? medianOf(times[k - 1]!, reached, k + 1, counts) : null,
      };
    }),
  };
}

function medianOf(
  times: Float64Array,
  reached: Int32Array,
  least: number,
  counts: ((input: number) => boolean) | undefined,
): number | null {
  const known = times.filter(
    (time, input) => time >= 0 && reached[input]! >= least && (counts === undefined || counts(input)),
  );
  if (known.length === 0) return null;
  known.sort();
  const middle = known.length >> 1;
  return known.length % 2 === 1 ? known[middle]! : (known[middle - 1]! + known[middle]!) / 2;
}
