export type { WarehouseDialect } from "./dialects/dialect";
export { type DuckdbRowsOptions, duckdbRows } from "./extract/duckdb-rows";
export { type ExtractSequencesOptions, extractSequences } from "./extract/extract-sequences";
export type { RunSql, WarehouseRow } from "./extract/rows";
export { type SegmentOfPath, segmentsOfPaths } from "./segments-of-paths";
export type { WarehouseColumns, WarehouseOptions, WarehouseTimeUnit } from "./warehouse-options";
export { type WarehouseSequences, warehouseSequences } from "./warehouse-sequences";
