import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { fitSegments, type SegmentModel } from "../../../src";
import { LineAnswers } from "../../../src/cli/assign/line-answers";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { runCli } from "../../../src/cli/run-cli";
import { demoEvents } from "../../helpers/demo-paths";
import { cli } from "../../helpers/run-cli";
import { size } from "../../helpers/size";

let folder: string;
let saved: string;
let model: SegmentModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-lines-"));
  saved = join(folder, "players.seqment");
  model = await fitSegments((await demoEvents(size(60, 120))).events, {
    seed: 7,
    embedding: "order",
    clustering: "hdbscan",
  });
  await model.save(saved);
});

const assign = (input: string | Uint8Array | Readable, ...flags: string[]) =>
  cli(["assign", saved, "--input", "-", ...flags], { input });

const PATH = "START -> LEVEL_5_FAIL -> PURCHASE_BOOST";

describe("ids", () => {
  test("stand in an object, before a tab, or before one that --id names; answers bear them", async () => {
    const lines = [
      `{"id":"u1","actions":${JSON.stringify(PATH.split(" -> "))}}`,
      `u2\t${PATH}`,
      `{"id":3,"actions":[]}`,
      `__proto__\t${JSON.stringify(PATH.split(" -> "))}`,
      PATH,
    ];
    const { out } = await assign(`${lines.join("\n")}\n`);
    const answers = out.trimEnd().split("\n");
    const plain = answers[4]!;
    expect(answers.slice(0, 2)).toEqual([`u1\t${plain}`, `u2\t${plain}`]);
    expect(answers.slice(2, 4)).toEqual(["3\tnone\t0.00\tempty sequence", `__proto__\t${plain}`]);

    const named = await assign(`u 1\tSTART LEVEL_5_FAIL PURCHASE_BOOST\nno tab\n`, "--id", "--json");
    const [first, second] = named.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first.id).toBe("u 1");
    expect(first.name).toBe((await model.assign(PATH)).name);
    expect(second).toEqual({ error: "line 2 expected an id, a tab and a path", line: 2 });
  });

  test("one that is no text or number is an error in its place", async () => {
    const { out, code } = await assign('{"id":{},"actions":["START"]}\n{"id":"a","actions":"START"}\n', "--json");
    const said = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).error);
    expect({ code, said }).toEqual({
      code: 0,
      said: [
        'line 1 expected a text or a number as "id"',
        'line 2 expected a JSON list of actions, or an object with such a list "actions"',
      ],
    });
  });

  test("numbers that lose digits are refused, for two users would bear one id", async () => {
    const of = (id: string) => `{"id":${id},"actions":[]}\n`;
    const { out } = await assign([of("9007199254740991"), of("9007199254740993"), of("1e400"), of("-7.5")].join(""));
    const refused = 'expected a number up to 2^53 as "id", beyond which numbers lose digits: write it as text';
    expect(out.trimEnd().split("\n")).toEqual([
      "9007199254740991\tnone\t0.00\tempty sequence",
      `error\tline 2 ${refused}`,
      `error\tline 3 ${refused}`,
      "-7.5\tnone\t0.00\tempty sequence",
    ]);
  });

  test("are reported with the error where only the actions cannot be read", async () => {
    const { out } = await assign('{"id":"u1"}\nu2\t["START"\n', "--json");
    const said = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(said).toEqual([
      {
        id: "u1",
        error: 'line 1 expected a JSON list of actions, or an object with such a list "actions"',
        line: 1,
      },
      { id: "u2", error: 'line 2 begins like JSON but is not: ["START"', line: 2 },
    ]);
  });
});

describe("lines that are no text", () => {
  test("are errors in their places, a NUL in the first one too", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`START \0 PLAY\r\n${PATH}\r\n`),
      Buffer.from([0xff, 0xfe, 10]),
      Buffer.from(`${PATH}\n`),
    ]);
    const { out, code } = await assign(bytes);
    const [first, second, third, fourth] = out.trimEnd().split("\n");
    expect([code, first, third]).toEqual([0, "error\tline 1 holds a NUL", "error\tline 3 text that is not UTF-8"]);
    expect([second!.split("\t").length > 1, fourth]).toEqual([true, second]);
  });

  test("half a gzip file is reported as such, what came before is answered", async () => {
    const whole = gzipSync(Array.from({ length: 30_000 }, (_, i) => `START -> P${i * 7919}`).join("\n"));
    const { code, err } = await assign(whole.subarray(0, whole.length / 2));
    expect({ code, err }).toEqual({ code: 1, err: "seqment: the compressed data ends early; the file is truncated\n" });
  });
});

