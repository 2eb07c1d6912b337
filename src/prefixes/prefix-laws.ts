import {
  checkPlainData,
  checkpoint,
  integer,
  isArrayOf,
  isWithin,
  NOISE,
  number,
  readOptions,
  wrongType,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import { parsePath } from "../sequences";
import { type BeginningPlace, BeginningReader } from "./beginning-reader";
import { decide, UNDECIDED } from "./decision";
import { pathDraw } from "./draws";
import { largest } from "./logits";
import { LOOKS, lookAt } from "./looks";
import { COVERAGE, predictionSet } from "./prediction-set";
import type { BeginningsAnswered, PrefixLawsData } from "./prefix-laws-data";
import { areFigures, isNumbers, isRegression, isSparseCounts } from "./sound-data";
import { denseCounts } from "./sparse-counts";
import { TEMPER_FIELDS, unpackTempers } from "./temper";
import { FigureRanks } from "./user-figures";

/** What is known of a path that has only begun. */
export interface BeginningAnswer {
  /** Actions read. */
  readonly actions: number;
  /** Whether one segment (or none) is more probable than all others together, or was and has not become improbable since. */
  readonly decided: boolean;
  /** The segment of the whole path, as far as it is decided, else the likeliest; -1 for none. */
  readonly segment: number;
  /** For each segment the probability that the whole path will be in it; last that it will be in none. */
  readonly probabilities: Float64Array;
  /** Segments (-1 for none) that hold the one of the whole path in 90% of users. */
  readonly set: readonly number[];
  /** Share of users not counted whose beginnings were less unusual, from 0 to 1. */
  readonly novelty: number;
}

/** How a beginning is read. */
export interface ReadSettings {
  /** Other actions of the beginning, never seen, that its tokens leave out. */
  readonly unknown?: number | undefined;
  /** Breaks ties in {@link BeginningAnswer.set}: from 0 to 1, the same for the same user. By default the path's own. */
  readonly draw?: number | undefined;
  /** What was read before the tokens, of {@link PrefixLaws.readOn}; the beginning where nothing was. */
  readonly after?: BeginningRead | undefined;
}

/** How far a beginning was read: plain data of a few numbers for each segment, however long the path. */
export interface BeginningRead extends BeginningPlace {
  /** The segment decided for, `classes - 1` for none; -1 while it is undecided. */
  readonly decision: number;
}

/**
 * Laws that tell where a path will belong from its beginning ({@link fitPrefixLaws}). The fields are plain data: `new PrefixLaws(saved)`
 * makes them again from a copy.
 */
export class PrefixLaws implements PrefixLawsData {
  readonly actions: PrefixLawsData["actions"];
  readonly seed: PrefixLawsData["seed"];
  readonly users: PrefixLawsData["users"];
  readonly contexts: PrefixLawsData["contexts"];
  readonly symbols: PrefixLawsData["symbols"];
  readonly transitions: PrefixLawsData["transitions"];
  readonly parents: PrefixLawsData["parents"];
  readonly tokens: PrefixLawsData["tokens"];
  readonly beginnings: PrefixLawsData["beginnings"];
  readonly tempers: PrefixLawsData["tempers"];
  readonly regression: PrefixLawsData["regression"];
  readonly misses: PrefixLawsData["misses"];
  readonly surprises: PrefixLawsData["surprises"];
  /** How well beginnings are answered, by their number of actions. */
  readonly table: readonly BeginningsAnswered[];
  #reader: BeginningReader | undefined;
  readonly #missRanks: readonly FigureRanks[];
  readonly #surpriseRanks: readonly FigureRanks[];
  #numbers: ReadonlyMap<string, number> | undefined;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: PrefixLawsData) {
    checkPlainData(isPrefixLawsData(data), "prefix laws");
    this.actions = data.actions;
    this.seed = data.seed;
    this.users = data.users;
    this.contexts = data.contexts;
    this.symbols = data.symbols;
    this.transitions = data.transitions;
    this.parents = data.parents;
    this.tokens = data.tokens;
    this.beginnings = data.beginnings;
    this.tempers = data.tempers;
    this.regression = data.regression;
    this.misses = data.misses;
    this.surprises = data.surprises;
    this.table = data.table;
    this.#missRanks = data.misses.map((figures) => new FigureRanks(figures));
    this.#surpriseRanks = data.surprises.map((figures) => new FigureRanks(figures));
  }

  /**
   * Where paths will belong of which these are the beginnings; each by itself, with the same bits alone or among others.
   *
   * @param beginnings lists of actions, or arrow paths; actions that were not counted are read as such.
   * @param options progress and abort.
   * @returns an answer for each.
   * @throws TypeError when they are something else.
   */
  async apply(
    beginnings: readonly (readonly string[] | string)[],
    options: RunOptions = {},
  ): Promise<BeginningAnswer[]> {
    const { workers: _, ...followed } = readOptions(options, RUN_OPTIONS);
    const at = checkpoint("assigning", followed);
    this.#numbers ??= new Map(this.actions.map((action, token) => [action, token]));
    const numbers = this.#numbers;
    const answers: BeginningAnswer[] = [];
    for (const [i, beginning] of checkedPaths(beginnings).entries()) {
      const tokens = Uint32Array.from(beginning, (action) => numbers.get(action) ?? numbers.size);
      answers.push(this.read(tokens));
      const pause = at.pass((i + 1) / beginnings.length);
      if (pause) await pause;
    }
    return answers;
  }

  /**
   * The same of one beginning in tokens.
   *
   * @param tokens numbers of actions; any other number is an action that was not counted.
   * @param settings what its tokens leave out, and what breaks ties.
   * @returns the answer.
   * @throws TypeError where tokens are no list of numbers; TypeError, RangeError where a setting is wrong.
   */
  read(tokens: ArrayLike<number>, settings: ReadSettings = {}): BeginningAnswer {
    checkTokens(tokens);
    const { unknown, draw = pathDraw(tokens, this.seed), after } = checkedSettings(settings);
    const reader = this.#startedAt(after);
    const classes = this.users.length;
    const probabilities = new Float64Array(classes);
    const answer = readOn(reader, tokens, after?.decision, probabilities);
    if (tokens.length === 0) reader.probabilities(probabilities);
    const decided = answer !== UNDECIDED;
    const best = decided ? answer : largest(probabilities);
    const known = reader.path.actions;
    const actions = known + unknown;
    const look = lookAt(known);
    const segmentOf = (of: number) => (of === classes - 1 ? NOISE : of);
    return {
      actions: known,
      decided,
      segment: segmentOf(best),
      probabilities,
      set: predictionSet(probabilities, this.#missRanks[look]!, draw, COVERAGE).map(segmentOf),
      novelty: actions === 0 ? 0 : noveltyAmong(this.#surpriseRanks[look]!, reader.path.surprise(unknown) / actions),
    };
  }

  /**
   * Reads a beginning without answering: what a service keeps of a user between actions, in place of the path.
   *
   * @param tokens as {@link read} takes them.
   * @param after what was read before them; the beginning where nothing was.
   * @returns where reading stands; {@link read} goes on from there to the same bits as from the beginning.
   * @throws TypeError where tokens are no list of numbers.
   * @example
   * const laws = await fitPrefixLaws(await sequencesFrom(["A -> B", "A -> C"]), [0, 1]);
   * const place = laws.readOn([0]);
   * laws.read([1], { after: place, draw: 0.5 }).actions; // 2
   */
  readOn(tokens: ArrayLike<number>, after?: BeginningRead): BeginningRead {
    checkTokens(tokens);
    const reader = this.#startedAt(after);
    const decision = readOn(reader, tokens, after?.decision, new Float64Array(this.users.length));
    return { ...reader.place(), decision };
  }

  /**
   * Share of users not counted whose whole paths are less unusual than this one.
   *
   * @param tokens as {@link read} takes them.
   * @param unknown other actions of the path, never seen, that `tokens` leaves out.
   * @returns from 0 to 1.
   * @throws TypeError where tokens are no list of numbers; RangeError where `unknown` is no whole number >= 0.
   */
  novelty(tokens: ArrayLike<number>, unknown = 0): number {
    checkTokens(tokens);
    const others = UNKNOWN.read(unknown, "unknown");
    this.#reader ??= this.#makeReader();
    const surprise = this.#reader.path.surpriseOfPath(tokens, others);
    return noveltyAmong(this.#surpriseRanks[LOOKS.length]!, surprise / (tokens.length + others + 1));
  }

  #startedAt(after: BeginningRead | undefined): BeginningReader {
    this.#reader ??= this.#makeReader();
    if (after === undefined) this.#reader.restart();
    else this.#reader.resume(this.#checked(after));
    return this.#reader;
  }

  /** @throws TypeError where it is no place in paths of these laws. */
  #checked(after: BeginningRead): BeginningRead {
    const classes = this.users.length;
    const { logs, common, actions, node, context, first, decision } = after ?? {};
    const isPlace =
      isNumbers(first, first?.length, 0, this.actions.length) &&
      [actions, node, context, decision].every(Number.isInteger) &&
      isWithin(actions, first.length, Number.MAX_SAFE_INTEGER) &&
      logs instanceof Float64Array &&
      logs.length === classes &&
      logs.every(Number.isFinite) &&
      Number.isFinite(common) &&
      isWithin(node, -1, this.parents.length - 1) &&
      isWithin(context, 0, this.actions.length + 1) &&
      isWithin(decision, UNDECIDED, classes - 1);
    if (!isPlace) throw wrongType("after", "what readOn of the same laws gave", after);
    return after;
  }

  #makeReader(): BeginningReader {
    const classes = this.users.length;
    const { contexts, symbols, parents, tokens } = this;
    const counts = {
      actions: this.actions.length,
      classes,
      transitions: { contexts, symbols, counts: denseCounts(this.transitions, contexts.length, classes) },
      tree: { parents, tokens, users: denseCounts(this.beginnings, parents.length, classes) },
    };
    return new BeginningReader(counts, this.users, unpackTempers(this.tempers), this.regression);
  }
}

