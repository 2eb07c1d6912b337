import type { Csr } from "../../src/core";

/** Dense rows in compressed rows, zeros left out. */
export function sparseOf(rows: readonly (readonly number[])[]): Csr {
  const entries = rows.map((row) => [...row.entries()].filter(([, value]) => value !== 0));
  const offsets = new Uint32Array(rows.length + 1);
  for (const [i, row] of entries.entries()) offsets[i + 1] = offsets[i]! + row.length;
  return {
    offsets,
    columns: Uint32Array.from(entries.flat(), ([column]) => column),
    values: Float32Array.from(entries.flat(), ([, value]) => value),
    rows: rows.length,
    cols: rows[0]?.length ?? 0,
  };
}
