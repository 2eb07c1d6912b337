import {
  checkpoint,
  follow,
  integer,
  labelCount,
  type Ragged,
  randomStream,
  readOptions,
  type Schema,
  type Steps,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { InputLabels, Sequences } from "../sequences";
import { labelledRows } from "../sequences/internal";
import { beginningReader, logShares, type Regression } from "./beginning-reader";
import { type Beginnings, beginningsOf, learnRegression } from "./learn-regression";
import { LOOKS } from "./looks";
import { measureLaws } from "./measure-laws";
import type { PrefixCounts } from "./path-reader";
import { PrefixLaws } from "./prefix-laws";
import { prefixTree } from "./prefix-tree";
import { sparseCounts } from "./sparse-counts";
import { splitUsers } from "./split-users";
import { emptyLook, fitTempers, type Look, PLAIN, packTempers, type Temper } from "./temper";
import { thinRows } from "./thin-rows";
import { countClassTransitions } from "./transition-law";

/** Options of {@link fitPrefixLaws}. */
export interface FitPrefixLawsOptions extends RunOptions {
  /** Decides which users are not counted. @default 1 */
  seed?: number | undefined;
  /** Beginnings, actions in a row and the like that fewer users show are left out of the laws. @default 1 */
  minPathMembers?: number | undefined;
}

const FIT_PREFIX_LAWS_OPTIONS = {
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  minPathMembers: integer({ min: 1, max: 1_000_000_000 }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<FitPrefixLawsOptions>;

/**
 * Learns to predict the segment of a path from its beginning: segments are found by whole paths, users arrive action by action.
 *
 * For each segment (those in none are one more) a prefix tree over a first-order Markov law, the end of a path a symbol
 * like others, so that not having ended speaks too. The likelihood of a beginning is raised to a power for its number of
 * actions, for actions repeat each other; where users not counted say that it helps, it is pooled with a logistic
 * regression of the actions done, pairs of them, the first and the last ones.
 *
 * Four fifths of the users are counted; powers and pool are chosen by counting without some of these in turn. The last fifth is not used until
 * the end: it measures the laws as they are ({@link PrefixLaws.table}) and calibrates sets and novelty.
 *
 * @param sequences built sequences.
 * @param labels one for each input; -1 for none.
 * @param options the seed, progress and abort.
 * @returns the laws; the same sequences, labels and seed give the same bits.
 * @throws RangeError when labels and inputs differ in number; TypeError for an unknown option.
 * @example
 * const paths = [...Array(40).fill("START -> SHOP -> BUY"), ...Array(40).fill("START -> PLAY -> PLAY")];
 * const laws = await fitPrefixLaws(await sequencesFrom(paths), paths.map((_, i) => (i < 40 ? 0 : 1)));
 * const [answer] = await laws.apply(["START -> PLAY"]);
 * answer.segment; // 1
 */
export async function fitPrefixLaws(
  sequences: Sequences,
  labels: InputLabels,
  options: FitPrefixLawsOptions = {},
): Promise<PrefixLaws> {
  const { seed, minPathMembers, workers: _, ...followed } = readOptions(options, FIT_PREFIX_LAWS_OPTIONS);
  const { sequences: rows, labels: found } = labelledRows(sequences, labels);
  const classes = labelCount(found) + 1;
  const task: Task = {
    rows,
    labels: Uint32Array.from(found, (label) => (label < 0 ? classes - 1 : label)),
    actions: rows.vocabulary.actions.length,
    classes,
    leastUsers: minPathMembers,
    seed,
  };
  return follow(lawSteps(task, rows.vocabulary.actions, rows.weights), checkpoint("learning beginnings", followed));
}

/** Rows of classes. */
interface Task {
  readonly rows: Ragged;
  readonly labels: Uint32Array;
  readonly actions: number;
  readonly classes: number;
  /** Users that show what is counted, at least. */
  readonly leastUsers: number;
  readonly seed: number;
}

/** Rows whose beginnings a regression learns from, and that are looked at in one group of users, at most. */
const LEARNT_ROWS = 6000;
const LOOKED_AT_ROWS = 3000;
/** Users looked at from which on no other group is needed: to choose powers, and to learn a regression without. */
const ENOUGH_USERS = 800;
const ENOUGH_FOR_REGRESSION = 300;
/** Rows from which on three quarters of them teach a regression about as much as all. */
const MANY_ROWS = 3500;

function* lawSteps(task: Task, actions: readonly string[], weights: Float64Array): Steps<PrefixLaws> {
  const { rows, labels, classes, seed } = task;
  const groups = yield* splitUsers(weights, seed);
  const measured = groups.pop()!;
  const counted = together(groups);
  const lesson = yield* lessonOf(task, counted);
  const { tempers, regression } = yield* chooseTempers(task, groups, lesson);
  const pooled = tempers.some((temper) => temper.regression > 0);
  const counts = yield* learn(task, counted, pooled && !regression ? lesson : undefined);
  const laws = { ...counts, regression: pooled ? (regression ?? counts.regression) : undefined };

  const reader = yield* beginningReader({ ...laws, tempers });
  const random = randomStream(seed, "prefixes/measured");
  const looked = thinRows(measured, LOOKED_AT_ROWS, random);
  const { transitions, tree } = laws.counts;
  return new PrefixLaws({
    actions,
    seed,
    users: laws.users,
    contexts: transitions.contexts,
    symbols: transitions.symbols,
    transitions: yield* sparseCounts(transitions.counts, classes),
    parents: tree.parents,
    tokens: tree.tokens,
    beginnings: yield* sparseCounts(tree.users, classes),
    tempers: packTempers(tempers),
    regression: laws.regression,
    ...(yield* measureLaws(reader, rows, labels, looked, laws.users)),
  });
}

interface Learnt {
  readonly counts: PrefixCounts;
  readonly users: Float64Array;
  readonly regression: Regression | undefined;
}

/** What regressions learn from: beginnings of some rows, and how many of its users each of these stands for. */
interface Lesson {
  readonly beginnings: Beginnings;
  readonly standsFor: Float64Array;
}

function* lessonOf(task: Task, weights: Float64Array): Steps<Lesson> {
  const thinned = thinRows(weights, LEARNT_ROWS, randomStream(task.seed, "prefixes/learnt"));
  const taken = weights.map((users, row) => (thinned[row]! > 0 ? users : 0));
  const standsFor = thinned.map((users, row) => (users > 0 ? users / weights[row]! : 0));
  return { beginnings: yield* beginningsOf(task.rows, taken, task), standsFor };
}

/** Counts users, and learns a regression from them where there is a lesson. */
function* learn(task: Task, weights: Float64Array, lesson: Lesson | undefined): Steps<Learnt> {
  const { rows, labels, classes } = task;
  const users = new Float64Array(classes);
  for (const [row, label] of labels.entries()) users[label]! += weights[row]!;
  const transitions = yield* countClassTransitions(rows, labels, weights, task);
  const tree = yield* prefixTree(rows, labels, weights, task);
  const learnt = lesson && weights.map((users, row) => users * lesson.standsFor[row]!);
  const regression = lesson ? yield* learnRegression(lesson.beginnings, labels, learnt!, task) : undefined;
  return { counts: { actions: task.actions, classes, transitions, tree }, users, regression };
}

/**
 * Tempers for which users who are left out in turn have the smallest loss; and the regression that was learned for it, where
 * more users would teach it little.
 */
function* chooseTempers(
  task: Task,
  groups: readonly Float64Array[],
  lesson: Lesson,
): Steps<{ readonly tempers: Temper[]; readonly regression: Regression | undefined }> {
  const rows = lesson.standsFor.reduce((count, users) => count + (users > 0 ? 1 : 0), 0);
  let regression: Regression | undefined;
  const looks = LOOKS.map(emptyLook);
  let users = 0;
  for (const [out, group] of groups.entries()) {
    const withRegression = users < ENOUGH_FOR_REGRESSION;
    const others = together(groups.filter((other) => other !== group));
    const learnt = yield* learn(task, others, withRegression ? lesson : undefined);
    if (rows >= MANY_ROWS) regression ??= learnt.regression;
    const random = randomStream(task.seed, `prefixes/chosen ${out}`);
    users += yield* lookAtRows(task, learnt, thinRows(group, LOOKED_AT_ROWS, random), looks, withRegression);
    if (users >= ENOUGH_USERS) break;
  }
  return { tempers: yield* fitTempers(looks), regression };
}

/** Adds beginnings of weighted rows to looks; returns how many users they are. */
function* lookAtRows(
  { rows: { tokens, offsets }, labels }: Task,
  { counts, users, regression }: Learnt,
  weights: Float64Array,
  looks: readonly Look[],
  withRegression: boolean,
): Steps<number> {
  const reader = yield* beginningReader({ counts, users, tempers: Array(LOOKS.length).fill(PLAIN), regression });
  const prior = logShares(users);
  let [all, read] = [0, 0];
  for (const [row, weight] of weights.entries()) {
    if (weight === 0) continue;
    all += weight;
    reader.restart();
    let look = 0;
    for (let at = offsets[row]!; at < offsets[row + 1]! && look < LOOKS.length; at++) {
      reader.read(tokens[at]!);
      if (reader.path.actions !== LOOKS[look]) continue;
      const into = looks[look++]!;
      into.labels.push(labels[row]!);
      into.weights.push(weight);
      into.likelihoods.push(reader.path.logs.slice());
      into.priors.push(prior);
      if (withRegression) into.regressions.push(regression ? reader.regressionLogs() : prior);
    }
    if (++read % ROWS === 0) yield 0;
  }
  return all;
}

/** Rows read between two yields. */
const ROWS = 64;

function together(groups: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(groups[0]!.length);
  for (const group of groups) for (let row = 0; row < sums.length; row++) sums[row]! += group[row]!;
  return sums;
}
