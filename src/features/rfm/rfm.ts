import {
  type Field,
  integer,
  numberText,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  unitsText,
  wrongType,
} from "../../core/internal";
import { MOMENT, type Moment, ZONE } from "../calendar/days";
import type { FeatureTable } from "../table/feature-table";
import { ORDERS, type OrderUnit } from "../transactions/order-histories";
import type { Transactions } from "../transactions/types";
import { binsOf, CUTS, quantileCuts, type TieRule } from "./cut-points";
import { type ObservedOrders, observedOrders } from "./observed-orders";
import { type PredictiveRfm, predictiveRfm } from "./predictive-rfm";
import { OTHERS, RFM_NAMES, type RfmName, rfmNameCells, ruleOfCell } from "./rfm-names";

/** Options of {@link rfm}. */
export interface RfmOptions {
  /**
   * What the figures are.
   * - `"segmentation"`: recency is the days from the last order to `asOf`, frequency the number of orders, monetary their
   *   whole worth; each is scored
   * - `"predictive"`: what BG/NBD is fitted to, without scores: frequency leaves the first day out, recency is the days
   *   from the first to the last day, age those from the first day to `asOf`, monetary the mean worth of a later day
   * @default "segmentation"
   */
  convention?: "segmentation" | "predictive" | undefined;
  /** The day as of which customers are seen; later orders are left out. @default the day after the last transaction */
  asOf?: Moment | undefined;
  /** Zone whose clocks tell days apart. @default that of the transactions */
  zone?: string | undefined;
  /** What makes lines one order. @default an invoice where invoices were read, else a line */
  orders?: OrderUnit | undefined;
  /** Highest score; the lowest is 1. @default 5 */
  bins?: number | undefined;
  /** What becomes of a value that equals a cut point ({@link TieRule}). @default "down" */
  ties?: TieRule | undefined;
  /**
   * Cut points of each figure, ascending: fixed ones, or those that an earlier call returned, so that new customers are
   * scored as its were. @default quantiles of these customers
   */
  cuts?: RfmCuts | undefined;
  /** What cells of scores are called; the first rule that holds a cell counts. @default RFM_NAMES */
  names?: readonly RfmName[] | undefined;
}

