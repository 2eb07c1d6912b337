import type { Counter, Histogram, Meter } from "../../online";

/** Upper bounds of a histogram's buckets, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Labels = Readonly<Record<string, string | number>>;

interface Metric {
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  lines(name: string): Iterable<string>;
}

/** A meter whose figures are read as Prometheus' text format, version 0.0.4. */
export class PrometheusMeter implements Meter {
  readonly #metrics = new Map<string, Metric>();

  /** A counter is `name_total`; the same name gives the same counter. */
  createCounter(name: string, { description = "" }: { description?: string } = {}): Counter {
    return this.#of(`${metricName(name)}_total`, () => new Sums("counter", description));
  }

  /** A histogram in seconds is `name_seconds`; the same name gives the same histogram. */
  createHistogram(name: string, { description = "" }: { description?: string; unit?: string } = {}): Histogram {
    return this.#of(`${metricName(name)}_seconds`, () => new Distribution(description));
  }

  /** A figure that is asked for when it is read. */
  gauge(name: string, description: string, read: () => readonly (readonly [Labels, number])[]): void {
    this.#of(metricName(name), () => new Gauge(description, read));
  }

  /** All figures as text. */
  text(): string {
    const lines: string[] = [];
    for (const [name, metric] of this.#metrics) {
      lines.push(`# HELP ${name} ${metric.help}`, `# TYPE ${name} ${metric.type}`, ...metric.lines(name));
    }
    return `${lines.join("\n")}\n`;
  }

  #of<M extends Metric>(name: string, make: () => M): M {
    const found = this.#metrics.get(name) as M | undefined;
    if (found) return found;
    const made = make();
    this.#metrics.set(name, made);
    return made;
  }
}

class Sums implements Counter, Metric {
  readonly #values = new Map<string, number>();

  constructor(
    readonly type: "counter",
    readonly help: string,
  ) {}

  add(value: number, labels: Labels = {}): void {
    const key = labelText(labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + value);
  }

  *lines(name: string): Iterable<string> {
    for (const [labels, value] of this.#values) yield `${name}${braced(labels)} ${value}`;
  }
}

class Gauge implements Metric {
  readonly type = "gauge";

  constructor(
    readonly help: string,
    readonly read: () => readonly (readonly [Labels, number])[],
  ) {}

  *lines(name: string): Iterable<string> {
    for (const [labels, value] of this.read()) yield `${name}${braced(labelText(labels))} ${value}`;
  }
}

class Distribution implements Histogram, Metric {
  readonly type = "histogram";
  readonly #series = new Map<string, { readonly counts: number[]; sum: number; count: number }>();

  constructor(readonly help: string) {}

  record(value: number, labels: Labels = {}): void {
    const key = labelText(labels);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = { counts: BUCKETS.map(() => 0), sum: 0, count: 0 };
      this.#series.set(key, series);
    }
    series.sum += value;
    series.count += 1;
    const bucket = BUCKETS.findIndex((bound) => value <= bound);
    if (bucket >= 0) series.counts[bucket]! += 1;
  }

  *lines(name: string): Iterable<string> {
    for (const [labels, { counts, sum, count }] of this.#series) {
      let below = 0;
      for (const [i, bound] of BUCKETS.entries()) {
        below += counts[i]!;
        yield `${name}_bucket${braced(labels, `le="${bound}"`)} ${below}`;
      }
      yield `${name}_bucket${braced(labels, 'le="+Inf"')} ${count}`;
      yield `${name}_sum${braced(labels)} ${sum}`;
      yield `${name}_count${braced(labels)} ${count}`;
    }
  }
}

function metricName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, "_");
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${metricName(name)}="${escaped(String(value))}"`)
    .join(",");
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function braced(...labels: readonly string[]): string {
  const all = labels.filter((text) => text !== "").join(",");
  return all === "" ? "" : `{${all}}`;
}
