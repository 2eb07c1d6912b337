import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { runCli } from "../../../src/cli/run-cli";
import { duckdbRows, warehouseSequences } from "../../../src/warehouse";
import { size } from "../../helpers/size";

const COLUMNS = ["--user", "user", "--action", "action", "--time", "time"];
const FIT = ["--embedding", "order", "--clustering", "hdbscan", "--min-cluster-size", "12", "--json"];
let folder: string;
let query: string;
let csv: string;

async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += chunk;
        done();
      },
    });
  const code = await runCli(args, { stdin: Readable.from([""]), stdout: sink("out"), stderr: sink("err") });
  return { code, ...texts };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-sql-"));
  csv = join(folder, "events.csv");
  const { events } = makeDemoLog({ users: size(70, 140) });
  const lines = events.map(({ user, action, time }) => `${user},${action},${time}\n`);
  await writeFile(csv, `user,action,time\n${lines.join("")}`);
  const parquet = join(folder, "events.parquet");
  for await (const _ of duckdbRows(`copy (from '${csv}') to '${parquet}'`));
  query = `from '${parquet}'`;
});
afterAll(() => rm(folder, { recursive: true }));

test("fit --sql gives the segments of the file, with the users' names", async () => {
  const users = join(folder, "users.csv");
  const fromFile = await cli("fit", csv, ...COLUMNS, "--session-gap", "2h", ...FIT);
  const fromSql = await cli("fit", "--sql", query, ...COLUMNS, "--session-gap", "2h", ...FIT, "--users", users);
  expect(fromSql.err).toBe("");
  expect(JSON.parse(fromSql.out).segments.length).toBeGreaterThan(1);
  expect(JSON.parse(fromSql.out).segments).toEqual(JSON.parse(fromFile.out).segments);
  expect(await readFile(users, "utf8")).toContain("player_00010,");
});

test("fit --sql --distinct-paths gives segments of the same names and sizes", async () => {
  const shown = ({ out }: { out: string }) =>
    (JSON.parse(out).segments as { name: string; size: number }[]).map(({ name, size }) => ({ name, size }));
  const rows = await cli("fit", "--sql", query, ...COLUMNS, "--session-gap", "2h", ...FIT);
  const paths = await cli("fit", "--sql", query, "--distinct-paths", ...COLUMNS, "--session-gap", "2h", ...FIT);
  expect(paths.err).toBe("");
  expect(shown(paths)).toEqual(shown(rows));
});

test("sql prints a text", async () => {
  const args = ["--table", "shop.events", ...COLUMNS, "--unit", "session", "--session-gap", "30m", "--drop", "PING"];
  const { paths } = warehouseSequences({
    dialect: "bigquery",
    table: "shop.events",
    columns: { user: "user", action: "action", time: "time" },
    unit: "session",
    sessionGap: "30m",
    rename: { PING: null },
  });
  expect(await cli("sql", "--dialect", "bigquery", ...args)).toEqual({ code: 0, out: paths, err: "" });
  const { out } = await cli("sql", "--dialect", "spark", ...args, "--text", "codes");
  expect(out).toContain("row_number() over (order by code_name) - 1 as code");
});

test.each<[string, string[], string]>([
  ["a file and a query", ["fit", "events.csv", "--sql", "from x", ...COLUMNS], "give a file or --sql, got both"],
  ["neither", ["fit", ...COLUMNS], "give a file or --sql, got neither"],
  [
    "a format of a query",
    ["fit", "--sql", "from x", "--format", "csv", ...COLUMNS],
    "--format is for files, not for --sql",
  ],
  ["paths of a file", ["fit", "events.csv", "--distinct-paths", ...COLUMNS], "--distinct-paths needs --sql"],
  ["no table", ["sql", "--dialect", "duckdb", ...COLUMNS], "give --table or --query, got neither"],
])("%s: wrong usage", async (_, args, message) => {
  const { code, err } = await cli(...args);
  expect(err).toContain(`seqment: ${message}`);
  expect(code).toBeGreaterThan(0);
});