test("an event log is answered by user, with the flags of fit, from standard input and gzip too", async () => {
  const { events } = makeDemoLog({ users: 30 });
  const csv = `who,what,when\n${events.map(({ user, action, time }) => `${user},${action},${time}\n`).join("")}`;
  const file = join(folder, "new.csv.gz");
  await writeFile(file, gzipSync(csv));
  const columns = ["--user", "who", "--action", "what", "--time", "when", "--json"];
  const { out, code } = await cli(["assign", saved, "--input", file, ...columns]);
  const answers = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect({ code, users: answers.length }).toEqual({ code: 0, users: 30 });
  expect(answers.map(({ id }) => id)).toEqual([...new Set(events.map(({ user }) => user))]);
  expect((await assign(csv, ...columns)).out).toBe(out);
  expect((await assign(csv, ...columns, "--flush")).out).toBe(out);
  const half = await assign(csv, "--user", "who", "--time", "at");
  expect({ code: half.code, err: half.err.split("\n")[0] }).toEqual({
    code: 2,
    err: "seqment: --action is missing: an event log needs --user, --action and --time, or a --preset. seqment inspect - guesses them. Without these flags each line is a sequence",
  });
  expect((await assign("A\n", "--strict")).err).toContain(
    "--strict is for event logs: add --user, --action and --time",
  );
});

test("each distinct path is assigned once, and answers are those of the library", async () => {
  const asked: number[] = [];
  const counting = {
    assign(paths: string[][]) {
      asked.push(paths.length);
      return model.assign(paths);
    },
  };
  const { stream: stdout, written } = collecting();
  const io = { stdin: Readable.from([]), stdout, stderr: stdout };
  const answers = new LineAnswers(counting as never, io, { json: true, named: false, flush: false, complete: true });
  const paths = Array.from({ length: 40 }, (_, i) => ["START", ...Array(i % 8).fill("LEVEL_1_PASS")]);
  const lines = Array.from({ length: 5000 }, (_, i) => `${JSON.stringify(paths[i % paths.length])}\n`);
  for (let at = 0; at < lines.length; at += 700) await answers.push(Buffer.from(lines.slice(at, at + 700).join("")));
  await answers.end();
  expect(asked).toEqual([8]);
  const expected = (await model.assign(paths)).map((answer) => JSON.stringify(answer));
  expect(written.join("").trimEnd().split("\n")).toEqual(lines.map((_, i) => expected[i % paths.length]));
});

test("memory of paths is bounded: more distinct ones than it holds are answered too", async () => {
  const stub = {
    assign: async (paths: string[][]) =>
      paths.map((path) => ({ segment: -1, name: null, confidence: 0, alternatives: [], reason: path.join() })),
  };
  const { stream: stdout, written } = collecting();
  const answers = new LineAnswers(
    stub as never,
    { stdin: Readable.from([]), stdout, stderr: stdout },
    { json: false, named: false, flush: false, complete: true },
  );
  for (let block = 0; block < 30; block++) {
    await answers.push(Buffer.from(Array.from({ length: 5000 }, (_, i) => `A${block * 5000 + i}\n`).join("")));
  }
  expect(written.join("").split("\n")).toHaveLength(150_001);
});

test("with --flush each answer is written before the next line is looked at", async () => {
  const { stream: stdout, written } = collecting();
  const io = { stdin: Readable.from(["START\nQUIT\nSTART\n"]), stdout, stderr: stdout };
  expect(await runCli(["assign", saved, "--input", "-", "--flush"], io)).toBe(0);
  expect(written.map((text) => text.split("\n").length)).toEqual([2, 2, 2]);
  const { out } = await assign("START\nQUIT\nSTART\n");
  expect(written.join("")).toBe(out);
});

test("what is read waits for what is written, and an interrupt ends the waiting", async () => {
  let read = 0;
  const input = Readable.from(
    (function* () {
      for (; read < 500; read++) yield Buffer.from(`${PATH}\n`.repeat(500));
    })(),
    { objectMode: true, highWaterMark: 1 },
  );
  const interrupt = new AbortController();
  let stalled = 0;
  const stdout = new Writable({
    highWaterMark: 1,
    write() {
      stalled += 1; // never taken
      setImmediate(() => interrupt.abort(new Error("interrupted")));
    },
  });
  const { stream: stderr, written: err } = collecting();
  const code = await runCli(["assign", saved, "--input", "-"], {
    stdin: input,
    stdout,
    stderr,
    signal: interrupt.signal,
  });
  expect({ code, err, stalled }).toEqual({ code: 130, err: ["seqment: interrupted\n"], stalled: 1 });
  expect(read).toBeLessThan(10);
});

function collecting(): { stream: Writable; written: string[] } {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { stream, written };
}

test("a file in the place of --input is named in the command that is right", async () => {
  const run = await cli(["assign", saved, "events.csv"]);
  expect({ code: run.code, err: run.err.split("\n")[0] }).toEqual({
    code: 2,
    err: `seqment: --input is missing: seqment assign ${saved} --input events.csv (for an event log also --user, --action and --time)`,
  });
  expect((await cli(["assign", saved])).err).toContain(`seqment assign ${saved} --input FILE (for an event log`);
  const two = await cli(["assign", saved, "more.csv", "--input", "events.csv"]);
  expect(two.err).toContain("seqment: assign reads one file, that of --input, got more.csv too\n");
});

test("lines of actions that the model does not know get a hint, a line that it knows none", async () => {
  const foreign = await assign("page_view -> buy\nscroll\n");
  expect(foreign.out).toBe("none\t0.00\tno known action\nnone\t0.00\tno known action\n");
  expect(foreign.err).toMatch(
    /^seqment: no line has an action that the model knows, such as [A-Z_\d]+, .+; -> separates/,
  );
  expect((await assign(`page_view -> buy\n${PATH}\n`)).err).toBe("");
  expect((await assign("")).err).toBe("");
});
