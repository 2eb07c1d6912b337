import { checkpoint, log, Mutex, sum } from "../core/internal";
import {
  type CodedRows,
  type KernelCall,
  KernelMemory,
  newLaws,
  type PredictiveLaws,
  predictiveCode,
  predictiveLaws,
} from "../kernels";
import type { RunOptions } from "../parallel";
import { withPool } from "../parallel/internal";
import type { CodingTask } from "./coding-task";
import { rowGroups } from "./row-groups";

/** Labelings coded at the same time: enough for all threads, and few enough for memory. */
const TOGETHER = 4;

/**
 * Codes sequences by what others do: each half of the paths by laws counted in the other, or new inputs by laws counted in
 * known ones. So nothing is coded by what was learnt from itself: a segment only saves bits where its members tell what
 * other members do.
 *
 * A symbol (an action, or the end) costs `-log2` of its probability under a mixture of five laws: all symbols alike;
 * what all inputs do; what all do after the last action; what the segment does; what the segment does after the last
 * action. The shares of the laws are learnt by expectation maximisation from these same predictions, one set for each
 * magnitude of how often the segment was seen after that action (deleted interpolation, Jelinek & Mercer 1980). So
 * orders are mixed by evidence, and a segment that was seen a few times only leans on what all do.
 */
export class PredictiveCode implements Disposable {
  /** For each row the symbols (actions and ends) of its coded inputs that count. */
  readonly symbols: Float64Array;
  /** Coded inputs behind each row. */
  readonly weights: Float64Array;
  /** Bits of what counts of one coded input of each row, where all are one segment; 0 where none is coded. */
  readonly baseline: Float64Array;
  readonly #shares: Float64Array;
  readonly #memory: KernelMemory;
  readonly #workers: RunOptions["workers"];
  readonly #turns = new Mutex();
  readonly #at = checkpoint("scoring", {});
  readonly #rows: CodedRows;
  readonly #ofAll: PredictiveLaws;
  readonly #tellsLabels: boolean;

  private constructor(task: CodingTask, workers: RunOptions["workers"]) {
    this.symbols = codedSymbols(task);
    this.weights = task.weights;
    this.#shares = task.shares;
    this.baseline = new Float64Array(this.weights.length);
    this.#memory = KernelMemory.acquire();
    this.#workers = workers;
    this.#rows = codedRows(this.#memory, task);
    this.#ofAll = newLaws(this.#memory, this.#rows);
    this.#tellsLabels = task.tellsLabels;
  }

  /** For a task; `dispose` it when all is coded. */
  static async of(task: CodingTask, workers: RunOptions["workers"]): Promise<PredictiveCode> {
    const code = new PredictiveCode(task, workers);
    await code.#learnAll();
    return code;
  }

  /** For each labeling of the rows the bits of what counts of one coded input of each, given its label; the label too, where it is told. */
  bitsGiven(labelings: readonly Int32Array[]): Promise<Float64Array[]> {
    return this.#turns.runExclusive(() => this.#code(labelings));
  }

  [Symbol.dispose](): void {
    this.#memory.dispose();
  }

  async #code(labelings: readonly Int32Array[]): Promise<Float64Array[]> {
    const bits: Float64Array[] = [];
    for (let first = 0; first < labelings.length; first += TOGETHER) {
      bits.push(...(await this.#codeTogether(labelings.slice(first, first + TOGETHER))));
    }
    return bits;
  }

  async #codeTogether(labelings: readonly Int32Array[]): Promise<Float64Array[]> {
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
      const bits = this.#counted(nats);
      if (this.#tellsLabels) addLabelBits(groups, this.weights, bits);
      return bits;
    });
  }

  async #run(calls: readonly KernelCall[]): Promise<void> {
    await withPool(this.#workers, (pool) => pool.run(this.#memory, calls, this.#at));
  }

  async #learnAll(): Promise<void> {
    const all = Uint32Array.from(this.weights.keys());
    await this.#run([predictiveLaws(this.#memory, this.#rows, [all], this.#ofAll)]);
    using _scratch = this.#memory.borrow();
    const nats = this.#memory.float64(this.weights.length);
    await this.#run([predictiveCode(this.#memory, this.#rows, this.#ofAll, this.#ofAll, nats)]);
    this.baseline.set(this.#counted(nats));
  }

  #counted(nats: Float64Array): Float64Array {
    return nats.map((cost, row) => (cost / Math.LN2) * this.#shares[row]!);
  }
}

function codedRows(memory: KernelMemory, { counts, halves, coded }: CodingTask): CodedRows {
  const { offsets, transitions, contextOf, symbolOf, contextTotals, symbols } = counts;
  const rows = {
    offsets: memory.int32(offsets.length),
    transitions: memory.int32(transitions.length),
    times: memory.float64(transitions.length),
    context: memory.int32(contextOf.length),
    symbol: memory.int32(symbolOf.length),
    halves: memory.float64(halves.length),
    coded: memory.float64(coded.length),
    contexts: contextTotals.length,
    symbols,
  };
  rows.offsets.set(offsets);
  rows.transitions.set(transitions);
  rows.times.set(counts.counts);
  rows.context.set(contextOf);
  rows.symbol.set(symbolOf);
  rows.halves.set(halves);
  rows.coded.set(coded);
  return rows;
}

function codedSymbols({ counts: { offsets, counts }, weights, shares }: CodingTask): Float64Array {
  return weights.map((weight, row) => {
    let symbols = 0;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) symbols += counts[p]!;
    return weight * shares[row]! * symbols;
  });
}

/** The label costs by the share of inputs that bear it. */
function addLabelBits(groups: readonly Uint32Array[], weights: Float64Array, bits: Float64Array): void {
  const sizes = groups.map((rows) => rows.reduce((sum, row) => sum + weights[row]!, 0));
  const inputs = sum(sizes);
  for (const [group, rows] of groups.entries()) {
    const label = -log(sizes[group]! / (inputs - 1 + groups.length)) / Math.LN2;
    for (const row of rows) bits[row]! += label;
  }
}
