import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { afterAll, expect, test } from "vitest";
import { fitSegments, loadSegments, readEvents } from "../../../src";

const NAMES = ["Zoë 🐳", "__proto__", "=1+1", "ann", "漢字"];
const KINDS = ["A B C", "X Y Z", "A B C", "X Y Z Y", "A C"];
const rows = Array.from({ length: 60 }, (_, i) => i).flatMap((i) =>
  KINDS[i % 5]!.split(" ").map((action, time) => ({ user: `${NAMES[i % 5]}${i < 5 ? "" : i}`, action, time })),
);
const events = await readEvents(rows, { user: "user", action: "action", time: "time" });
const model = await fitSegments(events, { projection: false, embedding: "ngrams", reduction: false });
const folder = await mkdtemp(join(tmpdir(), "users-parquet-"));
afterAll(() => rm(folder, { recursive: true }));
const path = join(folder, "users.parquet");
const read = async () => {
  const file = new Uint8Array(await readFile(path)).buffer;
  const schema = parquetSchema(parquetMetadata(file)).children.map(({ element }) => element);
  return { schema, rows: await parquetReadObjects({ file }) };
};

test("a table of users as Parquet has the rows of the table, typed, with columns of one's own", async () => {
  const properties = {
    revenue: events.users.map((_, i) => (i % 3 ? i / 2 : null)),
    country: events.users.map((_, i) => (i % 2 ? "SE" : "DE")),
    paid: events.users.map((_, i) => i % 2 === 0),
  };
  await model.saveUsers(path, { properties });
  const { schema, rows } = await read();
  expect(rows).toEqual(await model.users({ properties }));
  const typeOf = (name: string) => schema.find((one) => one.name === name)!.type;
  expect(["id", "segment", "probability", "revenue", "country", "paid"].map(typeOf)).toEqual([
    ...["BYTE_ARRAY", "INT32", "DOUBLE", "DOUBLE", "BYTE_ARRAY", "BOOLEAN"],
  ]);
});

test("an empty table keeps its columns, and gives the same bytes each time", async () => {
  expect(model.report.clustering.noise).toBe(0);
  await model.saveUsers(path, { segment: -1 });
  const { schema, rows } = await read();
  expect(rows).toEqual([]);
  expect(schema.map(({ name }) => name)).toEqual(Object.keys((await model.users())[0]!));
  await model.saveUsers(path);
  const once = await readFile(path);
  await model.saveUsers(path);
  expect((await readFile(path)).equals(once)).toBe(true);
});

test("a damaged Parquet file is refused", async () => {
  await model.saveUsers(path);
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length - 60));
  await expect(loadSegments(await model.toBytes(), { users: path })).rejects.toThrow(
    "the table of users is a Parquet file that cannot be read",
  );
});