const DRAW = number({ min: 0, max: 1 });

/** @throws TypeError, RangeError naming what is wrong. */
function checkedSettings(settings: ReadSettings): ReadSettings & { readonly unknown: number } {
  if (typeof settings !== "object" || settings === null) throw wrongType("settings", "an object", settings);
  const { unknown = 0, draw, after } = settings;
  return {
    unknown: UNKNOWN.read(unknown, "unknown"),
    draw: draw === undefined ? draw : DRAW.read(draw, "draw"),
    after,
  };
}

/** Reads tokens; returns the decision after them, and their probabilities in `probabilities` where there are any. */
function readOn(
  reader: BeginningReader,
  tokens: ArrayLike<number>,
  before: number | undefined,
  probabilities: Float64Array,
): number {
  let decision = before ?? UNDECIDED;
  for (let at = 0; at < tokens.length; at++) {
    reader.read(tokens[at]!);
    reader.probabilities(probabilities);
    decision = decide(decision, probabilities);
  }
  return decision;
}

function noveltyAmong(ranks: FigureRanks, surprise: number): number {
  return 1 - (ranks.reaching(surprise) + 1) / (ranks.all + 1);
}

function checkedPaths(paths: readonly (readonly string[] | string)[]): (readonly string[])[] {
  if (!Array.isArray(paths)) throw wrongType("beginnings", "an array of lists of actions or arrow paths", paths);
  return Array.from(paths, (path) => {
    if (typeof path === "string") return parsePath(path);
    if (!Array.isArray(path)) throw wrongType("beginnings", "an array of lists of actions or arrow paths", path);
    return path;
  });
}

