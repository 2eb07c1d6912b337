import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli";
import { loadSegments } from "../../../src/segments";

let folder: string;
let csv: string;

async function cli(args: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += chunk;
        done();
      },
    });
  const code = await runCli([...args], { stdin: Readable.from([input]), stdout: sink("out"), stderr: sink("err") });
  return { code, ...texts };
}

const FIT = ["--user", "u", "--action", "a", "--time", "t", "--embedding", "ngrams", "--clustering", "kmeans"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-prepare-"));
  csv = join(folder, "events.csv");
  const buyers = ["/shop/1?x=2", "ping", "/cart", "/buy"];
  const readers = ["/news/2", "/news/3", "ping", "/news/4", "/about"];
  const rows = Array.from({ length: 30 }, (_, user) =>
    (user % 2 ? buyers : readers).map((action, i) => `u${user},${action},${86_400 * (user + i)}`),
  );
  const robot = Array.from({ length: 50 }, (_, i) => `bot,/shop/${i},${i}`);
  await writeFile(csv, `u,a,t\n${[...rows.flat(), ...robot].join("\n")}\n`);
});

test("flags are steps in the order of the help, those of a file come last", async () => {
  const steps = join(folder, "steps.json");
  const model = join(folder, "m.seqment");
  await writeFile(steps, JSON.stringify([{ step: "group", actions: "/news/*", name: "news" }]));
  const { code, out, err } = await cli([
    ...[
      "fit",
      csv,
      ...FIT,
      "--out",
      model,
      "--prepare",
      steps,
      "--drop-robots",
      "20",
      "--drop",
      "pi*g",
      "--clean-urls",
    ],
    ...["--keep-paths", "[^ /nothing]", "--lost-after", "14d"],
  ]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n").slice(2, 8)).toEqual([
    "  drop: 185 -> 155 events, 31 users, 58 -> 57 actions",
    "  cleanUrls: 155 events, 31 users, 57 -> 5 actions",
    "  dropRobots: 155 -> 105 events, 31 -> 30 users, 5 actions",
    '  keepPaths: 105 events, 30 users, 5 actions; in "[^ /nothing]", no action is named "/nothing" (column 4)',
    "  markers: 105 -> 181 events, 30 users, 5 -> 8 actions; 16 events LOST",
    "  group: 181 -> 151 events, 30 users, 8 actions",
  ]);
  const { sequences, report } = await loadSegments(model);
  expect(sequences.rules.prepare.map(({ step }) => step)).toEqual([
    "drop",
    "cleanUrls",
    "dropRobots",
    "keepPaths",
    "markers",
    "group",
  ]);
  expect(report.sequences.leftOut).toBe(1);

  const answered = await cli(["assign", model, "--input", "-"], "/shop/7 -> ping -> /cart -> /buy\n");
  expect(answered.err).toBe(
    "seqment: lines have no times; they pass these steps of the model as they are: markers (lostAfter)\n",
  );
  expect(answered.code).toBe(0);

  const page = join(folder, "page.html");
  expect((await cli(["report", model, "--out", page])).code).toBe(0);
  expect(await readFile(page, "utf8")).toContain(
    "<h3>Prepared</h3><ol><li>drop: 185 -&gt; 155 events, 31 users, 58 -&gt; 57 actions</li>",
  );
});

test("candidates are compared on what the flags leave", async () => {
  const { code, err } = await cli(["candidates", csv, ...FIT.slice(0, 6), "--keep", "/shop/*", "--keep", "ping"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

describe("what is no step is reported before the work", () => {
  test.each([
    [
      ["--drop-robots", "many"],
      /^seqment: option '--drop-robots <n>' argument 'many' is invalid\. expected a whole number/,
    ],
    [["--lost-after", "soon"], /^seqment: --lost-after expected a duration > 0 such as .*, got "soon"\n/],
    [
      ["--keep-paths", "a ->"],
      "seqment: --keep-paths expected an action, got the end of the pattern at column 5\n  a ->\n      ^\n(add --help for the options)\n",
    ],
    [["--prepare", "none.json"], /^seqment: --prepare none\.json: no such file or folder/],
  ])("%j", async (flags, expected) => {
    const { code, err } = await cli(["fit", "missing.csv", ...FIT, ...flags]);
    expect(code).toBe(2);
    if (typeof expected === "string") expect(err).toBe(expected);
    else expect(err).toMatch(expected);
  });

  test.each([
    ["{", /^seqment: --prepare .*wrong\.json is not JSON: /],
    [
      "{}",
      'seqment: --prepare: "prepare" expected an array of steps, got an object (Object)\n(add --help for the options)\n',
    ],
    ['[{ "step": "dorp" }]', /^seqment: --prepare: "prepare\[0\]\.step" expected one of .*; did you mean "drop"\?\n/],
  ])("a file that holds %j", async (text, expected) => {
    const file = join(folder, "wrong.json");
    await writeFile(file, text);
    const { code, err } = await cli(["fit", "missing.csv", ...FIT, "--prepare", file]);
    expect(code).toBe(2);
    if (typeof expected === "string") expect(err).toBe(expected);
    else expect(err).toMatch(expected);
  });
});
