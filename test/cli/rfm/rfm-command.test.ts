import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { expect, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli";
import { loadTableSegments } from "../../../src/segments";

/** Runs a command as the shell would. */
async function cli(...args: string[]) {
  const texts = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += chunk;
        done();
      },
    });
  const code = await runCli(args, { stdin: Readable.from([]), stdout: sink("out"), stderr: sink("err") });
  return { code, ...texts };
}

const lines = Array.from({ length: 300 }, (_, i) => {
  const day = `2026-0${1 + (i % 9)}-${10 + (i % 17)}`;
  return `${i},P${i % 5},${i % 23 === 0 ? -1 : 1 + (i % 3)},${day},${2 + (i % 60)},${i % 31 === 0 ? "" : `u${i % 60}`}\n`;
});

async function shop(header = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n") {
  const folder = await mkdtemp(join(tmpdir(), "seqment-rfm-"));
  const file = join(folder, "orders.csv");
  await writeFile(file, header + lines.join(""));
  return { folder, file };
}

test("seqment rfm: columns by their names, cleaned, scored, named, drafted; page, users and model written", async () => {
  const { folder, file } = await shop();
  const [out, users, model] = ["page.html", "users.csv", "shop.seqment"].map((name) => join(folder, name));
  const {
    code,
    out: text,
    err,
  } = await cli("rfm", file, "--symbol", "£", "--out", out!, "--users", users!, "--model", model!);
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(text).toMatch(/^300 lines of 60 customers read; \d+ of \d+ left\n/);
  expect(text).toMatch(/missing customer +10 found, 10 removed/);
  expect(text).toContain("4 segments: the default; --k auto takes as many as the data support");
  expect(text.match(/^--- Mail to /gm)).toHaveLength(2);
  expect(await readFile(out!, "utf8")).toMatch(/^<!doctype html>/);
  expect((await readFile(users!, "utf8")).split("\r\n")[0]).toBe("id,segment,number,name,probability,status");
  expect((await loadTableSegments(model!)).segments).toHaveLength(4);
});

test("seqment rfm --json, columns by flags, actions of one's own", async () => {
  const { folder, file } = await shop("a,b,c,d,e,f\n");
  const actions = join(folder, "actions.csv");
  await writeFile(actions, "name,goal,offer,subject\nHigh-Value Frequent,thank them,a cake,For you\n");
  const flags = [
    "--customer",
    "f",
    "--time",
    "d",
    "--price",
    "e",
    "--quantity",
    "c",
    "--k",
    "auto",
    "--actions",
    actions,
  ];
  const { code, out } = await cli("rfm", file, ...flags, "--as-of", "2026-12-31", "--json");
  expect(code).toBe(0);
  const found = JSON.parse(out);
  expect(found.scores.asOf).toBe("2026-12-31");
  expect(found.selection.rule).toBe("strength-and-gap");
  expect(found.segments.length).toBeGreaterThan(0);
});

test("seqment rfm says what is missing or wrong", async () => {
  const { file } = await shop("a,b,c,d,e,f\n");
  const unknown = await cli("rfm", file);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain(
    `--customer and --time and --price: no column of ${file} is known by its name; its columns: a, b, c, d, e, f`,
  );
  expect((await cli("rfm", file, "--k", "few")).err).toContain('expected a whole number or auto, got "few"');
  expect((await cli("rfm", join(file, "none"))).code).toBe(1);
});

test.each([
  [
    "one customer",
    ["1,P,2,2026-01-03,4,ann", "2,P,1,2026-02-03,5,ann"],
    0,
    "1 segment: too few rows for several segments",
  ],
  [
    "all equal",
    Array.from({ length: 30 }, (_, i) => `${i},P,1,2026-01-03,4,u${i}`),
    0,
    "1 segment: nothing supports more",
  ],
  [
    "three kinds",
    Array.from({ length: 30 }, (_, i) => `${i},P,1,2026-01-0${1 + (i % 3)},4,u${i}`),
    0,
    "3 segments: the default",
  ],
  [
    "one order each",
    Array.from({ length: 40 }, (_, i) => `${i},P,1,2026-0${1 + (i % 9)}-03,${1 + i},u${i}`),
    0,
    "frequency: all numbers are equal",
  ],
  ["no purchases", [], 1, " has no lines of orders\n"],
  [
    "negative amounts",
    Array.from({ length: 30 }, (_, i) => `${i},P,1,2026-01-03,-4,u${i}`),
    1,
    "got none (30 lines removed: negative price)",
  ],
  [
    "NaN",
    Array.from({ length: 30 }, (_, i) => `${i},P,1,2026-01-03,NaN,u${i}`),
    1,
    "no row is a line of an order: unparsable price in 30 of them",
  ],
] as const)("seqment rfm of %s is answered", async (_, rows, exit, text) => {
  const file = join(await mkdtemp(join(tmpdir(), "seqment-rfm-")), "orders.csv");
  await writeFile(file, ["InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID", ...rows, ""].join("\n"));
  const { code, out, err } = await cli("rfm", file);
  expect(`${out}${err}`).toContain(text);
  expect(Math.min(1, code)).toBe(exit);
});

test("more segments than there are kinds of customers are refused with their number", async () => {
  const { file } = await shop();
  expect((await cli("rfm", file, "--k", "400")).err).toMatch(
    /--k expected at most the number of different rows \(\d+\)/,
  );
});

test("seqment rfm notes how figures were read, with the flag that says otherwise", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `c${i % 4};${1 + i}.03.2026;"1,${100 + i}"`);
  const { file } = await shop(`client;date;total\n${rows.join("\n")}\n`);
  expect((await cli("rfm", file)).out).toContain(
    'note: "1,100" was read as 1100; where its comma begins decimals, say --decimal ","',
  );
  expect((await cli("rfm", file, "--decimal", ",")).out).not.toContain("was read as");
});

test("seqment rfm: sums of several currencies, and files without lines, are refused", async () => {
  const folder = await mkdtemp(join(tmpdir(), "seqment-rfm-"));
  const file = join(folder, "orders.csv");
  await writeFile(
    file,
    "customer,date,amount,currency\nann,2026-03-01,5,EUR\nbob,2026-03-02,6,USD\nbob,2026-03-02,7,\n",
  );
  const { code, err } = await cli("rfm", file);
  const advice = "bring them to one before, or keep those of one";
  expect({ code, err }).toEqual({ code: 1, err: `seqment: lines are of several currencies (EUR, USD): ${advice}\n` });
  await writeFile(file, "customer,date,amount\n");
  expect((await cli("rfm", file)).err).toBe(`seqment: ${file} has no lines of orders\n`);
});

test("seqment rfm --missing names who is nobody", async () => {
  const { file } = await shop();
  expect((await cli("rfm", file, "--missing", "u1", "--missing", "u2")).out).toMatch(/^300 lines of 58 customers read/);
});
