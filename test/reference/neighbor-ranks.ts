import type { Matrix } from "../../src/core";
import { nearestRows } from "./nearest-rows";

/** The rank of each other row among the neighbours of row i: `ranks[i].get(j)`, 1 for the nearest. */
export function neighborRanks(rows: Matrix, { half = false } = {}): Map<number, number>[] {
  const others = rows.rows - 1;
  const { indices } = nearestRows(rows, rows, others, { self: true, half });
  return Array.from({ length: rows.rows }, (_, i) => {
    const order = indices.slice(i * others, (i + 1) * others);
    return new Map(order.map((j, at) => [j, at + 1]));
  });
}
