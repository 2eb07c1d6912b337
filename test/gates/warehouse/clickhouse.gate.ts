import { openPythonDatabase } from "./python-engine";
import { sameAsBuilt } from "./same-as-built";

sameAsBuilt("ClickHouse", "clickhouse", () => openPythonDatabase("clickhouse.py", "chdb"));
