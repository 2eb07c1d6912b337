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
 * Predicts a run from two smaller ones: events grow with users, distinct paths by the power law through both runs, extraction is
 * linear in events, and fitting, assigning and memory in distinct paths; each line goes through both runs.
 */
export function predictRun(small: Run, large: Run, users: number): Run {
  const exponent = Math.log(large.distinct / small.distinct) / Math.log(large.users / small.users);
  const events = (large.events / large.users) * users;
  const distinct = large.distinct * (users / large.users) ** exponent;
  const by = (driver: "events" | "distinct", cost: keyof Run, at: number) => {
    const slope = Math.max(0, (large[cost] - small[cost]) / (large[driver] - small[driver]));
    return large[cost] + slope * (at - large[driver]);
  };
  return {
    users,
    events: Math.round(events),
    distinct: Math.round(distinct),
    extract: by("events", "extract", events),
    fit: by("distinct", "fit", distinct),
    assign: by("distinct", "assign", distinct),
    peak: by("distinct", "peak", distinct),
  };
}

/** How far each figure of a prediction is from what came, as a share of it: 0.1 is a tenth too much. */
export function errorsOf(predicted: Run, measured: Run): Record<keyof Run, number> {
  const keys = Object.keys(measured) as (keyof Run)[];
  return Object.fromEntries(keys.map((key) => [key, predicted[key] / measured[key] - 1])) as Record<keyof Run, number>;
}
