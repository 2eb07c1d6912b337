import { readFileSync } from "node:fs";

/**
 * Milliseconds that {@link Pace} takes for a round on a machine at the pace in which times are told. What a machine shared with others does
 * in a second can halve from one minute to the next, so times of runs that are far apart can be compared only at a known pace.
 */
const ROUND_MS = 5;
/** Between two rounds, milliseconds: some hundredths of the time go into them. */
const EVERY_MS = 200;
/** Numbers read at random, 32 MB: more than a core's own caches hold. */
const NUMBERS = 1 << 23;
const READS = 1 << 15;
const PRODUCTS = 1 << 21;
/** Rounds before and after the work: the system counts a thread's time in steps of some milliseconds. */
const SEVERAL = 10;

/** Measures how fast the machine is while something else runs that gives way to timers. */
export class Pace {
  readonly #numbers = Float32Array.from({ length: NUMBERS }, (_, i) => i % 7);
  #sum = 0;
  /** Rounds so far: each reads elsewhere. */
  #round = 0;

  constructor() {
    this.#several();
    this.#several();
  }

  #several(): number {
    let sum = 0;
    for (let i = 0; i < SEVERAL; i++) sum += this.#time();
    return sum;
  }

  /** Runs work; what it used of the processor in seconds, as at the pace in which times are told. */
  async seconds<T>(work: () => Promise<T>): Promise<[T, number]> {
    let own = 0; // while the work runs
    let rounds = 0;
    const timer = setInterval(() => {
      own += this.#time();
      rounds += 1;
    }, EVERY_MS);
    let beside = this.#several();
    const before = process.cpuUsage();
    try {
      const result = await work();
      const { user, system } = process.cpuUsage(before);
      beside += this.#several();
      const round = (own + beside) / (rounds + 2 * SEVERAL);
      return [result, (((user + system) / 1000 - own) / 1000) * (ROUND_MS / round)];
    } finally {
      clearInterval(timer);
    }
  }

  /** Products of numbers at hand, and reads of numbers far apart: milliseconds that this thread had of the processor. */
  #time(): number {
    const started = threadTime();
    this.#sum += products(this.#numbers) + reads(this.#numbers, ++this.#round);
    return threadTime() - started;
  }
}

/** Milliseconds that the main thread has had of the processor; by the clock where the system does not say. */
function threadTime(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

function products(numbers: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < PRODUCTS; i++) sum += numbers[i & 1023]! * 0.5;
  return sum;
}

function reads(numbers: Float32Array, from: number): number {
  let sum = 0;
  for (let i = 0, at = from; i < READS; i++) {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    sum += numbers[at >>> 9]!;
  }
  return sum;
}
