import { verbatim, wrongType, wrongValue } from "../../core/internal";

/** A figure of the order of actions alone. */
export type OrderMetric = "length" | "distinct" | "entropy" | "turbulence" | "complexity" | { readonly count: string };

/** A figure that also needs the times or values of events. */
export type TimedMetric =
  /** Hours from the first `from` to the first `to` after it; missing where there is none. */
  | { readonly from: string; readonly to: string }
  /** Sum of the value column, over all events or those of one action. */
  | "value"
  | { readonly value: string };

/** What `pathMetrics` counts. */
export type PathMetric = OrderMetric | TimedMetric;

const NAMED = ["length", "distinct", "entropy", "turbulence", "complexity", "value"];

/** The name of a metric's column: `length`, `count(BUY)`, `hours(VIEW, BUY)`, `value(BUY)`. */
export function metricName(metric: PathMetric): string {
  if (typeof metric === "string") return metric;
  if ("count" in metric) return `count(${metric.count})`;
  return "value" in metric ? `value(${metric.value})` : `hours(${metric.from}, ${metric.to})`;
}

/** Whether a metric needs no more than the order of actions. */
export function isOfOrder(metric: PathMetric): metric is OrderMetric {
  return typeof metric === "string" ? metric !== "value" : "count" in metric;
}

/**
 * Checks metrics that were given at the public edge.
 *
 * @throws TypeError, RangeError naming the one that is none.
 */
export function readMetrics<M extends PathMetric>(metrics: readonly M[]): readonly M[] {
  if (!Array.isArray(metrics)) throw wrongType("metrics", "an array of metrics", metrics);
  if (metrics.length === 0) throw wrongValue("metrics", "at least one metric", verbatim("none"));
  for (const [i, metric] of metrics.entries()) {
    const keys = typeof metric === "object" && metric !== null ? Object.keys(metric).sort().join() : undefined;
    const isNamed = typeof metric === "string" && NAMED.includes(metric);
    const isObject = keys === "count" || keys === "value" || keys === "from,to";
    const isSound = isObject && Object.values(metric).every((action) => typeof action === "string");
    if (!isNamed && !isSound) throw wrongValue(`metrics[${i}]`, EXPECTED, metric);
  }
  const names = metrics.map(metricName);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw wrongValue("metrics", "each metric once", verbatim(`${twice} twice`));
  return metrics;
}

const EXPECTED = `${NAMED.map((name) => JSON.stringify(name)).join(", ")}, { count: ACTION }, { value: ACTION } or { from: ACTION, to: ACTION }`;
