import { log, randomStream, Turns } from "../core";
import {
  type CodedRows,
  type KernelCall,
  KernelMemory,
  newLaws,
  type PredictiveLaws,
  predictiveCode,
  predictiveLaws,
} from "../kernels";
import { type RunOptions, withPool } from "../parallel";
import { countTransitions, type TransitionCounts, type WeightedSequences } from "../sequences";
import { rowGroups } from "./row-groups";

/**
 * Codes sequences by what others do. The inputs are split into halves, and each half is coded by laws counted in the
 * other, so that nothing is coded by what was learnt from itself: a segment only saves bits where its members tell what
 * other members do.
 *
 * A symbol (an action, or the end) costs `-log2` of its probability under a mixture of five laws: all symbols alike;
 * what all inputs do; what all do after the last action; what the segment does; what the segment does after the last
 * action. The shares of the laws are learnt by expectation maximisation from these same predictions, one set for each
 * magnitude of how often the segment was seen after that action (deleted interpolation, Jelinek & Mercer 1980). So
 * orders are mixed by evidence, and a segment that was seen a few times only leans on what all do.
 */
export class PredictiveCode implements Disposable {
  /** Symbols (actions and ends) of all inputs. */
  readonly symbols: number;
  /** Inputs behind each row. */
  readonly weights: Float64Array;
  /** Bits of one input of each row where all inputs are one segment, the mean of both halves: what one segment saves is 0. */
  readonly baseline: Float64Array;
  readonly #memory: KernelMemory;
  readonly #workers: RunOptions["workers"];
  readonly #turns = new Turns();
  readonly #rows: CodedRows;
  readonly #ofAll: PredictiveLaws;

  private constructor(sequences: WeightedSequences, workers: RunOptions["workers"]) {
    const counts = countTransitions(sequences, 1);
    this.symbols = counts.totals.reduce((sum, count) => sum + count, 0);
    this.weights = sequences.weights;
    this.baseline = new Float64Array(this.weights.length);
    this.#memory = KernelMemory.acquire();
    this.#workers = workers;
    this.#rows = codedRows(this.#memory, counts, sequences.weights);
    this.#ofAll = newLaws(this.#memory, this.#rows);
  }

  /** For these sequences; `dispose` it when all is coded. */
  static async of(sequences: WeightedSequences, workers: RunOptions["workers"]): Promise<PredictiveCode> {
    const code = new PredictiveCode(sequences, workers);
    await code.#learnAll();
    return code;
  }

  /** For each labeling the bits of one input of each row, given its label; the label itself is coded too. */
  bitsGiven(labelings: readonly Int32Array[]): Promise<Float64Array[]> {
    return this.#turns.take(() => this.#code(labelings));
  }

  [Symbol.dispose](): void {
    this.#memory.dispose();
  }

  async #code(labelings: readonly Int32Array[]): Promise<Float64Array[]> {
    using _scratch = this.#memory.borrow();
    const tasks = labelings.map((labels) => ({
      groups: rowGroups(labels),
      laws: newLaws(this.#memory, this.#rows),
      nats: this.#memory.float64(labels.length),
    }));
    const learning = tasks.map(({ groups, laws }) => predictiveLaws(this.#memory, this.#rows, groups, laws));
    await this.#run(learning);
    const coding = tasks.map(({ laws, nats }) => predictiveCode(this.#memory, this.#rows, this.#ofAll, laws, nats));
    await this.#run(coding);
    return tasks.map(({ groups, nats }) => {
      const bits = nats.map((cost) => cost / Math.LN2);
      addLabelBits(groups, this.weights, bits);
      return bits;
    });
  }

  async #run(calls: readonly KernelCall[]): Promise<void> {
    await withPool(this.#workers, (pool) => pool.run(this.#memory, calls));
  }

  async #learnAll(): Promise<void> {
    const all = Uint32Array.from(this.weights.keys());
    await this.#run([predictiveLaws(this.#memory, this.#rows, [all], this.#ofAll)]);
    using _scratch = this.#memory.borrow();
    const nats = this.#memory.float64(this.weights.length);
    await this.#run([predictiveCode(this.#memory, this.#rows, this.#ofAll, this.#ofAll, nats)]);
    this.baseline.set(nats.map((cost) => cost / Math.LN2));
  }
}

function codedRows(memory: KernelMemory, counts: TransitionCounts, weights: Float64Array): CodedRows {
  const { offsets, transitions, contextOf, symbolOf, contextTotals, symbols } = counts;
  const rows = {
    offsets: memory.int32(offsets.length),
    transitions: memory.int32(transitions.length),
    times: memory.float64(transitions.length),
    context: memory.int32(contextOf.length),
    symbol: memory.int32(symbolOf.length),
    halves: memory.float64(2 * weights.length),
    contexts: contextTotals.length,
    symbols,
  };
  rows.offsets.set(offsets);
  rows.transitions.set(transitions);
  rows.times.set(counts.counts);
  rows.context.set(contextOf);
  rows.symbol.set(symbolOf);
  splitInHalves(weights, rows.halves);
  return rows;
}

/** Half of each row's inputs; of an odd number the last one goes either way, by chance. */
function splitInHalves(weights: Float64Array, halves: Float64Array): void {
  const random = randomStream(0, "selection/halves");
  for (const [row, weight] of weights.entries()) {
    const first = Math.floor(weight / 2) + (weight % 2 === 1 ? random.integer(2, row, 0) : 0);
    halves[row] = first;
    halves[weights.length + row] = weight - first;
  }
}

/** The label costs by the share of inputs that bear it. */
function addLabelBits(groups: readonly Uint32Array[], weights: Float64Array, bits: Float64Array): void {
  const sizes = groups.map((rows) => rows.reduce((sum, row) => sum + weights[row]!, 0));
  const inputs = sizes.reduce((sum, size) => sum + size, 0);
  for (const [group, rows] of groups.entries()) {
    const label = -log(sizes[group]! / (inputs - 1 + groups.length)) / Math.LN2;
    for (const row of rows) bits[row]! += label;
  }
}
