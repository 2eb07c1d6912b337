import { checkpoint, integer, NOISE, number, readOptions, type Schema, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import type { FitInput, SegmentModel } from "../../segments";
import { toSegmentModel } from "../../segments/internal";
import { holm, newcombeInterval } from "../../statistics";
import { permutedBehavior } from "./behavior-test";
import { permutedComponents } from "./component-test";
import type { Drift, SegmentShift } from "./drift";
import { driftTexts } from "./drift-texts";
import { type Groups, groupsOf, inputsOf } from "./groups";
import { placePopulations } from "./place-populations";
import { fittedPaths, type Paths, readPaths, renamedPaths } from "./read-paths";
import { renamedActions } from "./renamed-actions";
import { cellCounts, permutedCells } from "./segment-tests";
import { smallestDifference, smallestDistance, smallestShift } from "./smallest-shift";
import { strataOf } from "./strata";
import { permutedVocabulary } from "./vocabulary-test";

/** Options of {@link detectDrift}. */
export interface DetectDriftOptions extends RunOptions {
  /**
   * Users to compare with, whom the model has not seen either, such as those of an earlier week. @default half of the model's own
   * users, who are labelled, as the new ones are, by its pipeline fitted to the other half
   */
  reference?: FitInput | undefined;
  /** Probability of any significant test when nothing has changed. @default 0.05 */
  alpha?: number | undefined;
  /** Random ways to deal users out for each test. @default 999 */
  permutations?: number | undefined;
  /** Distinct paths that are placed in segments for either side, at most; of more, users are drawn. @default 10000 */
  mostPaths?: number | undefined;
  /** Seed of the permutations, the halves and the draws. @default 1 */
  seed?: number | undefined;
}

const DETECT_DRIFT_OPTIONS = {
  ...RUN_OPTIONS,
  reference: {
    expected: "events, sequences or paths",
    default: undefined,
    read: (value: unknown) => value as FitInput,
  },
  alpha: number({ above: 0, max: 1 }, 0.05),
  permutations: integer({ min: 99, max: 100_000 }, 999),
  mostPaths: integer({ min: 100, max: 1_000_000 }, 10_000),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<DetectDriftOptions>;

/**
 * Whether new users are as those before were: a panel of five tests with one verdict and one error rate. Both sides are labelled by a
 * model that has seen neither, and every p value comes from dealing whole users out to the two sides anew, so that where nothing has
 * changed, an alarm is as rare as `alpha` says, whatever the number of users.
 *
 * @param model fitted or loaded.
 * @param sequences new users, as `fitSegments` takes them; or a promise of them.
 * @param options whom to compare with, level, permutations, seed, workers, progress and abort.
 * @returns the verdict, the tests with effect sizes and what each could have seen, segments, and actions that came and went.
 * @throws TypeError when `model` is no model or the users are of no kind that is fitted; RangeError when a side has fewer than 40
 *   users, or when the model cannot be fitted to half of its users (it hides paths, or holds an object of the user's own) and
 *   there is no `reference`.
 * @example
 * const log = (times: number) => ["A -> B -> C", "A -> B -> D", "X -> Y -> Z"].flatMap((path) => Array(times).fill(path));
 * const model = await fitSegments(log(40));
 * const drift = await detectDrift(model, log(30));
 * drift.drifted; // false
 */
export async function detectDrift(
  model: SegmentModel,
  sequences: FitInput | Promise<FitInput>,
  options: DetectDriftOptions = {},
): Promise<Drift> {
  const given = readOptions(options, DETECT_DRIFT_OPTIONS);
  const { reference, alpha, permutations, seed, workers, signal, onProgress } = given;
  toSegmentModel("model", model);
  const data = await sequences;
  const current = atLeast("sequences", readPaths("sequences", data, model));
  const earlier =
    reference === undefined
      ? atLeast("model", fittedPaths(model), 2)
      : atLeast("reference", readPaths("reference", reference, model));
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal };
    const at = checkpoint("comparing", { signal, onProgress });
    const settings = { permutations, seed };

    const everyone = groupsOf(earlier, current);
    const words = await permutedVocabulary(everyone, earlier, current, settings, at.part(0, 0.2));
    const renamed = renamedActions(earlier, current, words);
    const read = renamedPaths(current, new Map(renamed.map(({ from, to }) => [to, from])));
    const placed = await placePopulations(
      model,
      { earlier, current: read, isUnseen: reference !== undefined },
      given,
      run,
    );
    await at.pass(0.4);

    const { groups, labels, vectors, cells } = placed;
    const cellOf = labels.map((label) => (label === NOISE ? cells : label));
    const inNone = labels.map((label) => (label === NOISE ? 1 : 0));
    const members = withoutTypes(groups, inNone);
    const mix = await permutedCells(members, cellOf, cells + 1, settings, at.part(0.4, 0.5));
    const novel = await permutedCells(groups, inNone, 2, settings, at.part(0.5, 0.55));
    const strata = strataOf(groups, cellOf, cells + 1);
    const behavior = await permutedBehavior(groups, vectors, strata, settings, at.part(0.55, 0.75));
    const components = await permutedComponents(groups, vectors, strata, settings, at.part(0.75, 1));

    const counts = cellCounts(groups, cellOf, cells + 1);
    const users = usersOf(groups);
    const segments = segmentShifts(counts, placed.segmentOf, model, { users, alpha });
    const share = { earlier: shareOf(counts.earlier, cells), later: shareOf(counts.later, cells) };
    const level = alpha / 5;
    const isRenamed = new Set(renamed.flatMap(({ from, to }) => [from, to]));
    const [appeared, gone] = [words.appeared, words.gone].map((all) =>
      all.filter(({ action }) => !isRenamed.has(action)),
    );
    const oneSided = [...words.appeared, ...words.gone].reduce((most, { share }) => Math.max(most, share), 0);
    const found = [
      {
        about: "mix",
        p: mix.p,
        effect: mixEffect(counts, cells),
        smallestVisible: visibleMix(counts, cells, users, level),
      },
      {
        about: "new behavior",
        p: novel.p,
        effect: share.later - share.earlier,
        smallestVisible: smallestShift(Math.min(0.99, Math.max(0.01, share.earlier)), users, level),
      },
      {
        about: "behavior",
        p: behavior.p,
        effect: behavior.effect,
        smallestVisible: smallestDifference(behavior.judged, level),
      },
      {
        about: "components",
        p: components.p,
        effect: components.statistic,
        smallestVisible: smallestDistance(users, level),
      },
      { about: "vocabulary", p: words.p, effect: oneSided, smallestVisible: visibleAction(everyone, level) },
    ] as const;
    const adjusted = holm(found.map(({ p }) => p));
    const judged = found.map((test, i) => ({ ...test, adjusted: adjusted[i]!, significant: adjusted[i]! <= alpha }));
    const vocabulary = { renamed, appeared: appeared!, gone: gone! };
    const { tests, text } = driftTexts(judged, { segments, vocabulary });
    await at.pass(1);
    return {
      drifted: judged.some(({ significant }) => significant),
      text,
      alpha,
      tests,
      segments,
      vocabulary,
      compared: {
        reference: users.earlier,
        current: users.later,
        drawn: placed.drawn,
        leftOut: current.leftOut,
      },
    };
  });
}

