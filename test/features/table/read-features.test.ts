import { expect, test } from "vitest";
import { readFeatures } from "../../../src/features";

const read = (text: string, options?: Parameters<typeof readFeatures>[1]) => readFeatures([text], options);

test("reads figures by the names of their columns; an empty cell is missing", async () => {
  const table = await read('\uFEFFuser,"visits, all",spent\r\nann,3,20.5\r\n"bob ""b""",12,\r\nçaé,NA,-1e3\r\n');
  expect(table.ids).toEqual(["ann", 'bob "b"', "çaé"]);
  expect(table.names).toEqual(["visits, all", "spent"]);
  expect(table.columns.map((values) => [...values])).toEqual([
    [3, 12, Number.NaN],
    [20.5, Number.NaN, -1000],
  ]);
});

test("takes the columns that are asked for, in that order, and a hostile name like any other", async () => {
  const table = await read("a;__proto__;who;country\n1;2;u1;FR\n3;4;u2;UK\n", {
    id: "who",
    columns: ["__proto__", "a"],
  });
  expect(table.ids).toEqual(["u1", "u2"]);
  expect(table.names).toEqual(["__proto__", "a"]);
  expect(table.columns.map((values) => [...values])).toEqual([
    [2, 4],
    [1, 3],
  ]);
});

test.each([
  ["user,spent\nann,many\n", {}, 'line 2: "spent" is "many", no number; name the columns of figures'],
  ["user,spent\nann,Infinity\n", {}, 'line 2: "spent" is "Infinity", no number; name the columns of figures'],
  ["user,spent\nann,1,2\n", {}, "line 2: 3 fields, where the first line has 2"],
  ["user,spent\n,1\n", {}, 'line 2: no "user"'],
  ["user,spent\nann,1\nann,2\n", {}, '"source" expected each id once, got "ann" twice'],
  ["user\nann\n", {}, '"source" expected a column of figures beside the ids, got none'],
  ['user,spent\nann,"1\n', {}, "line 2: broken quotes"],
  ["user,spent\nann,1\n", { columns: "spent" as never }, '"columns" expected an array of texts, got "spent"'],
  ["user,spent\nann,1\n", { key: "user" } as never, '"key" is not an option'],
] as const)("%j with %j is refused", async (text, options, message) => {
  await expect(read(text, options)).rejects.toThrow(message);
});

test("a column that is not there is named, with those that are", async () => {
  await expect(read("user,spent\nann,1\n", { id: "customer" })).rejects.toThrow(/"customer".*"?user"?/);
});
