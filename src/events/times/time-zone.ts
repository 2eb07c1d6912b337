/**
 * Local times of a time zone. The one file that asks `Intl`: zone data are the platform's, so a result may differ between
 * machines where governments have changed their clocks since; reports name the version.
 */
export class TimeZone {
  /** Local times read that occur twice, in the hour that clocks repeat; and how many of them were taken for the second. */
  repeated = 0;
  second = 0;
  /** Local times read that do not occur, in the hour that clocks leave out. */
  skipped = 0;
  readonly #format: Intl.DateTimeFormat;
  /** Milliseconds east of UTC, by the quarter of an hour (counted from 1970, in UTC). */
  readonly #offsets = new Map<number, number>();
  /** Where both ends of a day have one offset: that offset, by the day in UTC; NaN where they differ. */
  readonly #daysInUtc = new Map<number, number>();
  /** Where a day and its neighbors have one offset: that offset, by the local day; NaN where they have several. */
  readonly #days = new Map<number, number>();
  /** The latest instant so far, while each was at or after the one before; else undefined. */
  #latest: number | undefined = Number.NEGATIVE_INFINITY;

  /** @throws RangeError when the platform knows no such zone. */
  constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: name, hourCycle: "h23", era: "short" },
      ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
    });
  }

  /** The name, and the version of the zone data where the platform reports it. */
  get label(): string {
    const version = globalThis.process?.versions?.tz;
    return version === undefined ? this.name : `${this.name} (${version})`;
  }

  /**
   * The instant of a local time. One that occurs twice is the earlier of the two, or, in rows that stand in the order of time,
   * the later where the earlier would step back. One that does not occur counts from before the change, as clocks do that
   * nobody has set: 02:30 is 03:30.
   *
   * @param local milliseconds from 1970 in local time.
   * @param inOrder whether it is the next of the rows' times.
   * @returns milliseconds since 1970 in UTC.
   */
  toUtc(local: number, inOrder: boolean): number {
    const day = Math.floor(local / DAY_MS);
    let offset = this.#days.get(day);
    if (offset === undefined) {
      offset = this.#offsetOfDay(day);
      this.#days.set(day, offset);
    }
    const utc = local - (Number.isNaN(offset) ? this.#offsetNearChange(local) : offset);
    if (inOrder && this.#latest !== undefined) this.#latest = utc < this.#latest ? undefined : utc;
    return utc;
  }

  /**
   * How far local time is ahead of UTC. A day is looked up by its ends, so a year costs some 400 looks into the zone's data,
   * however many instants there are.
   *
   * @param utc milliseconds since 1970.
   * @returns milliseconds east of UTC.
   */
  offsetAt(utc: number): number {
    const day = Math.floor(utc / DAY_MS);
    let offset = this.#daysInUtc.get(day);
    if (offset === undefined) {
      const [from, to] = [this.#offsetOfQuarter(day * DAY_MS), this.#offsetOfQuarter((day + 1) * DAY_MS)];
      offset = from === to ? from : Number.NaN;
      this.#daysInUtc.set(day, offset);
    }
    return Number.isNaN(offset) ? this.#offsetOfQuarter(utc) : offset;
  }

  #offsetOfDay(day: number): number {
    const before = this.offsetAt((day - 1) * DAY_MS);
    const [noon, after] = [this.offsetAt((day + 0.5) * DAY_MS), this.offsetAt((day + 2) * DAY_MS)];
    return before === noon && noon === after ? before : Number.NaN;
  }

  #offsetNearChange(local: number): number {
    const before = this.offsetAt(local - DAY_MS);
    const after = this.offsetAt(local + DAY_MS);
    const isBefore = this.offsetAt(local - before) === before;
    const isAfter = this.offsetAt(local - after) === after;
    if (isBefore && isAfter && before !== after) {
      this.repeated += 1;
      const stepsBack = this.#latest !== undefined && local - before < this.#latest;
      if (stepsBack) this.second += 1;
      return stepsBack ? after : before;
    }
    if (!isBefore && !isAfter) this.skipped += 1;
    return isBefore || !isAfter ? before : after;
  }

  /** Clocks change at full quarters of an hour. */
  #offsetOfQuarter(utc: number): number {
    const quarter = Math.floor(utc / QUARTER_MS);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      offset = this.#askOffset(quarter * QUARTER_MS);
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }

  #askOffset(utc: number): number {
    const parts = new Map(this.#format.formatToParts(utc).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get("era") === "BC" ? 1 - number("year") : number("year");
    const local = Date.UTC(
      2000,
      number("month") - 1,
      number("day"),
      number("hour"),
      number("minute"),
      number("second"),
    );
    const date = new Date(local);
    date.setUTCFullYear(year, number("month") - 1, number("day"));
    return date.getTime() - utc;
  }

  /** What is to be said about local times around a change of clocks. */
  notes(): string[] {
    const said: string[] = [];
    const times = (count: number) => (count === 1 ? "1 time is" : `${count} times are`);
    if (this.repeated > 0) {
      const which =
        this.second === 0 ? "taken for its first pass" : `${this.second} of them, by their order, in its second pass`;
      said.push(`${times(this.repeated)} in an hour that clocks in ${this.name} repeat: ${which}`);
    }
    if (this.skipped > 0) {
      said.push(`${times(this.skipped)} in an hour that clocks in ${this.name} leave out; they count from before it`);
    }
    return said;
  }
}

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
