import { type Checkpoint, checkpoint, follow, log, Mutex, type Steps, sum } from "../core/internal";
import { type CodedRows, type CodingRoom, codingRoom, KernelMemory, predictiveCode, predictiveLaws } from "../kernels";
import type { RunOptions } from "../parallel";
import { withPool } from "../parallel/internal";
import type { CodingTask } from "./coding-task";
import { rowGroups } from "./row-groups";

/** Labelings coded at the same time, at most: enough for all threads, and few enough for memory. */
const TOGETHER = 4;

/**
 * Codes sequences by what others do: each half of the paths by laws counted in the other, or new inputs by laws counted
 * in known ones. So nothing is coded by what was learned from itself: a segment only saves bits where its members say
 * what other members do.
 *
 * A symbol (an action, or the end) costs `-log2` of its probability under a mixture of five laws: all symbols alike;
 * what all inputs do; what all do after the last action; what the segment does; what the segment does after the last
 * action. The shares of the laws are learned by expectation maximization from these same predictions, one set for each
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
  readonly #at: Checkpoint;
  readonly #rows: CodedRows;
  /** The laws of all inputs: two probabilities for each key. */
  readonly #ofAll: Float64Array;
  readonly #tellsLabels: boolean;
  #rooms: Rooms | undefined;

  private constructor(
    task: CodingTask,
    of: Laid,
    memory: KernelMemory,
    workers: RunOptions["workers"],
    at: Checkpoint,
  ) {
    this.symbols = of.symbols;
    this.weights = task.weights;
    this.#shares = task.shares;
    this.baseline = new Float64Array(this.weights.length);
    this.#memory = memory;
    this.#workers = workers;
    this.#at = at;
    this.#rows = of.rows;
    this.#ofAll = memory.float64(4 * of.rows.kinds);
    this.#tellsLabels = task.tellsLabels;
  }

  /** For a task; `dispose` it when all is coded. */
  static async of(task: CodingTask, { workers, signal }: RunOptions): Promise<PredictiveCode> {
    const at = checkpoint("scoring", { signal });
    const memory = KernelMemory.acquire();
    try {
      const laid = await follow(layOut(memory, task), at);
      const code = new PredictiveCode(task, laid, memory, workers, at);
      await code.#learnAll();
      return code;
    } catch (error) {
      memory.dispose();
      throw error;
    }
  }

  /** For each labeling of the rows the bits of what counts of one coded input of each, given its label, and of the label where it is encoded. */
  bitsGiven(labelings: readonly Int32Array[]): Promise<Float64Array[]> {
    return this.#turns.runExclusive(() => this.#code(labelings.map(rowGroups)));
  }

  [Symbol.dispose](): void {
    this.#memory.dispose();
  }

  async #learnAll(): Promise<void> {
    const all = [[Uint32Array.from(this.weights.keys())]];
    const tellAll = ({ keys, laws }: CodingRoom, predictions: number) => {
      for (let i = 0; i < predictions; i++) {
        this.#ofAll[2 * keys[i]!] = laws[2 * i]!;
        this.#ofAll[2 * keys[i]! + 1] = laws[2 * i + 1]!;
      }
    };
    await this.#codeTogether(all, (_, nats) => this.baseline.set(nats), tellAll);
  }

  async #code(labelings: readonly (readonly Uint32Array[])[]): Promise<Float64Array[]> {
    const bits: Float64Array[] = [];
    await this.#codeTogether(labelings, (groups, ofRows) => {
      if (this.#tellsLabels) addLabelBits(groups, this.weights, ofRows);
      bits.push(ofRows);
    });
    return bits;
  }

  /** Codes as many labelings at a time as there are threads. */
  async #codeTogether(
    labelings: readonly (readonly Uint32Array[])[],
    take: (groups: readonly Uint32Array[], bits: Float64Array) => void,
    learned?: (room: CodingRoom, predictions: number) => void,
  ): Promise<void> {
    const most = labelings.reduce((sum, groups) => Math.max(sum, this.#mostPredictions(groups)), 0);
    await withPool(this.#workers, async (pool) => {
      const rooms = this.#roomsFor(most, Math.min(TOGETHER, pool.size, labelings.length));
      for (let first = 0; first < labelings.length; first += rooms.length) {
        const together = labelings.slice(first, first + rooms.length);
        const learning = together.map((groups, i) => predictiveLaws(this.#rows, groups, rooms[i]!));
        const found = await pool.run(this.#memory, learning, this.#at);
        if (learned) for (const [i, predictions] of found.entries()) learned(rooms[i]!, predictions);
        const coding = found.map((predictions, i) => predictiveCode(this.#rows, this.#ofAll, rooms[i]!, predictions));
        await pool.run(this.#memory, coding, this.#at);
        for (const [i, groups] of together.entries()) take(groups, this.#counted(rooms[i]!.nats));
      }
    });
  }

  /** Predictions of a labeling at most: one for each entry, or for each group and key. */
  #mostPredictions(groups: readonly Uint32Array[]): number {
    const { offsets, kinds } = this.#rows;
    let most = 0;
    for (const rows of groups) {
      let entries = 0;
      for (const row of rows) entries += offsets[row + 1]! - offsets[row]!;
      most += Math.min(entries, 2 * kinds);
    }
    return most;
  }

  /** Rooms for this many predictions: those of before, where they are large enough. */
  #roomsFor(most: number, count: number): readonly CodingRoom[] {
    if (this.#rooms && this.#rooms.most >= most && this.#rooms.rooms.length >= count) {
      return this.#rooms.rooms.slice(0, count);
    }
    this.#rooms?.scope[Symbol.dispose]();
    const scope = this.#memory.borrow();
    const rooms = Array.from({ length: count }, () => codingRoom(this.#memory, this.#rows, most));
    this.#rooms = { scope, most, rooms };
    return rooms;
  }

  #counted(nats: Float64Array): Float64Array {
    return nats.map((cost, row) => (cost / Math.LN2) * this.#shares[row]!);
  }
}

interface Rooms {
  readonly scope: Disposable;
  readonly most: number;
  readonly rooms: readonly CodingRoom[];
}

interface Laid {
  readonly rows: CodedRows;
  readonly symbols: Float64Array;
}

/** Entries copied between two yields. */
const ENTRIES = 2 ** 17;

/** Copies what is coded to kernel memory, and counts the symbols of each row. */
function* layOut(memory: KernelMemory, { counts, weights, shares, halfOf, ...task }: CodingTask): Steps<Laid> {
  const { offsets, transitions, contextOf, symbolOf, contextTotals, symbols } = counts;
  const kinds = contextOf.length;
  const rows: CodedRows = {
    offsets: memory.int32(offsets.length),
    keys: memory.int32(transitions.length),
    times: memory.float64(transitions.length),
    inputs: memory.float64(weights.length),
    coded: memory.float64(weights.length),
    kinds,
    codedKeys: task.firstHalfOnly ? kinds : 2 * kinds,
    context: memory.int32(2 * kinds),
    symbol: memory.int32(2 * kinds),
    contexts: contextTotals.length,
    symbols,
  };
  rows.offsets.set(offsets);
  rows.times.set(counts.counts);
  rows.inputs.set(task.inputs);
  rows.coded.set(weights);
  for (let t = 0; t < kinds; t++) {
    rows.context[t] = contextOf[t]!;
    rows.context[kinds + t] = rows.contexts + contextOf[t]!;
    rows.symbol[t] = symbolOf[t]!;
    rows.symbol[kinds + t] = symbols + symbolOf[t]!;
  }
  yield 0;
  const codedSymbols = new Float64Array(weights.length);
  let next = ENTRIES;
  for (let row = 0; row < weights.length; row++) {
    let shown = 0;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      rows.keys[p] = halfOf[row]! * kinds + transitions[p]!;
      shown += counts.counts[p]!;
    }
    codedSymbols[row] = weights[row]! * shares[row]! * shown;
    if (offsets[row + 1]! < next) continue;
    next += ENTRIES;
    yield row / weights.length;
  }
  return { rows, symbols: codedSymbols };
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
