import { expect, test } from "vitest";
import { readEvents } from "../../src";
import { duckdbRows } from "../../src/warehouse";

async function all(sql: string): Promise<unknown[]> {
  const rows = [];
  for await (const row of duckdbRows(sql)) rows.push({ ...row });
  return rows;
}

test("values of DuckDB's types come as JavaScript has them", async () => {
  const columns = [
    "timestamp '2026-01-05 23:30:00.123456' as micros",
    "timestamp_ns '2026-01-05 23:30:00.123456789' as nanos",
    "date '2026-01-05' as day",
    "[1, null, 3] as list",
    "{'a': {'b': ['x']}} as nested",
    "1.50::decimal(5, 2) as price",
    "10::hugeint as large",
    "true as yes",
    "null as nothing",
    "'A' as \"__proto__\"",
  ];
  expect(await all(`select ${columns.join(", ")}`)).toEqual([
    {
      micros: "2026-01-05 23:30:00.123456",
      nanos: "2026-01-05 23:30:00.123456789",
      day: "2026-01-05",
      list: [1, null, 3],
      nested: { a: { b: ["x"] } },
      price: "1.50",
      large: 10n,
      yes: true,
      nothing: null,
      ["__proto__"]: "A",
    },
  ]);
});

test("rows become events, whatever the type of the time", async () => {
  for (const time of ["timestamptz '2026-01-05 23:30:00+02'", "timestamp '2026-01-05 21:30:00'", "1767648600000"]) {
    const events = await readEvents(duckdbRows(`select 'ann' as u, 'A' as a, ${time} as t`), {
      user: "u",
      action: "a",
      time: "t",
    });
    expect([...events.time], time).toEqual([Date.UTC(2026, 0, 5, 21, 30)]);
  }
});

test("no row is a valid result, and a query that is wrong is DuckDB's error", async () => {
  expect(await all("select 1 as a where false")).toEqual([]);
  await expect(all("selec")).rejects.toThrow(/syntax error/);
  await expect(all(7 as unknown as string)).rejects.toThrow(new TypeError('"sql" expected text, got 7'));
});

test("many rows come in batches, and reading may end early", async () => {
  let rows = 0;
  for await (const { i } of duckdbRows("select i from range(100000) as numbers (i)")) {
    expect(i).toBe(BigInt(rows));
    if (++rows === 50_000) break;
  }
  expect(rows).toBe(50_000);
});