function isPrefixLawsData(data: PrefixLawsData): boolean {
  const { actions, users, contexts, symbols, parents, tokens, tempers, regression, misses, surprises, table } = data;
  if (!Array.isArray(actions) || !(users instanceof Float64Array) || users.length === 0) return false;
  const classes = users.length;
  return (
    isArrayOf("string", actions) &&
    Number.isInteger(data.seed) &&
    [contexts, symbols].every((found) => isNumbers(found, contexts?.length, 0, actions.length)) &&
    isSparseCounts(data.transitions, contexts.length, classes) &&
    isNumbers(tokens, parents?.length, 0, Math.max(0, actions.length - 1)) &&
    parents instanceof Uint32Array &&
    parents.length > 0 &&
    parents.every((parent, node) => parent < Math.max(1, node)) &&
    isSparseCounts(data.beginnings, parents.length, classes) &&
    tempers instanceof Float64Array &&
    tempers.length === LOOKS.length * TEMPER_FIELDS.length &&
    tempers.every((power) => power >= 0 && power <= 10) &&
    (regression === undefined || isRegression(regression, classes)) &&
    areFigures(misses, LOOKS.length) &&
    areFigures(surprises, LOOKS.length + 1) &&
    Array.isArray(table)
  );
}

const UNKNOWN = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

/** @throws TypeError where tokens are no list of numbers. */
function checkTokens(tokens: ArrayLike<number>): void {
  if (tokens instanceof Uint32Array) return; // as assignment reads them, one path after the other
  if (!isArrayOf("number", tokens))
    throw wrongType("tokens", "a Uint32Array or an array of numbers of actions", tokens);
}
