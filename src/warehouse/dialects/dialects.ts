import { BIGQUERY } from "./bigquery";
import { CLICKHOUSE } from "./clickhouse";
import type { Dialect, WarehouseDialect } from "./dialect";
import { DUCKDB } from "./duckdb";
import { POSTGRESQL } from "./postgresql";
import { SNOWFLAKE } from "./snowflake";
import { SPARK } from "./spark";

/** Every dialect by its name. */
export const DIALECTS: Readonly<Record<WarehouseDialect, Dialect>> = {
  duckdb: DUCKDB,
  postgresql: POSTGRESQL,
  spark: SPARK,
  clickhouse: CLICKHOUSE,
  bigquery: BIGQUERY,
  snowflake: SNOWFLAKE,
};

export const DIALECT_NAMES = Object.keys(DIALECTS) as WarehouseDialect[];
