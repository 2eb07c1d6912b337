import type { SequenceClock } from "../types";

/** When the tokens of rows happened: {@link SequenceClock} without the rows' bounds, which are those of the rows. */
export type RowClock = Omit<SequenceClock, "offsets">;

/** Stands for the hour of a token that is not an action. */
const NO_HOUR = 255;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_HOURS = 168;
/** 1970-01-01 was a Thursday. */
const EPOCH_HOUR = 72;

/** The clock of rows under construction, token by token. */
export class ClockBuilder {
  #gaps: Float32Array;
  #hours: Uint8Array;
  #length = 0;
  readonly #starts: number[] = [];
  readonly #activeDays: number[] = [];
  readonly #sessions: number[] | undefined;
  #start = Number.NaN;
  #day = Number.NaN;
  #days = 0;
  #sessionsInRow = 1;

  /** @param withSessions whether a row's sessions are kept apart. */
  constructor(tokens: number, withSessions: boolean) {
    this.#gaps = new Float32Array(tokens);
    this.#hours = new Uint8Array(tokens);
    this.#sessions = withSessions ? [] : undefined;
  }

  /** A token for an event, and how long it lasted, if that is known. */
  event(time: number, duration = Number.NaN): void {
    this.#push(hourOfWeek(time));
    this.#gaps[this.#length - 1] = duration;
    const day = Math.floor(time / DAY_MS);
    if (day !== this.#day) this.#days += 1;
    this.#day = day;
    if (Number.isNaN(this.#start)) this.#start = time;
  }

  /** A token that stands between actions. */
  between(): void {
    this.#push(NO_HOUR);
  }

  /** The last token is followed by another one so much later, in the same session: how long it lasted, unless that is known. */
  follow(pause: number): void {
    if (Number.isNaN(this.#gaps[this.#length - 1]!)) this.#gaps[this.#length - 1] = pause;
  }

  beginSession(): void {
    this.#sessionsInRow += 1;
  }

  endRow(): void {
    this.#starts.push(this.#start);
    this.#activeDays.push(this.#days);
    this.#sessions?.push(this.#sessionsInRow);
    this.#start = Number.NaN;
    this.#day = Number.NaN;
    this.#days = 0;
    this.#sessionsInRow = 1;
  }

  #push(hour: number): void {
    if (this.#length === this.#gaps.length) {
      const capacity = this.#length * 2 + 1;
      const gaps = new Float32Array(capacity);
      gaps.set(this.#gaps);
      const hours = new Uint8Array(capacity);
      hours.set(this.#hours);
      this.#gaps = gaps;
      this.#hours = hours;
    }
    this.#gaps[this.#length] = Number.NaN;
    this.#hours[this.#length++] = hour;
  }

  finish(): RowClock {
    return {
      gaps: this.#gaps.subarray(0, this.#length),
      hours: this.#hours.subarray(0, this.#length),
      starts: Float64Array.from(this.#starts),
      activeDays: Uint32Array.from(this.#activeDays),
      sessions: this.#sessions && Uint32Array.from(this.#sessions),
    };
  }
}

/** 0 for Monday 00:00 to 00:59 in UTC. */
function hourOfWeek(time: number): number {
  const hour = (Math.floor(time / HOUR_MS) + EPOCH_HOUR) % WEEK_HOURS;
  return hour < 0 ? hour + WEEK_HOURS : hour;
}
