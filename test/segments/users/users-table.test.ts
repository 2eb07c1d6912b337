import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fitSegments, loadSegments, readEvents } from "../../../src";
import { createAssigner } from "../../../src/online";
import { memoryStore } from "../../../src/stores";
import { demoEvents } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

const { events } = await demoEvents(size(100, 200));
const model = await fitSegments(events, {
  ...{ projection: false, embedding: "order", reduction: "pca", seed: 7 },
  clustering: { method: "hdbscan", minClusterSize: 8 },
});
const folder = await mkdtemp(join(tmpdir(), "users-"));
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
await model.save(at("model.seqment"));
await model.saveUsers(at("users.csv"));
await model.saveUsers(at("users.json"));
await model.saveUsers(at("users.parquet"));
const rows = await model.users();
const hash = (await model.hash()).slice(0, 16);
const load = (users: Parameters<typeof loadSegments>[1]) => loadSegments(at("model.seqment"), users);

describe("a loaded model with its table of users", () => {
  const shuffled = [...rows].sort((a, b) => (a.why < b.why ? -1 : a.why > b.why ? 1 : b.input - a.input));
  test.each([
    ["a path of CSV", async () => at("users.csv")],
    ["a path of JSON", async () => at("users.json")],
    ["a path of Parquet", async () => at("users.parquet")],
    ["bytes of Parquet", async () => new Uint8Array(await readFile(at("users.parquet")))],
    ["bytes", async () => new Uint8Array(await readFile(at("users.csv")))],
    ["rows", async () => rows],
    ["rows in another order", async () => shuffled],
    ["rows without a hash", async () => model.toRows("members")],
  ])("by %s knows names again", async (_, users) => {
    const loaded = await load({ users: await users() });
    expect(loaded.ids).toEqual(model.ids);
    expect(loaded.members(0)).toEqual(model.members(0));
    expect(loaded.segmentOf(events.users[3]!)).toBe(model.labels[3]);
    expect(loaded.toRows("members")).toEqual(model.toRows("members"));
    expect(await loaded.hash()).toBe(await model.hash());
    await expect(() => loaded.segmentOf("nobody")).toThrow('"id" expected the id of an input of the model');
  });

  test("shows names of the members of parts", async () => {
    const { model: deeper, isSplit } = await (await model.edit({ merge: [[0, 1]] })).refine(0, {
      anyway: true,
      projection: false,
    });
    expect(isSplit).toBe(true);
    const again = await loadSegments(await deeper.toBytes(), { users: await deeper.users() });
    const [id] = deeper.children.keys();
    expect(again.children.get(id!)!.ids).toEqual(deeper.children.get(id!)!.ids);
  });

  const changed = (i: number, change: object) => rows.map((row, j) => (i === j ? { ...row, ...change } : row));
  test.each<[string, () => unknown, string]>([
    [
      "another model's",
      () => changed(0, { model: "0123456789abcdef" }),
      `"users" expected the users of this model (${hash}), got those of the model 0123456789abcdef in row 1`,
    ],
    [
      "one user too few",
      () => rows.slice(0, -1),
      `"users" expected a row for each of the model's ${rows.length} inputs, got ${rows.length - 1} rows, none for input ${rows.length - 1}`,
    ],
    [
      "none",
      () => [],
      `"users" expected a row for each of the model's ${rows.length} inputs, got 0 rows, none for input 0`,
    ],
    [
      "one twice",
      () => [...rows, rows[4]],
      `"users" expected each input once, got input 4 in row 5 and row ${rows.length + 1}`,
    ],
    [
      "one in another segment",
      () => changed(2, { segment: 77 }),
      `"users" expected segment ${model.labels[2]} for input 2, as in the model, got 77 in row 3`,
    ],
    ["no id", () => changed(1, { id: "" }), '"users" expected a text or a number as id, got "" in row 2'],
    [
      "an input that there is not",
      () => changed(1, { input: -1 }),
      `"users" expected an integer >= 0 and <= ${rows.length - 1} as input, got -1 in row 2`,
    ],
    [
      "no column of inputs",
      () => [{ id: "u", segment: 0 }],
      '"users" expected a table with the columns id, input, segment, got one without input',
    ],
    ["no rows", () => [null], '"users" expected rows that are objects, got null in row 1'],
    [
      "CSV of no model",
      () => new TextEncoder().encode("id,input,segment\nu,0,0\n"),
      '"users" expected a table with the columns id, input, segment, model, got one without model',
    ],
    [
      "CSV with a torn row",
      () => new TextEncoder().encode("id,input,segment,model\nu,0\n"),
      '"users" expected 4 cells, as the header has, got 2 in line 2',
    ],
    [
      "bytes of no text",
      () => new Uint8Array([105, 100, 10, 255, 254]),
      '"users" expected text that is UTF-8, got other bytes in line 2',
    ],
    ["a number", () => 5, '"users" expected a path, a file: URL, bytes of CSV, JSON or Parquet, or rows, got 5'],
  ])("refuses %s", async (_, users, message) => {
    await expect(load({ users: users() as never })).rejects.toThrow(message);
  });
});

test("one segment alone, and those in none", async () => {
  const some = await model.users({ segment: 1 });
  expect(some.map(({ id }) => id)).toEqual(model.members(1));
  expect((await model.users({ segment: -1 })).map(({ id }) => id)).toEqual(model.members(-1));
  await expect(model.users({ segment: 99 })).rejects.toThrow(RangeError);
});

test("names that look like formulas come back as they were", async () => {
  const names = ["=1+1", "+2", "-3", "@x", "\tt", 'a"b', "a,b", "a\nb", "__proto__", "Ünï", "\u202e", "'q", "'=1+1"];
  const log = await readEvents(
    names.flatMap((user, i) => ["A", i % 2 ? "B" : "C"].map((action, time) => ({ user, action, time }))),
    { user: "user", action: "action", time: "time" },
  );
  const small = await fitSegments(log, { projection: false });
  await small.saveUsers(at("odd.csv"));
  await writeFile(at("odd.seqment"), await small.toBytes());
  const text = await readFile(at("odd.csv"), "utf8");
  expect(text).toContain("\r\n'=1+1,");
  const loaded = await loadSegments(at("odd.seqment"), { users: at("odd.csv") });
  expect(loaded.ids).toEqual(small.ids);
});

test("an online assigner loads it", async () => {
  const assigner = await createAssigner(model, { store: memoryStore({ now: () => 1_700_000_000_000 }) });
  expect(await assigner.load(rows)).toBe(rows.length);
  expect((await assigner.segmentOf(events.users[5]!))?.segment).toBe(model.labels[5]);
});
