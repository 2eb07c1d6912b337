import type { NamedLines, Transactions } from "./types";

/** Some lines, in their order; customers without a line are gone. */
export function pickLines(lines: Transactions, isKept: (line: number) => boolean): Transactions {
  const kept: number[] = [];
  for (let i = 0; i < lines.time.length; i++) if (isKept(i)) kept.push(i);
  const rows = Uint32Array.from(kept);
  const numbers = (of: Float64Array) => Float64Array.from(rows, (row) => of[row]!);
  const named = (column: NamedLines | undefined): NamedLines | undefined =>
    column && { names: column.names, of: Int32Array.from(rows, (row) => column.of[row]!) };
  const numberOf = new Int32Array(lines.customers.length).fill(-1);
  const customers: string[] = [];
  const customer = Int32Array.from(rows, (row) => {
    const of = lines.customer[row]!;
    if (of < 0) return -1;
    if (numberOf[of]! < 0) numberOf[of] = customers.push(lines.customers[of]!) - 1;
    return numberOf[of]!;
  });
  return {
    ...lines,
    customers,
    customer,
    time: numbers(lines.time),
    quantity: numbers(lines.quantity),
    price: numbers(lines.price),
    discount: lines.discount && numbers(lines.discount),
    invoice: named(lines.invoice),
    product: named(lines.product),
    currency: named(lines.currency),
    other: named(lines.other),
  };
}
