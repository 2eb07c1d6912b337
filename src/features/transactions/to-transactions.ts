import { listOfTexts, plainObject, typedArray, wrongType } from "../../core/internal";
import { ZONE } from "../calendar/days";
import type { Transactions } from "./types";

const EXPECTED = "transactions, as readTransactions gives them";

/** Milliseconds: days around them can still be written. */
const LATEST = 8.6e15;

/** What was read once is not read again. */
const READ = new WeakSet<object>();

/**
 * Reads transactions at the public edge: that their columns are there and fit each other.
 *
 * @throws TypeError or RangeError naming the column.
 */
export function toTransactions(name: string, value: unknown): Transactions {
  const parts = plainObject(name, EXPECTED, value);
  if (READ.has(parts)) return value as Transactions;
  if (!("customers" in parts && "customer" in parts && "price" in parts)) throw wrongType(name, EXPECTED, value);
  const customers = listOfTexts(`${name}.customers`, parts.customers);
  const { length } = typedArray(`${name}.customer`, "Int32Array", parts.customer, {
    min: -1,
    max: customers.length - 1,
  });
  typedArray(`${name}.time`, "Float64Array", parts.time, { length, min: -LATEST, max: LATEST });
  for (const column of ["quantity", "price"]) {
    typedArray(`${name}.${column}`, "Float64Array", parts[column], { length });
  }
  if (parts.discount !== undefined) typedArray(`${name}.discount`, "Float64Array", parts.discount, { length });
  for (const column of ["invoice", "product", "currency", "other"]) {
    if (parts[column] !== undefined) checkNames(`${name}.${column}`, parts[column], length);
  }
  ZONE.read(parts.zone, `${name}.zone`);
  plainObject(`${name}.report`, "the report of the reading", parts.report);
  READ.add(parts);
  return value as Transactions;
}

function checkNames(name: string, value: unknown, length: number): void {
  const { names, of } = plainObject(name, "names and the line they are of", value);
  typedArray(`${name}.of`, "Int32Array", of, { length, min: -1, max: listOfTexts(`${name}.names`, names).length - 1 });
}
