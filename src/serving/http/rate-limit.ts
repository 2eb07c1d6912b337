/** Addresses that are remembered, at most. */
const MOST = 10_000;

/** A bucket of tokens for each address: a request takes one, and this many a second come back. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Takes a request; the seconds to wait where there are too many, 0 where it may pass. */
  take(address: string): number {
    const now = this.#now();
    const known = this.#buckets.get(address);
    const left = known
      ? Math.min(this.#perSecond, known.left + (Math.max(0, now - known.at) / 1000) * this.#perSecond)
      : this.#perSecond;
    const passes = left >= 1;
    this.#buckets.delete(address); // the latest stand last
    this.#buckets.set(address, { left: passes ? left - 1 : left, at: now });
    if (this.#buckets.size > MOST) this.#buckets.delete(this.#buckets.keys().next().value!);
    return passes ? 0 : Math.ceil((1 - left) / this.#perSecond);
  }
}
