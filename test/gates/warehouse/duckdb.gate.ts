import { openDuckdbEngine } from "./duckdb";
import { sameAsBuilt } from "./same-as-built";

sameAsBuilt("DuckDB", "duckdb", () => openDuckdbEngine());
