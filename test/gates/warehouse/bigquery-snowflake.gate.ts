import type { WarehouseDialect } from "../../../src/warehouse";
import { openDuckdbEngine } from "./duckdb";
import type { Engine } from "./engine";
import { startPython } from "./python-engine";
import { sameAsBuilt } from "./same-as-built";

// Not the real thing: sqlglot reads the text as that dialect's and writes it for DuckDB, which runs it.
sameAsBuilt("BigQuery (transpiled to DuckDB)", "bigquery", () => openTranspiled("bigquery"));
sameAsBuilt("Snowflake (transpiled to DuckDB)", "snowflake", () => openTranspiled("snowflake"));

async function openTranspiled(dialect: WarehouseDialect): Promise<Engine> {
  const python = await startPython("transpile.py", "sqlglot");
  const duckdb = await openDuckdbEngine(async (sql) => {
    let written = "";
    for await (const row of python.ask({ op: "transpile", sql, dialect })) written = String(row.sql);
    return written;
  });
  return {
    ...duckdb,
    async close() {
      await duckdb.close();
      await python.close();
    },
  };
}
