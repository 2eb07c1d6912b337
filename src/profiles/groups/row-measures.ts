import { type Checkpoint, forEachYielding, raggedRow } from "../../core/internal";
import type { Sequences } from "../../sequences";
import { readPathPattern } from "../../sequences/internal";
import { countEdges, type EdgeCounts } from "../flows/count-edges";
import type { InputFilter } from "../flows/segment-weights";
import type { ClusteredSums, Side } from "./clustered-sums";
import { MeasureList, OF_ALL } from "./measures";

/** Which measures of paths are taken. */
export interface RowMeasureSettings {
  /** Inputs of both groups that show it, at least. */
  readonly leastInputs: number;
  readonly maxPatterns: number;
  readonly maxTransitions: number;
  readonly steps: number;
  readonly patterns: readonly string[];
}

/**
 * Measures of paths: what inputs do, in which order, at which step, how much. They are chosen by both groups together, before
 * it is looked at who is in which, so that choosing favors no difference.
 */
export class RowMeasures {
  readonly list = new MeasureList();
  readonly #sequences: Sequences;
  readonly #width: number;
  readonly #length = this.list.add("path", "actions in a path", "mean");
  readonly #actions: Int32Array;
  readonly #steps: Int32Array;
  readonly #stepCount: number;
  readonly #pairs = new Map<number, number>();
  readonly #triples = new Map<number, number>();
  /** Numbers of the pairs that a triple may begin with, and those pairs. */
  readonly #pairNumbers = new Map<number, number>();
  readonly #pairKeys: number[] = [];
  readonly #edges = new Map<number, number>();
  /** For each action, the denominator of what follows it; 0 where no transition from it is measured. */
  readonly #followed: Int32Array;
  readonly #patterns: { readonly measure: number; readonly shows: Uint8Array }[] = [];
  /** For each measure, the input that it was counted for last. */
  #counted = new Float64Array(0);
  #input = 0;

  private constructor(sequences: Sequences, steps: number) {
    const actions = sequences.vocabulary.actions.length;
    this.#sequences = sequences;
    this.#width = actions + 2;
    this.#actions = new Int32Array(actions).fill(-1);
    this.#stepCount = steps;
    this.#steps = new Int32Array(actions * steps).fill(-1);
    this.#followed = new Int32Array(actions);
  }

  /** Chooses what is measured. */
  static async choose(
    sequences: Sequences,
    looksAt: InputFilter,
    weights: Float64Array,
    settings: RowMeasureSettings,
    at: Checkpoint,
  ): Promise<RowMeasures> {
    const chosen = new RowMeasures(sequences, settings.steps);
    const edges = await countEdges(sequences, looksAt, at.part(0, 0.3));
    chosen.#chooseActions(edges, settings);
    await chosen.#chooseSteps(weights, settings, at.part(0.3, 0.5));
    await chosen.#choosePatterns(edges, weights, settings, at.part(0.5, 1));
    chosen.#chooseTransitions(edges, settings);
    chosen.#counted = new Float64Array(chosen.list.measures.length).fill(-1);
    return chosen;
  }

