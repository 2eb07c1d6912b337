import { finish, integer, labelCount, NOISE, readOptions, type Schema, type Steps, sum } from "../core/internal";
import type { InputLabels, Sequences, WeightedSequences } from "../sequences";
import { labelledRows, type RowLabels } from "../sequences/internal";
import { borderShare } from "./border-share";
import { type DrawnInputs, drawnInputs } from "./drawn-inputs";
import { type DrawnSegments, drawnSegments } from "./drawn-segments";
import { type LawOfOthers, lawOfOthers, ownProbabilities, segmentNats } from "./own-law";
import { ownNeighbors } from "./own-neighbors";
import { type RankedRows, rankedRows } from "./ranked-rows";

/** Options of {@link separation}. */
export interface SeparationOptions {
  /** Inputs that are looked at; of more, this many are drawn without replacement. @default 600 */
  maxInputs?: number | undefined;
  /** Seed of the draw. @default 1 */
  seed?: number | undefined;
}

/** How well segments can be told apart ({@link separation}). */
export interface Separation {
  /** The smaller of `law` and `near`, 0 at least, times the share of inputs in segments. */
  readonly value: number;
  /** Whether what an input does shows its segment: 1 where it always does, 0 where it is no better than chance. */
  readonly law: number;
  /** Whether the nearest other inputs are in the same segment: 1 where all are, 0 where as many as by chance. */
  readonly near: number;
  /** Share of the inputs in segments whose own segment is more probable, by what they do, than all others together. */
  readonly recognized: number;
  /** Share of the inputs in segments that are at a border of their segment: a quarter where a crowd without a gap was cut. */
  readonly atBorder: number;
  /** Share of inputs in segments. */
  readonly inSegments: number;
  /** For each segment the smaller of its `law` and `near`, 0 at least; undefined where fewer than two of its inputs were looked at. */
  readonly ofSegments: readonly (number | undefined)[];
  /** Inputs looked at that are in segments. */
  readonly inputs: number;
}

/** The most separate of some labelings. */
export interface MostSeparate {
  readonly separation: number;
  readonly atBorder: number;
}

