import { checkPlainData, checkpoint, finish, NOISE, readOptions } from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import type { BeginningAnswer, BeginningRead, ReadSettings } from "./beginning";
import { type BeginningReader, beginningReader } from "./beginning-reader";
import { checkedPaths, checkedPlace, checkedSettings, checkTokens, isPrefixLawsData, UNKNOWN } from "./check-laws";
import { decide, UNDECIDED } from "./decision";
import { pathDraw } from "./draws";
import { largest } from "./logits";
import { LOOKS, lookAt } from "./looks";
import { COVERAGE, predictionSet } from "./prediction-set";
import type { BeginningsAnswered, PrefixLawsData } from "./prefix-laws-data";
import { denseCounts } from "./sparse-counts";
import { unpackTempers } from "./temper";
import { FigureRanks } from "./user-figures";

/**
 * Laws that predict where a path will belong from its beginning ({@link fitPrefixLaws}). The fields are plain data: `new
 * PrefixLaws(saved)` makes them again from a copy.
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
    return {
      actions: known,
      decided,
      segment: segmentOf(best, classes),
      probabilities,
      set: predictionSet(probabilities, this.#missRanks[look]!, draw, COVERAGE).map((of) => segmentOf(of, classes)),
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
    else this.#reader.resume(checkedPlace(this, after));
    return this.#reader;
  }

  #makeReader(): BeginningReader {
    const { users, regression } = this;
    const classes = this.users.length;
    const { contexts, symbols, parents, tokens } = this;
    const counts = {
      actions: this.actions.length,
      classes,
      transitions: { contexts, symbols, counts: denseCounts(this.transitions, contexts.length, classes) },
      tree: { parents, tokens, users: denseCounts(this.beginnings, parents.length, classes) },
    };
    return finish(beginningReader({ counts, users, tempers: unpackTempers(this.tempers), regression }));
  }
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

/** The last class is none. */
function segmentOf(best: number, classes: number): number {
  return best === classes - 1 ? NOISE : best;
}

function noveltyAmong(ranks: FigureRanks, surprise: number): number {
  return 1 - (ranks.reaching(surprise) + 1) / (ranks.all + 1);
}