/** Users below which nothing can be concluded. */
const FEWEST = 40;

function atLeast(name: string, paths: Paths, times = 1): Paths {
  if (paths.users >= FEWEST * times) return paths;
  throw new RangeError(`"${name}" expected at least ${FEWEST * times} users with an action, got ${paths.users}`);
}

/** The groups without inputs of some types. */
function withoutTypes(groups: Groups, isOut: Int32Array): Groups {
  const { offsets, typeOf, totals, later } = groups;
  const plain = typeOf.length === totals.length;
  if (plain) {
    const keep = (users: Float64Array) => users.map((count, type) => (isOut[type] === 1 ? 0 : count));
    return { ...groups, totals: keep(totals), later: keep(later) };
  }
  const kept = Array.from(totals, (_, unit) => {
    return [...typeOf.subarray(offsets[unit]!, offsets[unit + 1]!)].filter((type) => isOut[type] === 0);
  });
  const starts = new Int32Array(kept.length + 1);
  for (const [unit, own] of kept.entries()) starts[unit + 1] = starts[unit]! + own.length;
  return { ...groups, offsets: starts, typeOf: Int32Array.from(kept.flat()) };
}

interface UserCounts {
  readonly earlier: number;
  readonly later: number;
}

function usersOf({ totals, later }: Groups): UserCounts {
  const all = totals.reduce((sum, users) => sum + users, 0);
  const ofLater = later.reduce((sum, users) => sum + users, 0);
  return { earlier: all - ofLater, later: ofLater };
}

function shareOf(counts: Float64Array, cell: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all === 0 ? 0 : counts[cell]! / all;
}

type Counts = ReturnType<typeof cellCounts>;

/** Half of the sum of the changes of shares, among those in segments; 0 where one of the two has nobody in one. */
function mixEffect({ earlier, later }: Counts, cells: number): number {
  const [before, after] = [earlier.subarray(0, cells), later.subarray(0, cells)];
  if (sum(before) === 0 || sum(after) === 0) return 0;
  return before.reduce((sum, _, cell) => sum + Math.abs(shareOf(after, cell) - shareOf(before, cell)), 0) / 2;
}

/** The change of one segment's share that is seen, where it is seen least: nearest to one half. */
function visibleMix({ earlier }: Counts, cells: number, users: UserCounts, level: number): number {
  const shares = Array.from({ length: cells }, (_, cell) => shareOf(earlier, cell));
  return Math.max(0, ...shares.map((share) => smallestShift(Math.min(0.99, Math.max(0.01, share)), users, level)));
}

function segmentShifts(
  { earlier, later }: Counts,
  segmentOf: readonly number[],
  model: SegmentModel,
  { users, alpha }: { readonly users: UserCounts; readonly alpha: number },
): SegmentShift[] {
  const [before, after] = [earlier, later].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return [...segmentOf, NOISE].map((segment, cell): SegmentShift => {
    const [reference, current] = [earlier[cell]! / before!, later[cell]! / after!];
    const change = { successes: later[cell]!, trials: after! };
    const interval = newcombeInterval(change, { successes: earlier[cell]!, trials: before! });
    return {
      segment,
      id: model.lineage.ids[segment] ?? null,
      name: model.segments[segment]?.name ?? null,
      reference,
      current,
      change: current - reference,
      ...interval,
      smallestVisible: smallestShift(Math.min(0.99, Math.max(0.01, reference)), users, alpha / 5),
    };
  });
}

/** Share of all users that an action must have to be seen as new or gone, where the groups are as large as they are. */
function visibleAction(groups: Groups, level: number): number {
  const { earlier, later } = usersOf(groups);
  const inputs = inputsOf(groups, groups.totals).reduce((sum, count) => sum + count, 0);
  if (earlier === 0 || later === 0 || inputs === 0) return 1;
  const smaller = Math.min(earlier, later) / (earlier + later);
  let users = 1;
  for (let chance = smaller; chance > level && users < earlier + later; chance *= smaller) users += 1;
  return users / Math.min(earlier, later);
}
