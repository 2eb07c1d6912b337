import type { Transactions } from "./types";

/** What cancellations took back. */
export interface CancelledLines {
  /** Cancelling lines that found purchases of as many pieces; of fewer; none. */
  readonly matched: number;
  readonly partlyMatched: number;
  readonly unmatched: number;
  /** Purchases that are gone, and such that hold fewer pieces now. */
  readonly purchasesRemoved: number;
  readonly purchasesReduced: number;
  /** Pieces taken back, and their worth. */
  readonly pieces: number;
  readonly worth: number;
  /** Pieces for which no purchase was found: bought before the data begin, for one. */
  readonly unmatchedPieces: number;
}

/**
 * Makes purchases smaller by the lines that take them back: of the same customer, product and price, the latest before it
 * first. Lines of one moment count purchases first.
 *
 * @param left for each line 1 for a purchase, `cancels` for one that takes it back, 0 for a line that is gone.
 * @returns for each line the pieces that are left of it.
 */
export function settleCancellations(
  lines: Transactions,
  left: Uint8Array,
  cancels: number,
): { readonly quantity: Float64Array; readonly cancelled: CancelledLines } {
  const quantity = Float64Array.from(lines.quantity);
  const purchases = purchasesOf(lines, left, cancels);
  const found = { matched: 0, partlyMatched: 0, unmatched: 0, pieces: 0, worth: 0, unmatchedPieces: 0 };
  for (const { line, open } of purchases) {
    const wanted = Math.abs(lines.quantity[line]!);
    let rest = wanted;
    while (rest > 0 && open.length > 0) {
      const purchase = open.at(-1)!;
      const taken = Math.min(rest, quantity[purchase]!);
      quantity[purchase]! -= taken;
      rest -= taken;
      found.worth += taken * lines.price[line]!;
      if (quantity[purchase] === 0) open.pop();
    }
    found.pieces += wanted - rest;
    found.unmatchedPieces += rest;
    if (rest === 0) found.matched += 1;
    else if (rest < wanted) found.partlyMatched += 1;
    else found.unmatched += 1;
  }
  let [purchasesRemoved, purchasesReduced] = [0, 0];
  for (let i = 0; i < quantity.length; i++) {
    if (left[i] !== 1 || quantity[i] === lines.quantity[i]) continue;
    if (quantity[i] === 0) purchasesRemoved += 1;
    else purchasesReduced += 1;
  }
  return { quantity, cancelled: { ...found, purchasesRemoved, purchasesReduced } };
}

/** Each line that takes back, in the order of time, with the purchases of the same kind that stand before it. */
function* purchasesOf(
  { customer, product, price, time, quantity }: Transactions,
  left: Uint8Array,
  cancels: number,
): Generator<{ readonly line: number; readonly open: number[] }> {
  const productOf = product?.of;
  const kindOf = (line: number) => `${customer[line]} ${productOf?.[line] ?? -1} ${price[line]}`;
  const open = new Map<string, number[]>();
  const takenBack: number[] = [];
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== cancels) continue;
    takenBack.push(i);
    open.set(kindOf(i), []);
  }
  if (takenBack.length === 0) return;
  const customers = new Set(takenBack.map((line) => customer[line]!));
  const both = [...takenBack];
  for (let i = 0; i < left.length; i++) {
    if (left[i] === 1 && quantity[i]! > 0 && customers.has(customer[i]!) && open.has(kindOf(i))) both.push(i);
  }
  both.sort((a, b) => time[a]! - time[b]! || left[a]! - left[b]! || a - b);
  for (const line of both) {
    const ofKind = open.get(kindOf(line))!;
    if (left[line] === 1) ofKind.push(line);
    else yield { line, open: ofKind };
  }
}
