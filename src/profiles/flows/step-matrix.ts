import { checkpoint, forEachYielding, integer, raggedRow, readOptions, type Schema, string } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { Sequences } from "../../sequences";
import { type CodedPathPattern, readPathPattern, toSequences } from "../../sequences/internal";
import { filteredWeights, ONE_SEGMENT_OPTIONS, type OneSegmentOptions, segmentFilter } from "./segment-weights";

/** Options of {@link stepMatrix}. */
export interface StepMatrixOptions extends OneSegmentOptions, Omit<RunOptions, "workers"> {
  /**
   * Where step 0 is: a path pattern, with `first` or `last` before it, such as `first PURCHASE`. Step 0 is the first action of the
   * match; without a word, of the first match.
   * @default "START"
   */
  at?: string | undefined;
  /** Steps shown before step 0. @default 5 */
  before?: number | undefined;
  /** Steps shown after step 0. @default 5 */
  after?: number | undefined;
  /** Actions that have a line of their own, at most: those that most inputs do at some step. @default 12 */
  maxActions?: number | undefined;
}

/** What happens at a step: the position of an action among `actions`, another action, or nothing. */
export type StepPlace = number | "other" | "not begun" | "over";

/** Inputs that do one thing at a step and another at the next one. */
export interface StepFlow {
  /** The step it begins at. */
  readonly step: number;
  readonly from: StepPlace;
  readonly to: StepPlace;
  readonly inputs: number;
}

/** Result of {@link stepMatrix}. At each step, all shares sum to 1. */
export interface StepsAround {
  /** As it was asked for. */
  readonly at: string;
  /** Inputs (users or sessions) that were looked at. */
  readonly inputs: number;
  /** Those of them that have the place: every share is of these. */
  readonly matched: number;
  /** From -before to after. */
  readonly steps: readonly number[];
  /** The actions listed one by one, most common first. */
  readonly actions: readonly string[];
  /** `shares[i][s]`: share that does action i at the s-th of the steps. */
  readonly shares: readonly (readonly number[])[];
  /** Share that does another action there. */
  readonly other: readonly number[];
  /** Share whose path has not begun yet. */
  readonly notBegun: readonly number[];
  /** Share whose path is over. */
  readonly over: readonly number[];
  /** What leads to what, by step, the most inputs first. */
  readonly flows: readonly StepFlow[];
}

/** Of each side, and of lines: their product is what flows need. */
const MOST_STEPS = 200;
const MOST_ACTIONS = 100;

const STEP_MATRIX_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  ...ONE_SEGMENT_OPTIONS,
  at: string("START"),
  before: integer({ min: 0, max: MOST_STEPS }, 5),
  after: integer({ min: 0, max: MOST_STEPS }, 5),
  maxActions: integer({ min: 1, max: MOST_ACTIONS }, 12),
} satisfies Schema<StepMatrixOptions>;

/**
 * What inputs do in the steps before and after a place in their paths, such as their first purchase. Inputs without the place
 * are not in it; their number is reported.
 *
 * @param sequences built sequences.
 * @param options the place, how many steps, a segment.
 * @returns shares by step and action, and what leads to what: `stepMatrixSvg` and `stepSankeySvg` draw it.
 * @throws RangeError when `at` is no pattern, with a caret under the place.
 * @example
 * const sequences = await sequencesFrom(["look -> cart -> pay -> look", "cart -> pay", "look"]);
 * const { actions, shares, matched } = await stepMatrix(sequences, { at: "first pay", before: 1, after: 1 });
 * matched; // 2
 * shares[actions.indexOf("cart")]; // [1, 0, 0]
 */
export async function stepMatrix(sequences: Sequences, options: StepMatrixOptions = {}): Promise<StepsAround> {
  toSequences("sequences", sequences);
  const { at: place, before, after, maxActions, ...read } = readOptions(options, STEP_MATRIX_OPTIONS);
  const anchorOf = readAnchor(place, sequences.vocabulary.actions);
  const weights = filteredWeights(sequences, segmentFilter(sequences, read));
  const at = checkpoint("steps", read);
  const anchors = new Int32Array(weights.length).fill(-1);
  await forEachYielding(weights.length, at.part(0, 0.5), (row) => {
    const path = raggedRow(sequences, row);
    if (weights[row]! > 0) anchors[row] = anchorOf(path);
    return path.length + 1;
  });
  const window = { before, width: before + 1 + after };
  const codes = chosenActions(sequences, weights, anchors, window, maxActions);
  const tally = new StepTally(codes, sequences.vocabulary.actions.length, window.width);
  await forEachYielding(weights.length, at.part(0.5, 1), (row) => {
    if (anchors[row]! >= 0) tally.add(raggedRow(sequences, row), anchors[row]! - before, weights[row]!);
    return window.width;
  });
  return {
    at: place,
    inputs: weights.reduce((sum, weight) => sum + weight, 0),
    matched: tally.inputs,
    steps: Array.from({ length: window.width }, (_, s) => s - before),
    actions: codes.map((code) => sequences.vocabulary.actions[code]!),
    ...tally.finish(before),
  };
}

