import { integer, number, readOptions, type Schema } from "../../core/internal";
import type { FeatureTable } from "../table/feature-table";
import type { BgNbdModel } from "./bg-nbd-model";
import type { GammaGammaModel } from "./fit-gamma-gamma";

/** Options of {@link customerValue}. */
export interface CustomerValueHorizon {
  /** Length of one period, in the unit of the histories: 30 days, for one. @default 30 */
  period?: number | undefined;
  /** Periods that are looked ahead. @default 12 */
  periods?: number | undefined;
  /** What is taken off the worth of a period for each period it lies ahead. @default 0.01 */
  discountRate?: number | undefined;
}

const CUSTOMER_VALUE_HORIZON = {
  period: number({ above: 0 }, 30),
  periods: integer({ min: 1, max: 1000 }, 12),
  discountRate: number({ min: 0 }, 0.01),
} satisfies Schema<CustomerValueHorizon>;

/**
 * What each customer is worth in the time to come: purchases to expect, how likely the customer is still there, what a
 * purchase is worth, and the sum of both over the periods, discounted.
 *
 * @param histories of `rfm` with the convention `"predictive"`.
 * @param models fitted to histories in the same unit.
 * @param options length and number of periods, discount.
 * @returns a row for each customer; `purchases` and `value` over all periods.
 * @throws TypeError, RangeError when histories contradict themselves, or on wrong options.
 * @example
 * const models = {
 *   purchases: new BgNbdModel({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }),
 *   worth: new GammaGammaModel({ p: 6.25, q: 3.74, v: 15.45 }),
 * };
 * const histories = featureTable(["ann"], { frequency: [2], recency: [30], age: [38], monetary: [22] });
 * customerValue(histories, models, { period: 4 }).names; // ["purchases", "alive", "worth", "value"]
 */
export function customerValue(
  histories: FeatureTable<"frequency" | "recency" | "age" | "monetary">,
  models: { readonly purchases: BgNbdModel; readonly worth: GammaGammaModel },
  options: CustomerValueHorizon = {},
): FeatureTable<"purchases" | "alive" | "worth" | "value"> {
  const { period, periods, discountRate } = readOptions(options, CUSTOMER_VALUE_HORIZON);
  const worth = models.worth.expectedWorth(histories);
  const value = new Float64Array(worth.length);
  let before = new Float64Array(worth.length);
  let discount = 1;
  for (let ahead = 1; ahead <= periods; ahead++) {
    discount /= 1 + discountRate;
    const until = models.purchases.expectedPurchases(histories, ahead * period);
    for (let c = 0; c < value.length; c++) value[c]! += discount * worth[c]! * (until[c]! - before[c]!);
    before = new Float64Array(until);
  }
  return {
    ids: histories.ids,
    names: ["purchases", "alive", "worth", "value"],
    columns: [before, models.purchases.probabilityAlive(histories), worth, value],
  };
}
