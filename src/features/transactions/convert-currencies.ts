import type { Transactions } from "./types";

/** What prices are brought to. */
export interface Currencies {
  /** The currency that all are brought to. */
  readonly to: string;
  /** What one unit of each other currency is worth in it: `{ EUR: 0.85 }` beside GBP. */
  readonly rates?: Readonly<Record<string, number>> | undefined;
}

/** Lines of one currency, and which others they were in. */
interface ConvertedLines {
  readonly lines: Transactions;
  readonly converted: readonly { readonly currency: string; readonly lines: number; readonly rate: number }[];
}

/**
 * Prices and discounts in one currency.
 *
 * @throws RangeError when lines are of several currencies and none is asked for, or one of them has no rate.
 */
export function convertCurrencies(lines: Transactions, asked: Currencies | undefined): ConvertedLines {
  const { currency } = lines;
  const used = currency === undefined ? [] : currency.names.filter((_, c) => currency.of.includes(c));
  if (asked === undefined) {
    if (used.length > 1) {
      throw new RangeError(
        `lines are of several currencies (${used.join(", ")}): give "currencies", such as ` +
          `{ to: "${used[0]}", rates: { ${used[1]}: 1.1 } }`,
      );
    }
    return { lines, converted: [] };
  }
  if (currency === undefined) throw new TypeError('"currencies" needs a column of currencies');
  const { to, rates = {} } = asked;
  const rateOf = currency.names.map((name) =>
    name === to ? 1 : Object.hasOwn(rates, name) ? rates[name]! : undefined,
  );
  const missing = used.find((name) => rateOf[currency.names.indexOf(name)] === undefined);
  if (missing !== undefined) throw new RangeError(`"currencies.rates" has no rate of ${missing} to ${to}`);
  const counts = new Float64Array(currency.names.length);
  for (const of of currency.of) if (of >= 0) counts[of]! += 1;
  const times = (amounts: Float64Array) => amounts.map((amount, i) => amount * (rateOf[currency.of[i]!] ?? 1));
  const converted = currency.names.flatMap((name, c) =>
    name !== to && counts[c]! > 0 ? [{ currency: name, lines: counts[c]!, rate: rateOf[c]! }] : [],
  );
  return {
    lines: { ...lines, price: times(lines.price), discount: lines.discount && times(lines.discount) },
    converted,
  };
}