/** Where step 0 of a path is; -1 for none. */
function readAnchor(text: string, actions: readonly string[]): (path: Uint32Array) => number {
  const [, word, rest] = /^\s*(first|last)\s+(?!->|→|[|{*+?])(.*)$/su.exec(text) ?? [];
  const pattern = readPathPattern(rest ?? text, "at").over(actions);
  return word === "last" ? (path) => lastStart(pattern, path) : (path) => pattern.find(path)?.start ?? -1;
}

function lastStart(pattern: CodedPathPattern, path: Uint32Array): number {
  return pattern.findAll(path).at(-1)?.start ?? -1;
}

/** The actions that most inputs do at some step, ties by number. */
function chosenActions(
  { tokens, offsets, vocabulary }: Sequences,
  weights: Float64Array,
  anchors: Int32Array,
  { before, width }: { before: number; width: number },
  count: number,
): number[] {
  const done = new Float64Array(vocabulary.actions.length);
  for (const [row, anchor] of anchors.entries()) {
    if (anchor < 0) continue;
    const [start, end] = [offsets[row]!, offsets[row + 1]!];
    const first = Math.max(start, start + anchor - before);
    const last = Math.min(end, start + anchor - before + width);
    for (let p = first; p < last; p++) done[tokens[p]!]! += weights[row]!;
  }
  return [...done.keys()]
    .filter((token) => done[token]! > 0)
    .sort((a, b) => done[b]! - done[a]! || a - b)
    .slice(0, count);
}

/** Counts by step: one line for each listed action, then other, not begun, over. */
class StepTally {
  inputs = 0;
  readonly listed: number;
  readonly #lines: number;
  readonly #lineOf: Int32Array;
  readonly #counts: Float64Array[];
  /** By step, from and to. */
  readonly #flows: Float64Array[];

  constructor(
    codes: readonly number[],
    actions: number,
    readonly width: number,
  ) {
    this.listed = codes.length;
    this.#lines = codes.length + 3;
    this.#lineOf = new Int32Array(actions).fill(codes.length);
    for (const [line, code] of codes.entries()) this.#lineOf[code] = line;
    this.#counts = Array.from({ length: this.#lines }, () => new Float64Array(width));
    this.#flows = Array.from({ length: width - 1 }, () => new Float64Array(this.#lines * this.#lines));
  }

  add(path: Uint32Array, from: number, weight: number): void {
    const { listed, width } = this;
    this.inputs += weight;
    let before = -1;
    for (let s = 0; s < width; s++) {
      const p = from + s;
      const line = p < 0 ? listed + 1 : p >= path.length ? listed + 2 : this.#lineOf[path[p]!]!;
      this.#counts[line]![s]! += weight;
      if (s > 0) this.#flows[s - 1]![before * this.#lines + line]! += weight;
      before = line;
    }
  }

  finish(before: number): Pick<StepsAround, "shares" | "other" | "notBegun" | "over" | "flows"> {
    const { listed, inputs } = this;
    const lines = this.#counts.map((line) => Array.from(line, (count) => (inputs > 0 ? count / inputs : 0)));
    return {
      shares: lines.slice(0, listed),
      other: lines[listed]!,
      notBegun: lines[listed + 1]!,
      over: lines[listed + 2]!,
      flows: this.#flows.flatMap((counts, s) => this.#flowsOf(counts, s - before)),
    };
  }

  #flowsOf(counts: Float64Array, step: number): StepFlow[] {
    const placeOf = (line: number): StepPlace =>
      line < this.listed ? line : (["other", "not begun", "over"] as const)[line - this.listed]!;
    return [...counts.keys()]
      .filter((pair) => counts[pair]! > 0)
      .sort((a, b) => counts[b]! - counts[a]! || a - b)
      .map((pair) => ({
        step,
        from: placeOf(Math.floor(pair / this.#lines)),
        to: placeOf(pair % this.#lines),
        inputs: counts[pair]!,
      }));
  }
}
