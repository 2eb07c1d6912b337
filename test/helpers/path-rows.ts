import type { RunSql, WarehouseOptions } from "../../src/warehouse";
import { warehouseSequences } from "../../src/warehouse";
import { RowReader, rowsOf } from "../../src/warehouse/extract/rows";
import type { CountedPath } from "../reference/sample-paths";

/** What the text `paths` gives in an engine, in the order of paths. */
export async function pathRows(run: RunSql, options: WarehouseOptions): Promise<CountedPath[]> {
  const reader = new RowReader("paths");
  const found: CountedPath[] = [];
  for await (const row of rowsOf(run, warehouseSequences(options).paths)) {
    const path = reader.value(row, "path") as string | null;
    found.push({ path, length: reader.count(row, "length"), weight: reader.count(row, "weight") });
  }
  const key = ({ path, length }: CountedPath) => `${path ?? ""} ${length}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
