/** What a run over so many users took. */
export interface Run {
  readonly users: number;
  readonly events: number;
  /** Distinct paths. */
  readonly distinct: number;
  /** Seconds of one core. */
  readonly extract: number;
  readonly fit: number;
  readonly assign: number;
  /** Largest memory of the process while it fits and assigns, bytes: the engine's own is not among it. */
  readonly peak: number;
}

/**
 * Predicts a run from two smaller ones: events grow with users, distinct paths by the power law through both runs; extraction is
 * linear in events, fitting in n log n of the n distinct paths (trees and sorts), assigning and memory linear in them. Each line
 * goes through both runs.
 */
export function predictRun(small: Run, large: Run, users: number): Run {
  const exponent = Math.log(large.distinct / small.distinct) / Math.log(large.users / small.users);
  const events = Math.round((large.events / large.users) * users);
  const distinct = Math.round(large.distinct * (users / large.users) ** exponent);
  const at = { events, distinct };
  const by = (driver: (run: Pick<Run, "events" | "distinct">) => number, cost: keyof Run) => {
    const slope = Math.max(0, (large[cost] - small[cost]) / (driver(large) - driver(small)));
    return large[cost] + slope * (driver(at) - driver(large));
  };
  return {
    users,
    ...at,
    extract: by((run) => run.events, "extract"),
    fit: by((run) => run.distinct * Math.log(run.distinct), "fit"),
    assign: by((run) => run.distinct, "assign"),
    peak: by((run) => run.distinct, "peak"),
  };
}

/** How far each figure of a prediction is from what came, as a share of it: 0.1 is a tenth too much. */
export function errorsOf(predicted: Run, measured: Run): Record<keyof Run, number> {
  const keys = Object.keys(measured) as (keyof Run)[];
  return Object.fromEntries(keys.map((key) => [key, predicted[key] / measured[key] - 1])) as Record<keyof Run, number>;
}
