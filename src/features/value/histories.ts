import { plainObject, verbatim, wrongType, wrongValue } from "../../core/internal";
import { column, type FeatureTable } from "../table/feature-table";

/**
 * When customers bought, in one unit of time: `rfm` with the convention `"predictive"` gives a table of it in days; or arrays
 * of your own, one entry for each customer, or for each distinct history with `weights`.
 */
export type PurchaseHistories = FeatureTable<"frequency" | "recency" | "age" | "monetary"> | PurchaseFigures;

/** Histories as arrays. */
export interface PurchaseFigures {
  /** Times a customer bought again after the first: whole numbers. */
  readonly frequency: ArrayLike<number>;
  /** From the first purchase to the last; 0 where there is one. */
  readonly recency: ArrayLike<number>;
  /** From the first purchase to the end of what was observed. */
  readonly age: ArrayLike<number>;
  /** How many customers have each history. @default 1 each */
  readonly weights?: ArrayLike<number> | undefined;
}

/** Histories with the worth of purchases, for Gamma-Gamma. */
export interface SpendingFigures {
  readonly frequency: ArrayLike<number>;
  /** Mean worth of the purchases after the first. */
  readonly monetary: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
}

/** What repeat purchases are worth: a table of `rfm` with the convention `"predictive"`, or arrays. */
export type Spending = FeatureTable<"frequency" | "recency" | "age" | "monetary"> | SpendingFigures;

/** Numbers that stand for the same customers, checked. */
export type Figures<Name extends string> = Readonly<Record<Name | "weights", Float64Array>>;

/**
 * Reads figures of customers of either kind.
 *
 * @throws TypeError, RangeError naming the figure and the row.
 */
export function readFigures<Name extends string>(given: object, names: readonly Name[]): Figures<Name> {
  plainObject("histories", "a table, or an object of lists of numbers", given);
  const values = Object.fromEntries(names.map((name) => [name, numbersOf(given, name)])) as Record<Name, Float64Array>;
  const rows = values[names[0]!].length;
  const weights = "weights" in given && given.weights !== undefined ? numbersOf(given, "weights") : undefined;
  for (const [name, of] of Object.entries<Float64Array | undefined>({ ...values, weights })) {
    if (of !== undefined && of.length !== rows) {
      throw wrongValue(name, `${rows} numbers, as "${names[0]}" has`, verbatim(String(of.length)));
    }
    const wrong = of?.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY)) ?? -1;
    if (wrong >= 0) throw wrongValue(name, "finite numbers >= 0", of![wrong], ` in row ${wrong}`);
  }
  const frequency = (values as Partial<Record<string, Float64Array>>).frequency;
  const broken = frequency?.findIndex((times) => !Number.isInteger(times)) ?? -1;
  if (broken >= 0) throw wrongValue("frequency", "whole numbers", frequency![broken], ` in row ${broken}`);
  return { ...values, weights: weights ?? new Float64Array(rows).fill(1) };
}

/** Reads histories; the last purchase lies between the first and the end. */
export function readHistories(given: PurchaseHistories): Figures<"frequency" | "recency" | "age"> {
  const figures = readFigures(given, ["frequency", "recency", "age"]);
  for (const [row, recency] of figures.recency.entries()) {
    if (figures.frequency[row]! > MOST_PURCHASES) {
      throw wrongValue("frequency", `at most ${MOST_PURCHASES} purchases`, figures.frequency[row], ` in row ${row}`);
    }
    if (recency > figures.age[row]!)
      throw wrongValue("recency", `at most the age, ${figures.age[row]}`, recency, ` in row ${row}`);
    if (figures.frequency[row] === 0 && recency > 0) {
      throw wrongValue("recency", "0 where the frequency is 0", recency, ` in row ${row}`);
    }
  }
  return figures;
}

/** Equal histories once, in an order of their own, with the sum of their weights; those of weight 0 are gone. */
export function groupHistories<Name extends string>(figures: Figures<Name>, names: readonly Name[]): Figures<Name> {
  const { weights } = figures;
  const compare = (a: number, b: number): number => {
    for (const name of names) {
      const difference = figures[name]![a]! - figures[name]![b]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = [...weights.keys()].filter((row) => weights[row]! > 0).sort((a, b) => compare(a, b) || a - b);
  const first = order.filter((row, i) => i === 0 || compare(order[i - 1]!, row) !== 0);
  const grouped = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(first, (row) => figures[name]![row]!)]),
  );
  const sums = new Float64Array(first.length);
  let group = -1;
  for (const [i, row] of order.entries()) {
    if (i === 0 || compare(order[i - 1]!, row) !== 0) group += 1;
    sums[group]! += weights[row]!;
  }
  return { ...grouped, weights: sums } as Figures<Name>;
}

function numbersOf(given: object, name: string): Float64Array {
  const values = "ids" in given ? column(given as FeatureTable, name) : (given as Record<string, unknown>)[name];
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && "length" in values)) {
    throw wrongType(name, "an array of numbers", values);
  }
  return Float64Array.from(values as ArrayLike<unknown>, (value, row) => {
    if (typeof value !== "number") throw wrongType(name, "numbers", value, ` in row ${row}`);
    return value;
  });
}

/** The likelihood sums over the purchases of the busiest customer. */
const MOST_PURCHASES = 100_000;