  /** Adds what a path shows to the user at hand. */
  add(row: number, side: Side, sums: ClusteredSums): void {
    const path = raggedRow(this.#sequences, row);
    this.#input += 1;
    const once = (measure: number | undefined) => {
      if (measure === undefined || measure < 0 || this.#counted[measure] === this.#input) return;
      this.#counted[measure] = this.#input;
      sums.addNumerator(side, measure, 1);
    };
    sums.addDenominator(side, OF_ALL, 1);
    sums.addNumerator(side, this.#length, path.length);
    for (let p = 0; p < path.length; p++) {
      const token = path[p]!;
      once(this.#actions[token]!);
      if (p < this.#stepCount) once(this.#steps[token * this.#stepCount + p]!);
      const followed = this.#followed[token]!;
      if (followed > 0) {
        sums.addDenominator(side, followed, 1);
        const next = p + 1 < path.length ? path[p + 1]! : this.#width - 1;
        const edge = this.#edges.get(token * this.#width + next);
        if (edge !== undefined) sums.addNumerator(side, edge, 1);
      }
      if (p < 1) continue;
      const pair = path[p - 1]! * this.#width + token;
      once(this.#pairs.get(pair));
      if (p > 1 && this.#triples.size > 0) once(this.#triples.get(this.#tripleOf(path, p)));
    }
    for (const { measure, shows } of this.#patterns) if (shows[row] === 1) once(measure);
  }

  /** The key of the three actions up to p; below 0 where the first two are rare. */
  #tripleOf(path: Uint32Array, p: number): number {
    const first = this.#pairNumbers.get(path[p - 2]! * this.#width + path[p - 1]!) ?? -1;
    return first * this.#width + path[p]!;
  }

  /** What all of them do is no difference. */
  #chooseActions({ users, inputs }: EdgeCounts, { leastInputs }: RowMeasureSettings): void {
    const { actions } = this.#sequences.vocabulary;
    for (const [token, shown] of users.entries()) {
      if (shown >= leastInputs && shown < inputs) {
        this.#actions[token] = this.list.addPath([actions[token]!]);
      }
    }
  }

  async #chooseSteps(weights: Float64Array, { leastInputs, steps }: RowMeasureSettings, at: Checkpoint) {
    const counts = new Float64Array(this.#steps.length);
    await forEachYielding(weights.length, at, (row) => {
      const path = raggedRow(this.#sequences, row);
      for (let p = 0; p < Math.min(path.length, steps); p++) counts[path[p]! * steps + p]! += weights[row]!;
      return steps;
    });
    for (let p = 0; p < steps; p++) {
      for (const [token, name] of this.#sequences.vocabulary.actions.entries()) {
        const place = token * steps + p;
        if (counts[place]! >= leastInputs)
          this.#steps[place] = this.list.add("step", `step ${p + 1}: ${name}`, "share");
      }
    }
  }

  async #choosePatterns(
    { edges, start, end }: EdgeCounts,
    weights: Float64Array,
    { leastInputs, maxPatterns, patterns }: RowMeasureSettings,
    at: Checkpoint,
  ): Promise<void> {
    const pairs = edges.filter(({ from, to, users }) => from !== start && to !== end && users >= leastInputs);
    for (const { from, to } of pairs) {
      this.#pairNumbers.set(from * this.#width + to, this.#pairKeys.push(from * this.#width + to) - 1);
    }
    const triples = await this.#countTriples(weights, at.part(0, 0.7));
    const candidates = [
      ...pairs.map(({ from, to, users }) => ({ key: from * this.#width + to, inputs: users, map: this.#pairs })),
      ...[...triples]
        .filter(([, inputs]) => inputs >= leastInputs)
        .map(([key, inputs]) => ({ key, inputs, map: this.#triples })),
    ];
    candidates.sort(
      (a, b) => b.inputs - a.inputs || (a.map === b.map ? 0 : a.map === this.#pairs ? -1 : 1) || a.key - b.key,
    );
    for (const { key, map } of candidates.slice(0, maxPatterns)) {
      map.set(key, this.list.addPath(this.#actionsOf(key, map === this.#triples)));
    }
    for (const [i, text] of patterns.entries()) {
      const shows = readPathPattern(text, `patterns[${i}]`)
        .over(this.#sequences.vocabulary.actions)
        .testRows(this.#sequences);
      this.#patterns.push({ measure: this.list.add("pattern", text, "share"), shows });
      await at.part(0.7, 1).pass((i + 1) / patterns.length);
    }
  }

  /** Inputs that show three actions in a row, of which both pairs are common. */
  async #countTriples(weights: Float64Array, at: Checkpoint): Promise<Map<number, number>> {
    const triples = new Map<number, number>();
    await forEachYielding(weights.length, at, (row) => {
      if (weights[row] === 0) return 1;
      const path = raggedRow(this.#sequences, row);
      const own = new Set<number>();
      for (let p = 2; p < path.length; p++) {
        const triple = this.#tripleOf(path, p);
        if (triple >= 0 && this.#pairNumbers.has(path[p - 1]! * this.#width + path[p]!)) own.add(triple);
      }
      for (const triple of own) triples.set(triple, (triples.get(triple) ?? 0) + weights[row]!);
      return 4 * path.length;
    });
    return triples;
  }

  #chooseTransitions({ edges, start, end }: EdgeCounts, { leastInputs, maxTransitions }: RowMeasureSettings): void {
    const { actions } = this.#sequences.vocabulary;
    const common = edges
      .filter(({ from, users }) => from !== start && users >= leastInputs)
      .sort((a, b) => b.users - a.users || a.from - b.from || a.to - b.to)
      .slice(0, maxTransitions);
    for (const { from, to } of common) {
      if (this.#followed[from] === 0) this.#followed[from] = this.list.addDenominator();
      const next = to === end ? "the end" : actions[to]!;
      const text = `after ${actions[from]!}: ${next}`;
      this.#edges.set(from * this.#width + to, this.list.add("transition", text, "share", this.#followed[from]!));
    }
  }

  #actionsOf(key: number, isTriple: boolean): string[] {
    const [pair, last] = isTriple ? [this.#pairKeys[Math.floor(key / this.#width)]!, [key % this.#width]] : [key, []];
    const tokens = [Math.floor(pair / this.#width), pair % this.#width, ...last];
    return tokens.map((token) => this.#sequences.vocabulary.actions[token]!);
  }
}
