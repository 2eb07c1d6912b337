import type { FeatureTable } from "../table/feature-table";
import type { ObservedOrders } from "./observed-orders";

/** What BG/NBD and Gamma-Gamma are fitted to. */
export interface PredictiveRfm {
  readonly convention: "predictive";
  /**
   * Days with a purchase after the first; days from the first to the last; days from the first to `asOf`; mean worth of a
   * day after the first, 0 where there is none.
   */
  readonly table: FeatureTable<"frequency" | "recency" | "age" | "monetary">;
  /** The day as of which customers were seen, such as `2011-12-10`, and the zone it is a day of. */
  readonly asOf: string;
  readonly zone: string;
  readonly notes: readonly string[];
}

/** Orders of one day are one purchase. */
export function predictiveRfm({
  customers,
  offsets,
  day,
  worth,
  today,
  asOf,
  zone,
  notes,
}: ObservedOrders): PredictiveRfm {
  const frequency = new Float64Array(customers.length);
  const recency = new Float64Array(customers.length);
  const age = new Float64Array(customers.length);
  const monetary = new Float64Array(customers.length);
  for (let c = 0; c < customers.length; c++) {
    const [from, to] = [offsets[c]!, offsets[c + 1]!];
    const first = day[from]!;
    let later = 0;
    for (let order = from; order < to; order++) {
      if (day[order] === first) continue;
      later += worth[order]!;
      if (day[order] !== day[order - 1]) frequency[c]! += 1;
    }
    recency[c] = day[to - 1]! - first;
    age[c] = today - first;
    monetary[c] = frequency[c]! > 0 ? later / frequency[c]! : 0;
  }
  const names = ["frequency", "recency", "age", "monetary"] as const;
  const table = { ids: customers, names, columns: [frequency, recency, age, monetary] };
  return { convention: "predictive", table, asOf, zone, notes };
}
