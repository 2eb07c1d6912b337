/**
 * Milliseconds that {@link Pace} takes for a round on a machine at the pace in which times are told. What a machine shared with others does
 * in a second can halve from one minute to the next, so times of runs that are far apart can be compared only at a known pace.
 */
const ROUND_MS = 5;
/** Between two rounds, milliseconds: some hundredth of the time goes into them. */
const EVERY_MS = 400;
/** Numbers read at random, 32 MB: more than a core's own caches hold. */
const NUMBERS = 1 << 23;
const READS = 1 << 15;
const PRODUCTS = 1 << 21;
/** Until the engine has compiled a round. */
const WARMING = 20;

/** Measures how fast the machine is while something else runs that gives way to timers. */
export class Pace {
  readonly #numbers = Float32Array.from({ length: NUMBERS }, (_, i) => i % 7);
  #rounds: number[] = [];
  #sum = 0;

  constructor() {
    for (let i = 0; i < WARMING; i++) this.#round();
  }

  /** Runs work; what it used of the processor in seconds, as at the pace in which times are told. */
  async seconds<T>(work: () => Promise<T>): Promise<[T, number]> {
    this.#rounds = [this.#round()];
    const before = process.cpuUsage();
    const timer = setInterval(() => this.#rounds.push(this.#round()), EVERY_MS);
    try {
      const result = await work();
      const { user, system } = process.cpuUsage(before);
      this.#rounds.push(this.#round());
      const own = this.#rounds.reduce((sum, ms) => sum + ms, 0);
      return [result, (((user + system) / 1000 - own) / 1000) * (ROUND_MS / this.#mean())];
    } finally {
      clearInterval(timer);
    }
  }

  /** Without the slowest tenth of rounds, in which others had the core. */
  #mean(): number {
    const sorted = [...this.#rounds].sort((a, b) => a - b);
    const kept = sorted.slice(0, Math.ceil(0.9 * sorted.length));
    return kept.reduce((sum, ms) => sum + ms, 0) / kept.length;
  }

  /**
   * Products of numbers at hand, and reads of numbers far apart: milliseconds of this thread, which are at most those of the clock, and
   * at most those that all threads had of the processor.
   */
  #round(): number {
    const [started, before] = [performance.now(), process.cpuUsage()];
    this.#sum += products(this.#numbers) + reads(this.#numbers);
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - started, (user + system) / 1000);
  }
}

function products(numbers: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < PRODUCTS; i++) sum += numbers[i & 1023]! * 0.5;
  return sum;
}

function reads(numbers: Float32Array): number {
  let sum = 0;
  for (let i = 0, at = 1; i < READS; i++) {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    sum += numbers[at >>> 9]!;
  }
  return sum;
}
