import { raggedRow, wrongType, wrongValue } from "../../core/internal";
import type { Events } from "../../events";
import { toEvents } from "../../events/internal";
import type { TokenizedSequences } from "../../sequences";
import { toSequences } from "../../sequences/internal";
import type { FeatureTable } from "../table/feature-table";
import { type PathFigures, pathFigures } from "./path-figures";
import { isOfOrder, metricName, type OrderMetric, type PathMetric, readMetrics } from "./path-metric";

const HOUR_MS = 3_600_000;

/**
 * Figures of each user's path: how long and varied it is, how often an action occurs, the time between two, sums of the value
 * column.
 *
 * Entropy, turbulence and complexity are those of TraMineR; the alphabet is that of all paths given.
 *
 * @param input events, or sequences; sequences hold no values and no times between actions, so some metrics need events.
 * @param metrics what is counted, each a column.
 * @returns a row for each user (or session), in input order.
 * @throws TypeError, RangeError when a metric is none, or needs events.
 * @example
 * const rows = ["VIEW", "BUY"].map((what, i) => ({ who: "ann", what, when: i * 3600, paid: 5 * i }));
 * const events = await readEvents(rows, { user: "who", action: "what", time: "when", timeUnit: "s", value: "paid" });
 * tableRows(pathMetrics(events, ["length", { from: "VIEW", to: "BUY" }, "value"]));
 * // [{ id: "ann", length: 2, "hours(VIEW, BUY)": 1, value: 5 }]
 */
export function pathMetrics(input: Events | TokenizedSequences, metrics: readonly PathMetric[]): FeatureTable<string> {
  const read = readMetrics(metrics);
  if (typeof input === "object" && input !== null && "users" in input && "action" in input)
    return ofEvents(toEvents("input", input), read);
  if (typeof input !== "object" || input === null || !("rowOf" in input)) {
    throw wrongType("input", "events or sequences", input);
  }
  const timed = read.findIndex((metric) => !isOfOrder(metric));
  if (timed >= 0) {
    throw wrongValue(
      `metrics[${timed}]`,
      "a metric of the order of actions, for sequences hold no values and times",
      read[timed],
    );
  }
  return ofSequences(toSequences("input", input) as TokenizedSequences, read as readonly OrderMetric[]);
}

/** Figures of one path by the order of its actions. */
export function orderFigures(
  tokens: ArrayLike<number>,
  metrics: readonly OrderMetric[],
  { alphabet, tokenOf }: { readonly alphabet: number; tokenOf(action: string): number | undefined },
): number[] {
  const figures: PathFigures = pathFigures(tokens, alphabet);
  return metrics.map((metric) => {
    if (typeof metric === "string") return figures[metric];
    const token = tokenOf(metric.count);
    let count = 0;
    for (let i = 0; i < tokens.length; i++) if (tokens[i] === token) count += 1;
    return count;
  });
}

function ofSequences(sequences: TokenizedSequences, metrics: readonly OrderMetric[]): FeatureTable<string> {
  const { vocabulary, weights, rowOf, ids } = sequences;
  const numbers = new Map(vocabulary.actions.map((action, token) => [action, token]));
  const lookup = { alphabet: vocabulary.actions.length, tokenOf: (action: string) => numbers.get(action) };
  const ofRows = Array.from(weights, (_, row) => orderFigures(raggedRow(sequences, row), metrics, lookup));
  const nothing = orderFigures([], metrics, lookup);
  return {
    ids: ids ?? Array.from(rowOf, (_, i) => String(i)),
    names: metrics.map(metricName),
    columns: metrics.map((_, c) => Float64Array.from(rowOf, (row) => (row < 0 ? nothing : ofRows[row]!)[c]!)),
  };
}

function ofEvents(events: Events, metrics: readonly PathMetric[]): FeatureTable<string> {
  const { users, actions, offsets, action } = events;
  const numbers = new Map(actions.map((name, token) => [name, token]));
  const tokenOf = (name: string) => numbers.get(name);
  const timed = metrics.findIndex((metric) => metric === "value" || (typeof metric === "object" && "value" in metric));
  if (timed >= 0 && events.value === undefined) {
    throw wrongValue(`metrics[${timed}]`, "a metric without values, for no value column was read", metrics[timed]);
  }
  const rows = users.map((_, u) => {
    const span = [offsets[u]!, offsets[u + 1]!] as const;
    const own = action.subarray(...span);
    const ofOrder = orderFigures(own, metrics.filter(isOfOrder), { alphabet: actions.length, tokenOf });
    let next = 0;
    return metrics.map((metric) => {
      if (isOfOrder(metric)) return ofOrder[next++]!;
      if (metric === "value") return sumOf(events, span, undefined);
      return "value" in metric
        ? sumOf(events, span, tokenOf(metric.value) ?? -1)
        : hoursOf(events, span, tokenOf(metric.from), tokenOf(metric.to));
    });
  });
  return {
    ids: users,
    names: metrics.map(metricName),
    columns: metrics.map((_, c) => Float64Array.from(rows, (row) => row[c]!)),
  };
}

type Span = readonly [from: number, to: number];

/** Sum of values; cells that were empty do not count. */
function sumOf({ value, action }: Events, [from, to]: Span, only: number | undefined): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    if ((only === undefined || action[i] === only) && !Number.isNaN(value![i]!)) sum += value![i]!;
  }
  return sum;
}

function hoursOf(
  { action, time }: Events,
  [from, to]: Span,
  first: number | undefined,
  then: number | undefined,
): number {
  let start = Number.NaN;
  for (let i = from; i < to; i++) {
    if (action[i] === then && !Number.isNaN(start)) return (time[i]! - start) / HOUR_MS;
    if (action[i] === first && Number.isNaN(start)) start = time[i]!;
  }
  return Number.NaN;
}
