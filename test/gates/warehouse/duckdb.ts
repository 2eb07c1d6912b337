import { openDuckdb } from "../../helpers/duckdb";
import type { Engine } from "./engine";

/** DuckDB in this process; `rewrite` is what becomes of a text before it runs. */
export async function openDuckdbEngine(
  rewrite: (sql: string) => Promise<string> = async (sql) => sql,
): Promise<Engine> {
  const { run, execute, close } = await openDuckdb();
  return {
    run: async (sql) => run(await rewrite(sql)),
    load: (file) =>
      execute(
        `create or replace table log as select u as "user", a as "ev""en\`t", make_timestamp(us) as t, s, ns,
           make_timestamp_ns(ns) as tn, o as o1
         from read_json('${file}', format = 'newline_delimited',
           columns = {u: 'varchar', a: 'varchar', s: 'varchar', us: 'bigint', ns: 'bigint', o: 'integer'})`,
      ),
    close: async () => close(),
  };
}