const SEPARATION_OPTIONS = {
  maxInputs: integer({ min: 2, max: 10_000 }, 600),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<SeparationOptions>;

/**
 * How well segments can be told apart, from two sides. Law: how probable an input's own segment is by what the other inputs of
 * each segment do after each action. Near: how many of its ten nearest others, by the actions they do and the pairs of one
 * after the other, are in its segment. From both is taken what labels drawn by chance reach, as in Cohen's kappa.
 *
 * @param sequences built sequences.
 * @param labels one for each input; -1 for none.
 * @param options how many inputs are looked at, and the seed of their draw.
 * @returns figures of which 1 is the best, and 0 what chance reaches.
 * @throws RangeError when labels and inputs differ in number.
 * @example
 * const model = await fitSegments([...Array(30).fill("A -> B -> A -> B"), ...Array(30).fill("C -> C -> D")]);
 * separation(model.sequences, model.labels).value > 0.9; // true
 */
export function separation(sequences: Sequences, labels: InputLabels, options: SeparationOptions = {}): Separation {
  const rows = labelledRows(sequences, labels);
  return finish(finish(Separating.among(rows.sequences, options, rows.pathOf)).of(rows.labels));
}

/** Separation of many labelings of the same rows: what does not depend on labels is made once. */
export class Separating {
  readonly #weights: Float64Array;
  readonly #drawn: DrawnInputs;
  readonly #others: LawOfOthers;
  readonly #ranked: RankedRows;

  private constructor(weights: Float64Array, drawn: DrawnInputs, others: LawOfOthers, ranked: RankedRows) {
    this.#weights = weights;
    this.#drawn = drawn;
    this.#others = others;
    this.#ranked = ranked;
  }

  /**
   * For labelings of the rows of these sequences.
   *
   * @param pathOf for each row its path, where several rows show the same one; else each has its own.
   */
  static *among(
    sequences: WeightedSequences,
    options: SeparationOptions = {},
    pathOf?: Uint32Array,
  ): Steps<Separating> {
    const { maxInputs, seed } = readOptions(options, SEPARATION_OPTIONS);
    const drawn = yield* drawnInputs(sequences, { limit: maxInputs, seed }, pathOf);
    const others = yield* lawOfOthers(drawn);
    return new Separating(sequences.weights, drawn, others, yield* rankedRows(drawn));
  }

  /** Of one labeling. */
  *of(labels: RowLabels): Steps<Separation> {
    const segments = drawnSegments(this.#drawn, labels);
    const near = this.#beyondChance(yield* ownNeighbors(this.#drawn, segments, this.#ranked), segments);
    const nats = yield* segmentNats(this.#drawn, segments, this.#others);
    const probable = ownProbabilities(segments, nats);
    const law = this.#beyondChance(probable, segments);
    const ofSegments = Array<number | undefined>(labelCount(labels)).fill(undefined);
    segments.labels.forEach((label, s) => {
      ofSegments[label] = Math.max(0, Math.min(law.ofSegments[s]!, near.ofSegments[s]!));
    });
    const recognized = this.#drawn.weights.reduce((sum, weight, row) => sum + (probable[row]! > 0.5 ? weight : 0), 0);
    const inSegments = this.#inSegments(labels);
    return {
      value: inSegments * Math.max(0, Math.min(law.value, near.value)),
      law: law.value,
      near: near.value,
      recognized: segments.inputs === 0 ? 0 : recognized / segments.inputs,
      atBorder: borderShare(this.#drawn, segments, nats),
      inSegments,
      ofSegments,
      inputs: segments.inputs,
    };
  }

  /**
   * The separation of a labeling, or, where that is below `least`, any figure below it: the law takes most of the time, and is
   * not looked at where the neighbors already say less.
   */
  *reaching(labels: RowLabels, least: number): Steps<number> {
    const { segments, near, inSegments } = yield* this.#near(labels);
    if (inSegments * near < least) return inSegments * near;
    const nats = yield* segmentNats(this.#drawn, segments, this.#others);
    const law = this.#beyondChance(ownProbabilities(segments, nats), segments);
    return inSegments * Math.max(0, Math.min(law.value, near));
  }

  /**
   * Whether a share of all inputs, `least` at least, is told apart without a mistake, chance taken out: its own segment is more
   * probable than all others together, and the nearest others are in it. How much more probable does not count, which in small
   * segments of short paths is never very much.
   */
  *separates(labels: RowLabels, least: number): Steps<boolean> {
    const { segments, near, inSegments } = yield* this.#near(labels);
    if (inSegments * near < least) return false;
    const probable = ownProbabilities(segments, yield* segmentNats(this.#drawn, segments, this.#others));
    const right = probable.map((probability) => Number(probability > 0.5));
    return inSegments * this.#beyondChance(right, segments).value >= least;
  }

  /** Of these labelings the largest separation, and the share of inputs at a border where it is reached. */
  *most(labelings: readonly RowLabels[]): Steps<MostSeparate> {
    const bounded = [];
    for (const labels of labelings) bounded.push(yield* this.#near(labels));
    let most = { separation: 0, atBorder: 1 };
    for (const { segments, near, inSegments } of bounded.sort(
      (a, b) => b.inSegments * b.near - a.inSegments * a.near,
    )) {
      if (inSegments * near <= most.separation) break;
      const nats = yield* segmentNats(this.#drawn, segments, this.#others);
      const law = this.#beyondChance(ownProbabilities(segments, nats), segments);
      const separation = inSegments * Math.min(law.value, near);
      if (separation > most.separation) most = { separation, atBorder: borderShare(this.#drawn, segments, nats) };
    }
    return most;
  }

  *#near(labels: Int32Array): Steps<{ segments: DrawnSegments; near: number; inSegments: number }> {
    const segments = drawnSegments(this.#drawn, labels);
    const shares = yield* ownNeighbors(this.#drawn, segments, this.#ranked);
    return { segments, near: this.#beyondChance(shares, segments).value, inSegments: this.#inSegments(labels) };
  }

  #inSegments(labels: Int32Array): number {
    let [members, all] = [0, 0];
    for (const [row, weight] of this.#weights.entries()) {
      all += weight;
      if (labels[row] !== NOISE) members += weight;
    }
    return all === 0 ? 0 : members / all;
  }

  /** Of shares of what is right: what of that which chance leaves wrong is put right, in all and in each segment. */
  #beyondChance(right: Float64Array, { segmentOf, sizes, inputs }: DrawnSegments) {
    const rightOf = new Float64Array(sizes.length);
    for (const [row, weight] of this.#drawn.weights.entries()) {
      if (segmentOf[row] !== NOISE) rightOf[segmentOf[row]!]! += weight * right[row]!;
    }
    const beyond = (share: number, chance: number) => (sizes.length < 2 ? 0 : 1 - (1 - share) / (1 - chance));
    const all = sum(rightOf);
    const chance = sizes.reduce((sum, size) => sum + (size / inputs) * (size / inputs), 0);
    return {
      value: beyond(all / inputs, chance),
      ofSegments: rightOf.map((share, s) => beyond(share / sizes[s]!, sizes[s]! / inputs)),
    };
  }
}
