import { log, raggedRow } from "../../core/internal";
import type { Sequences } from "../../sequences";
import type { ClusteredSums, Side } from "./clustered-sums";
import { MeasureList, OF_ALL } from "./measures";

/** Shorter times count as one second: clocks of logs are no finer, and zero has no logarithm. */
const SECOND = 1000;

/**
 * Measures that inputs with the same path may differ in: how long they take, and how far they get along a funnel. Times are
 * compared by the mean of their logarithms, which a few endless pauses do not rule.
 */
export class InputMeasures {
  readonly list = new MeasureList();
  readonly #sequences: Sequences;
  readonly #duration: number | undefined;
  /** For each action the measure of the time after it, and its denominator; -1 for none. */
  readonly #dwell: Int32Array;
  readonly #dwellDenominator: Int32Array;
  readonly #steps: { readonly ofAll: number; readonly ofPrevious: number; readonly denominator: number }[];
  readonly #reached: Int32Array | undefined;

  /**
   * @param shown   inputs that show each action.
   * @param reached steps of the funnel that each input has reached; undefined without one.
   */
  constructor(
    sequences: Sequences,
    { shown, leastInputs }: { shown: Float64Array; leastInputs: number },
    funnel: { readonly steps: readonly string[]; readonly reached: Int32Array } | undefined,
  ) {
    const { actions } = sequences.vocabulary;
    const isTimed = sequences.clock !== undefined;
    this.#sequences = sequences;
    this.#duration = sequences.durations ? this.list.add("path", "time from first to last action", "time") : undefined;
    this.#dwell = new Int32Array(actions.length).fill(-1);
    this.#dwellDenominator = new Int32Array(actions.length);
    for (const [token, name] of isTimed ? actions.entries() : []) {
      if (shown[token]! < leastInputs) continue;
      this.#dwellDenominator[token] = this.list.addDenominator();
      this.#dwell[token] = this.list.add("dwell", `time after ${name}`, "time", this.#dwellDenominator[token]!);
    }
    this.#reached = funnel?.reached;
    this.#steps = (funnel?.steps ?? []).map((step, k) => {
      const denominator = k === 0 ? OF_ALL : this.list.addDenominator();
      const ofAll = this.list.add("funnel", `funnel step ${k + 1}: ${step}, of all`, "share");
      const text = `funnel step ${k + 1}: ${step}, of those at step ${k}`;
      return { ofAll, ofPrevious: k === 0 ? -1 : this.list.add("funnel", text, "share", denominator), denominator };
    });
  }

  /** Adds what an input shows to the user at hand. */
  add(input: number, side: Side, sums: ClusteredSums): void {
    const { clock, durations } = this.#sequences;
    sums.addDenominator(side, OF_ALL, 1);
    if (this.#duration !== undefined) {
      sums.addNumerator(side, this.#duration, log(Math.max(SECOND, durations![input]!)));
    }
    const reached = this.#reached?.[input] ?? 0;
    for (const [k, { ofAll, ofPrevious, denominator }] of this.#steps.entries()) {
      if (reached > k) sums.addNumerator(side, ofAll, 1);
      if (k > 0 && reached >= k) sums.addDenominator(side, denominator, 1);
      if (k > 0 && reached > k) sums.addNumerator(side, ofPrevious, 1);
    }
    if (clock === undefined) return;
    const path = raggedRow(this.#sequences, this.#sequences.rowOf[input]!);
    const start = clock.offsets[input]!;
    for (let p = 0; p < path.length; p++) {
      const measure = this.#dwell[path[p]!]!;
      const gap = clock.gaps[start + p]!;
      if (measure < 0 || !(gap >= 0)) continue;
      sums.addNumerator(side, measure, log(Math.max(SECOND, gap)));
      sums.addDenominator(side, this.#dwellDenominator[path[p]!]!, 1);
    }
  }
}
