/** A point in time down to the nanosecond, as binary formats hold it. */
export class ExactTime {
  /**
   * @param ms whole milliseconds since 1970, rounded down.
   * @param nanoseconds what is below them, 0 to 999,999.
   */
  constructor(
    readonly ms: number,
    readonly nanoseconds: number,
  ) {}

  /** @param unitsPerMs 1 for milliseconds, 1,000 for microseconds, 1,000,000 for nanoseconds. */
  static of(count: bigint, unitsPerMs: bigint): ExactTime {
    const below = ((count % unitsPerMs) + unitsPerMs) % unitsPerMs;
    return new ExactTime(Number((count - below) / unitsPerMs), Number((below * 1_000_000n) / unitsPerMs));
  }

  toString(): string {
    const text = new Date(this.ms).toISOString();
    return this.nanoseconds === 0 ? text : `${text.slice(0, -1)}${String(this.nanoseconds).padStart(6, "0")}Z`;
  }
}