/** Cut points between scores, ascending. */
export interface RfmCuts {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

/** Customers scored by recency, frequency and monetary value. */
export interface Rfm {
  readonly convention: "segmentation";
  /** Days since the last order, number of orders, worth of all of them. */
  readonly table: FeatureTable<"recency" | "frequency" | "monetary">;
  /** For each customer three scores from 1 to `bins`; the most recent score highest. */
  readonly scores: Readonly<Record<keyof RfmCuts, Uint8Array>>;
  /** For each customer a name. */
  readonly segments: readonly string[];
  /** For each name that occurs, its customers, in the order of the rules. */
  readonly summary: readonly RfmSegment[];
  /** To be handed to another call as `cuts`, so that new customers are scored alike. */
  readonly cuts: RfmCuts;
  readonly ties: TieRule;
  /** The day as of which customers were seen, such as `2011-12-10`, and the zone it is a day of. */
  readonly asOf: string;
  readonly zone: string;
  /** Names that no cell of scores can bear. */
  readonly unreachable: readonly string[];
  /** What else the reader should know, in words: orders after `asOf`, scores that nobody can have. */
  readonly notes: readonly string[];
}

/** The customers of one name. */
export interface RfmSegment {
  readonly name: string;
  readonly customers: number;
  readonly orders: number;
  readonly worth: number;
}

const NAMES: Field<readonly RfmName[], undefined> = {
  expected: "an array of { name, recency: [from, to], frequency: [from, to], monetary: [from, to] }",
  default: undefined,
  read(value, name) {
    const isSpan = (span: unknown) => Array.isArray(span) && span.length === 2 && span.every(Number.isInteger);
    const sound =
      Array.isArray(value) &&
      value.every(
        (rule: Partial<RfmName> | null) =>
          typeof rule?.name === "string" && [rule.recency, rule.frequency, rule.monetary].every(isSpan),
      );
    if (!sound) throw wrongType(name, NAMES.expected, value);
    return value;
  },
};

const CUTS_OF_FIGURES = { recency: CUTS, frequency: CUTS, monetary: CUTS } satisfies Schema<RfmCuts>;

const RFM_CUTS: Field<RfmCuts, undefined> = {
  expected: "an object of cut points for recency, frequency and monetary",
  default: undefined,
  read(value, name) {
    const { recency, frequency, monetary } = readOptions(value as object, CUTS_OF_FIGURES, name);
    if (!recency || !frequency || !monetary) throw wrongType(name, RFM_CUTS.expected, value);
    return { recency, frequency, monetary };
  },
};

const RFM_OPTIONS = {
  convention: oneOf(["segmentation", "predictive"], "segmentation"),
  asOf: MOMENT,
  zone: ZONE,
  orders: ORDERS,
  bins: integer({ min: 2, max: 20 }, 5),
  ties: oneOf(["up", "down", "rfm-package"], "down"),
  cuts: RFM_CUTS,
  names: NAMES,
} satisfies Schema<RfmOptions>;

/**
 * Recency, frequency and monetary value of each customer; scores, and a name for each cell of scores.
 *
 * @param transactions cleaned ones ({@link cleanTransactions}); lines without a customer are left out.
 * @param options convention, day and zone, scores, cut points and names.
 * @returns a row for each customer, in order of first appearance.
 * @throws RangeError when no customer has an order on or before `asOf`; TypeError for an option of scores beside the
 *   convention `"predictive"`.
 * @example
 * const rows = [
 *   { who: "ann", day: "2026-03-01", sum: 20 },
 *   { who: "ann", day: "2026-03-11", sum: 30 },
 *   { who: "bob", day: "2026-01-02", sum: 5 },
 * ];
 * const orders = await readTransactions(rows, { customer: "who", time: "day", amount: "sum" });
 * const { table, asOf } = rfm(orders, { asOf: "2026-03-31" });
 * tableRows(table)[0]; // { id: "ann", recency: 20, frequency: 2, monetary: 50 }
 */
export function rfm(transactions: Transactions, options: RfmOptions & { convention: "predictive" }): PredictiveRfm;
export function rfm(
  transactions: Transactions,
  options?: RfmOptions & { convention?: "segmentation" | undefined },
): Rfm;
export function rfm(transactions: Transactions, options: RfmOptions = {}): Rfm | PredictiveRfm {
  const settings = readOptions(options, RFM_OPTIONS);
  const observed = observedOrders(transactions, settings);
  if (settings.convention === "segmentation") return scoredRfm(observed, settings);
  for (const name of ["bins", "ties", "cuts", "names"] as const) {
    if (options?.[name] !== undefined)
      throw new TypeError(`"${name}" is for the convention "segmentation", which scores`);
  }
  return predictiveRfm(observed);
}

function scoredRfm(observed: ObservedOrders, settings: Resolved<typeof RFM_OPTIONS>): Rfm {
  const { bins: highest, ties, names: rules = RFM_NAMES } = settings;
  const figures = figuresOf(observed);
  const cuts = settings.cuts ?? {
    recency: quantileCuts(figures.recency, highest, ties),
    frequency: quantileCuts(figures.frequency, highest, ties),
    monetary: quantileCuts(figures.monetary, highest, ties),
  };
  const top = cuts.recency.length + 1;
  const scores = {
    recency: binsOf(figures.recency, cuts.recency, ties).map((bin) => top + 1 - bin),
    frequency: binsOf(figures.frequency, cuts.frequency, ties),
    monetary: binsOf(figures.monetary, cuts.monetary, ties),
  };
  const segments = observed.customers.map((_, c) => {
    const rule = ruleOfCell(rules, scores.recency[c]!, scores.frequency[c]!, scores.monetary[c]!);
    return rules[rule]?.name ?? OTHERS;
  });
  return {
    convention: "segmentation",
    table: { ids: observed.customers, names: FIGURES, columns: FIGURES.map((name) => figures[name]) },
    scores,
    segments,
    summary: summaryOf(segments, figures, rules),
    cuts,
    ties,
    asOf: observed.asOf,
    zone: observed.zone,
    unreachable: rfmNameCells(rules, top).unreachable,
    notes: [
      ...observed.notes,
      ...(settings.cuts === undefined ? notesOnFew(segments.length, top) : []),
      ...FIGURES.flatMap((name) => notesOnCuts(name, cuts[name])),
      ...notesOnWorth(figures),
    ],
  };
}

const FIGURES = ["recency", "frequency", "monetary"] as const;
type Figures = Readonly<Record<(typeof FIGURES)[number], Float64Array>>;

function figuresOf({ customers, offsets, day, worth, today }: ObservedOrders): Figures {
  const recency = new Float64Array(customers.length);
  const frequency = new Float64Array(customers.length);
  const monetary = new Float64Array(customers.length);
  for (let c = 0; c < customers.length; c++) {
    const [from, to] = [offsets[c]!, offsets[c + 1]!];
    recency[c] = today - day[to - 1]!;
    frequency[c] = to - from;
    for (let order = from; order < to; order++) monetary[c]! += worth[order]!;
  }
  return { recency, frequency, monetary };
}

function summaryOf(segments: readonly string[], figures: Figures, rules: readonly RfmName[]): RfmSegment[] {
  const names = [...new Set([...rules.map(({ name }) => name), OTHERS])];
  const totals = new Map(names.map((name) => [name, { name, customers: 0, orders: 0, worth: 0 }]));
  for (const [c, name] of segments.entries()) {
    const total = totals.get(name)!;
    total.customers += 1;
    total.orders += figures.frequency[c]!;
    total.worth += figures.monetary[c]!;
  }
  return [...totals.values()].filter(({ customers }) => customers > 0);
}

function notesOnFew(customers: number, bins: number): string[] {
  if (customers >= bins) return [];
  return [`${unitsText(customers, "customer")} for ${bins} scores: quantiles of so few say little; give "cuts"`];
}

/** Equal cut points leave a score that nobody can have. */
function notesOnCuts(name: keyof RfmCuts, cuts: readonly number[]): string[] {
  const equal = cuts.filter((cut, i) => i > 0 && cut === cuts[i - 1]).length;
  if (equal === 0) return [];
  return [
    `${name}: cut points ${cuts.map(numberText).join(", ")} are not all different, so ${unitsText(equal, "score")} cannot occur`,
  ];
}

function notesOnWorth({ monetary }: Figures): string[] {
  const negative = monetary.filter((worth) => worth < 0).length;
  return negative === 0 ? [] : [`${unitsText(negative, "customer")} took back more than they bought`];
}
