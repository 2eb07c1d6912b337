/** What is used of OpenTelemetry's meter; any other that has its shape will do. */
export interface Meter {
  createCounter(name: string, options?: { description?: string; unit?: string }): Counter;
  createHistogram(name: string, options?: { description?: string; unit?: string }): Histogram;
}

/** Counts. */
export interface Counter {
  add(value: number, attributes?: Record<string, string | number>): void;
}

/** Collects values. */
export interface Histogram {
  record(value: number, attributes?: Record<string, string | number>): void;
}

/** The instruments of an assigner. */
export class Instruments {
  readonly #meter: Meter | undefined;
  readonly #counters = new Map<string, Counter>();
  readonly #duration: Histogram | undefined;

  constructor(meter: Meter | undefined) {
    this.#meter = meter;
    this.#duration = meter?.createHistogram("seqment.push.duration", {
      description: "Time of a push, store included",
      unit: "s",
    });
  }

  /** Counts `seqment.<what>`. */
  count(what: string, value: number, attributes?: Record<string, string>): void {
    if (this.#meter === undefined || value === 0) return;
    let counter = this.#counters.get(what);
    if (counter === undefined) {
      counter = this.#meter.createCounter(`seqment.${what}`);
      this.#counters.set(what, counter);
    }
    counter.add(value, attributes);
  }

  duration(milliseconds: number): void {
    this.#duration?.record(milliseconds / 1000);
  }
}
