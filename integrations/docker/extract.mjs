// The events of a window, out of whatever DuckDB reads, as one Parquet file: node extract.mjs SOURCE TIME FROM TO OUTPUT
// SOURCE is what stands after `from`, such as 's3://logs/*.parquet'; FROM (included) and TO (not) are times such as 2026-11-01.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const [source, time, from, to, output] = process.argv.slice(2);
if (output === undefined) throw new Error("expected SOURCE TIME FROM TO OUTPUT");
const column = `"${time.replaceAll('"', '""')}"`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;
await mkdir(dirname(output), { recursive: true });
const connection = await (await DuckDBInstance.create()).connect();
const within = `${column} >= ${text(from)}::timestamp and ${column} < ${text(to)}::timestamp`;
await connection.run(`copy (from ${source} where ${within}) to ${text(output)} (format parquet)`);
const [[count]] = (await connection.runAndReadAll(`select count(*) from ${text(output)}`)).getRows();
if (Number(count) === 0) throw new Error(`no events from ${from} to ${to}`);
console.log(`${count} events`);
