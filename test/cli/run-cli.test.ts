import { access, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { loadSegments } from "../../src/segments";
import { cli, type Outcome } from "../helpers/run-cli";
import { size } from "../helpers/size";
import { TINY_MODELS } from "../helpers/tiny-model";

const USERS = size(70, 300);
let folder: string;
let csv: string;
let model: string;
let users: string;
/** What the fit of {@link model} printed. */
let fitted: Outcome;

const COLUMNS = ["--user", "user_id", "--action", "event", "--time", "timestamp"];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-cli-"));
  csv = join(folder, "events.csv");
  model = join(folder, "players.seqment");
  const lines = makeDemoLog({ users: USERS }).events.map(({ user, action, time }) => `${user},${action},${time}\n`);
  await writeFile(csv, `user_id,event,timestamp\n${lines.join("")}player_x,,2026-01-05T00:00:00Z\n`);
  users = join(folder, "users", "users.csv");
  fitted = await cli(["fit", csv, ...COLUMNS, "--seed", "7", "--out", model, "--users", users]);
  expect(fitted.code).toBe(0);
});

describe("report", () => {
  test("writes the page, whole or not at all, and says where", async () => {
    const page = join(folder, "pages", "report.html");
    const { code, out, err } = await cli(["report", model, "--out", page, "--title", "Players", "--max-points", "20"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Wrote .+report\.html \(0\.\d MB\): open it in a browser\.\n$/);
    const text = await readFile(page, "utf8");
    expect(text).toContain("<h1>Players</h1>");
    expect(text).toMatch(/20 of \d+ paths are drawn/);
  });

  test("of wrong numbers and of no model says what is wrong", async () => {
    expect(await cli(["report", model, "--max-points", "many"])).toMatchObject({ code: 2, out: "" });
    const tight = await cli(["report", model, "--max-bytes", "100000", "--out", join(folder, "tight.html")]);
    expect(tight.code).toBe(2);
    expect(tight.err).toMatch(/^seqment: --max-bytes expected at least \d{6} for this model, got 100000\n$/);
    expect(await cli(["report", model, "--max-bytes", "50", "--out", join(folder, "tight.html")])).toEqual({
      code: 2,
      out: "",
      err: "seqment: --max-bytes expected an integer >= 100000 and <= 400000000, got 50\n",
    });
    const { code, err } = await cli(["report", csv]);
    expect(code).toBe(1);
    expect(err).toMatch(/not a seqment model/);
  });
});

test("fit --segments asks for a number of segments, or for one of a range", async () => {
  for (const [asked, fewest, most] of [
    ["3", 3, 3],
    ["2-4", 2, 4],
  ] as const) {
    const { code, out } = await cli(["fit", csv, ...COLUMNS, "--segments", asked, "--json"]);
    const { report } = JSON.parse(out);
    expect([code, report.clustering.noise]).toEqual([0, 0]);
    expect(report.clustering.segments).toBeGreaterThanOrEqual(fewest);
    expect(report.clustering.segments).toBeLessThanOrEqual(most);
  }
});

test("fit --clustering markov-mixture --segments asks for so many Markov chains", async () => {
  const mixture = ["--clustering", "markov-mixture", "--segments", "3"];
  const { code, out } = await cli(["fit", csv, ...COLUMNS, ...mixture, "--json"]);
  expect(code).toBe(0);
  const { report } = JSON.parse(out);
  expect(report.clustering).toMatchObject({ method: "markov-mixture", segments: 3 });
  const both = await cli(["fit", csv, ...COLUMNS, ...mixture, "--min-samples", "5"]);
  expect(both).toMatchObject({ code: 2, out: "" });
  expect(both.err).toContain(
    "seqment: --min-samples is for --clustering hdbscan, dbscan and optics, not for markov-mixture",
  );
});

test.each([
  ["kmeans", ["--k", "3"]],
  ["hdbscan", ["--min-cluster-size", "20"]],
])("fit --clustering %s", async (method, flags) => {
  const { code, out } = await cli(["fit", csv, ...COLUMNS, "--clustering", method, ...flags, "--json"]);
  expect({ code, method: JSON.parse(out).report.clustering.method }).toEqual({ code: 0, method });
});

describe("candidates", () => {
  test("prints the table of candidates as text, Markdown or JSON", async () => {
    const { code, out, err } = await cli(["candidates", csv, ...COLUMNS, "--seed", "7"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(
      /^embedding +reduction +clustering +next-action bits +action bits +stability +segments +in no segment, %\n/,
    );
    expect(out).toContain("fitSegments takes the first:");
    const json = await cli(["candidates", csv, ...COLUMNS, "--seed", "7", "--workers", "1", "--as", "json"]);
    expect(JSON.parse(json.out).rows).toHaveLength(out.split("\n\n")[0]!.split("\n").length - 1);
  });

  test("of a missing file or wrong format says what is wrong", async () => {
    expect(await cli(["candidates", csv, ...COLUMNS, "--as", "xml"])).toMatchObject({ code: 2, out: "" });
    expect((await cli(["candidates", join(folder, "none.csv"), ...COLUMNS])).code).toBe(1);
  });
});

describe("fit", () => {
  test("says what went in, what was refused, and each segment at a glance", () => {
    const { code, out, err } = fitted;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(
      new RegExp(
        `^\\d,\\d{3} events of \\d,\\d{3} rows\n {2}refused 1 row: missing action \\(line \\d+\\)\n {2}times .+, read as ISO 8601\n(?: {2}.+\n)*${USERS} sequences, \\d+ distinct`,
      ),
    );
    for (const segment of [0, 1, 2, 3])
      expect(out).toMatch(new RegExp(`\nSegment ${segment + 1}: .+ \\(\\d+, [\\d.]+%\\)\n  does     `));
    expect(out).toContain("\n  typical  ");
  });

  test("--json prints profiles and report; workers and reruns give a file of the same bytes, --users CSV or JSON", async () => {
    const [again, json] = [join(folder, "deep", "again.seqment"), join(folder, "users.json")];
    const flags = ["--seed", "7", "--workers", "1", "--json", "--out", again, "--users", json];
    const { out } = await cli(["fit", csv, ...COLUMNS, ...flags]);
    const { segments, report } = JSON.parse(out);
    expect(segments).toHaveLength(report.clustering.segments);
    expect(await readFile(again)).toEqual(await readFile(model));
    const lines = (await readFile(users, "utf8")).trimEnd().split("\n");
    const rows = JSON.parse(await readFile(json, "utf8"));
    expect(lines[0]!.trimEnd()).toBe(
      "id,input,segment,number,segment_id,name,probability,nearest,nearest_name,nearest_confidence,status,why,layers,model",
    );
    expect(lines).toHaveLength(USERS + 1);
    expect(rows).toHaveLength(USERS);
    expect(lines[9]).toMatch(new RegExp(`^${rows[8].id},8,${rows[8].segment},`));
  });

  test("a folder in the place of --users is refused before the work", async () => {
    const refused = await cli(["fit", "missing.csv", ...COLUMNS, "--users", folder]);
    expect(refused).toMatchObject({ code: 1, err: `seqment: --users ${folder} is a folder\n` });
  });

  test("sequences one a line", async () => {
    const paths = join(folder, "paths.txt");
    await writeFile(
      paths,
      `# visits\n${"home shop buy\n".repeat(30)}${"home search\n".repeat(30)}${"odd\n".repeat(9)}`,
    );
    const { code, out } = await cli([
      "fit",
      paths,
      "--format",
      "sequences",
      "--skip-lines",
      "1",
      "--limit",
      "60",
      "--collapse-repeats",
    ]);
    expect(code).toBe(0);
    expect(out).toContain("60 sequences, 2 distinct, 150 actions");
  });

  test("--prefix-separators lets a saved model place actions that training never saw", async () => {
    const paths = join(folder, "screens.txt");
    const lines = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(
      (i) => `shop/cart/add${i % 3} shop/cart/pay\nplay/level/${i % 4} play/level/won\n`,
    );
    await writeFile(paths, lines.join("").repeat(8));
    const saved = join(folder, "screens.seqment");
    const fitted = await cli(
      ["fit", paths, "--format", "sequences", "--separator", " ", "--out", saved].concat(
        ["--embedding", "word2vec", "--prefix-separators", "/"],
        ["--reduction", "none", "--clustering", "kmeans", "--k", "2"],
      ),
    );
    expect({ code: fitted.code, err: fitted.err }).toEqual({ code: 0, err: "" });
    const { out } = await cli(["assign", saved, "--input", "-", "--json"], {
      input: "shop/cart/gift\nnothing like it\nshop/cart/pay\n",
    });
    const [known, unknown, seen] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(known.segment).toBeGreaterThanOrEqual(0);
    expect(known.segment).toBe(seen.segment);
    expect(unknown.reason).toBe("no known action");
  });

  test("progress on standard error only when it is a terminal", async () => {
    const paths = join(folder, "watched.txt");
    await writeFile(paths, "home shop buy\nhome search\n".repeat(20));
    const { err } = await cli(["fit", paths, "--format", "sequences"], { tty: true });
    expect(err).toContain("clustering");
    expect(err.endsWith("\r\x1b[K")).toBe(true);
  });

  test.each([
    [["fit"], 2, /^seqment: give a file or --sql, got neither/],
    [["fit", "CSV", "--usr", "x"], 2, /unknown option '--usr'[\s\S]*Did you mean --user\?/],
    [["fit", "CSV", ...COLUMNS, "--seed", "x"], 2, /expected a whole number, got "x"/],
    [["fit", "CSV", "--format", "xml"], 2, /Allowed choices are csv, ndjson, json, xes, weblog, parquet, sequences/],
    [
      ["fit", "CSV"],
      2,
      /^seqment: --user, --action, --time are missing: an event log needs --user, --action and --time, or a --preset\. seqment inspect .+ guesses them\. For a file with one sequence on each line add --format sequences\n\(add/,
    ],
    [
      ["candidates", "CSV", "--user", "user_id", "--action", "event"],
      2,
      /^seqment: --time is missing: an event log needs/,
    ],
    [
      ["fit", "CSV", ...COLUMNS, "--session-gap", "soon"],
      2,
      /^seqment: --session-gap expected a duration > 0 such as "30m", .+, got "soon"\n$/,
    ],
    [
      ["fit", "CSV", "--user", "user", "--action", "event", "--time", "timestamp"],
      1,
      /^seqment: there is no column "user"\. Columns: user_id, event, timestamp\n$/,
    ],
    [["fit", "missing.csv", ...COLUMNS], 1, /missing\.csv: no such file or folder/],
    [
      ["fit", "CSV", ...COLUMNS, "--strict"],
      1,
      /^seqment: line \d+: missing action \(without --strict such rows are left out/,
    ],
    [
      ["fit", "CSV", ...COLUMNS, "--clustering", "hdbscan", "--min-cluster-size", "1"],
      2,
      /^seqment: --min-cluster-size expected an integer >= 2 or "auto", got 1\n/,
    ],
    [
      ["fit", "CSV", ...COLUMNS, "--reduction", "pca", "--components", "0"],
      2,
      /^seqment: --components expected an integer >= 1/,
    ],
    [["frobnicate"], 2, /unknown command 'frobnicate'/],
  ])("%j ends with code %i", async (args, code, message) => {
    const outcome = await cli(args.map((arg) => (arg === "CSV" ? csv : arg)));
    expect(outcome.err).toMatch(message);
    expect(outcome.code).toBe(code);
  });

  test.each([
    [["--limit", "9", "--format", "csv"], "--limit is for --format sequences"],
    [["--separator", ","], "--separator is for --format sequences"],
    [["--id"], "--id is for --format sequences"],
    [["--format", "sequences"], "--user is for events, not for --format sequences"],
    [["--embedding", "order", "--vector-size", "8"], "--vector-size is for --embedding word2vec, not for order"],
    [["--embedding", "auto", "--weighting", "sif"], "--weighting needs --embedding word2vec or sentence-bert"],
    [["--vector-size", "8"], "--vector-size needs --embedding word2vec"],
    [["--components", "3"], "--components needs --reduction pca or umap"],
    [["--min-cluster-size", "30"], "--min-cluster-size needs --clustering hdbscan or optics"],
    [["--clustering", "kmeans", "--segments", "3", "--k", "3"], '--clustering takes one of "segments" and "k"'],
    [
      ["--segments", "8-4"],
      `option '--segments <n>' argument '8-4' is invalid. expected the smaller number first, such as 4-8, got "8-4".`,
    ],
    [["--embedding", "order", "--model", "tiny"], "--model is for --embedding sentence-bert, not for order"],
    [["--allow-remote"], "--allow-remote needs --embedding sentence-bert"],
    [["--reduction", "none", "--components", "3"], "--components is for --reduction pca and umap, not for none"],
    [
      ["--clustering", "markov-mixture", "--cluster-selection", "leaf"],
      "--cluster-selection is for --clustering hdbscan, not for markov-mixture",
    ],
  ])("%j mean nothing here and are refused", async (flags, message) => {
    const err = `seqment: ${message}\n(add --help for the options)\n`;
    expect(await cli(["fit", csv, ...COLUMNS, ...flags])).toEqual({ code: 2, out: "", err });
    if (["--id"].includes(flags[0]!)) {
      expect(await cli(["candidates", csv, ...COLUMNS, ...flags])).toEqual({ code: 2, out: "", err });
    }
  });

  test.each([
    ["", ["--user", "u", "--action", "a", "--time", "t"], "is empty"],
    ["u,a,t\n", ["--user", "u", "--action", "a", "--time", "t"], "has a header and no rows"],
    ["", ["--format", "sequences"], "has no line to read"],
  ])("a file of %j is named as what it is", async (text, flags, what) => {
    const path = join(folder, "nothing.csv");
    await writeFile(path, text);
    for (const command of ["fit", "candidates"]) {
      expect(await cli([command, path, ...flags])).toEqual({ code: 1, out: "", err: `seqment: ${path} ${what}\n` });
    }
  });

  describe("of other logs", () => {
    const rows = Array.from({ length: 90 }, (_, i) => ({
      id: i % 3 ? `u${i % 15}` : "None",
      device: `d${i % 15}`,
      what: ["open", "read", "close", "buy"][(i * 7 + (i >> 4)) % 4],
      when: `${String(1 + (i % 28)).padStart(2, "0")}.03.2024 09:30`,
      state: i % 9 ? "complete" : "start",
    }));
    const flags = ["--user", "id", "--user", "device", "--action", "what", "--time", "when", "--seed", "7"];
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join("");

    test("the flags of reading are the options of readEvents", async () => {
      const path = join(folder, "export.ndjson");
      await writeFile(path, text);
      const more = ["--where", "state=complete", "--time-format", "dd.MM.yyyy HH:mm", "--time-zone", "Europe/Berlin"];
      const { code, out, err } = await cli(["fit", path, ...flags, ...more]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^80 events of 90 rows\n {2}10 rows left out by --where\n/);
      expect(out).toContain("times 2024-03-01T08:30Z to 2024-03-28T08:30Z, read as dd.MM.yyyy HH:mm in Europe/Berlin");
      expect(out).toContain("user taken from id (60), device (20)");
      expect((await cli(["fit", path, ...flags, "--where", "state"])).err).toContain(
        'expected column=value, got "state"',
      );
      expect((await cli(["fit", path, ...flags, "--time-format", "dd.MM"])).err).toMatch(
        /^seqment: --time-format expected a format such as "dd\.MM\.yyyy HH:mm", got "dd\.MM": it has no year/,
      );
    });

    test("several files, a folder and standard input give the same", async () => {
      const parts = join(folder, "parts");
      await mkdir(parts);
      const lines = text.split(/(?<=\n)/);
      const files = [join(parts, "a.ndjson"), join(parts, "b.ndjson.gz")];
      await writeFile(files[0]!, lines.slice(0, 40).join(""));
      await writeFile(files[1]!, gzipSync(lines.slice(40).join("")));
      const whole = await cli(["fit", "-", ...flags, "--json"], { input: text });
      expect(whole).toMatchObject({ code: 0, err: "" });
      expect(await cli(["fit", ...files, ...flags, "--json"])).toEqual(whole);
      expect(await cli(["fit", parts, ...flags, "--json"])).toEqual(whole);
      expect((await cli(["fit", "-", files[0]!, ...flags])).err).toBe(
        "seqment: standard input (-) cannot be combined with files\n",
      );
      expect((await cli(["fit", ...files, "--format", "sequences"])).err).toMatch(
        /^seqment: --format sequences needs one file/,
      );
    });

    test("inspect prints the command that reads them", async () => {
      const path = join(folder, "say it's.ndjson");
      await writeFile(path, text);
      const { code, out, err } = await cli(["inspect", path]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("ndjson, 90 rows, 5 columns\n");
      expect(out).toMatch(/\n {2}user {4}device +text, 15 different: d0, d1, d2\n/);
      expect(out).toMatch(/\n {10}id +text, 10 different, 67% filled: u1, u2, u4\n/);
      const command = `npx seqment fit '${path.replace("'", "'\\''")}' --user device --action what --time when --where state=complete --time-format 'dd.MM.yyyy HH:mm' --out model.seqment`;
      expect(out.trimEnd().split("\n").at(-1)).toBe(`  ${command}`);
      const json = JSON.parse((await cli(["inspect", path, "--json"])).out);
      expect(json.options).toMatchObject({ user: "device", timeFormat: "dd.MM.yyyy HH:mm" });
    });

    test("inspect prints the sessions of one user, and the command it prints works", async () => {
      const path = join(folder, "alone.csv");
      const rows = Array.from({ length: 120 }, (_, i) => {
        const what = ["open", "search", "view", "buy"][(i + Math.floor(i / 6)) % 4];
        return `ann,${what},${new Date(1.7e12 + i * 9000 + Math.floor(i / 6) * 3.6e6).toISOString()}\n`;
      });
      await writeFile(path, `user,event,time\n${rows.join("")}`);
      const { out } = await cli(["inspect", path]);
      const [npx, seqment, ...command] = out.trimEnd().split("\n").at(-1)!.trim().split(" ");
      expect([npx, seqment]).toEqual(["npx", "seqment"]);
      expect(command.slice(-6)).toEqual(["--unit", "session", "--session-gap", "30m", "--out", "model.seqment"]);
      expect(await cli([...command.slice(0, -2), "--effort", "quick"])).toMatchObject({ code: 0, err: "" });
    });

    test("inspect says what is no event log, and asks what it cannot know", async () => {
      const path = join(folder, "no-log.csv");
      await writeFile(path, "id,step1,step2,step3\nw0,a,b,c\nw1,a,c,b\n");
      const none = await cli(["inspect", path]);
      expect(none).toMatchObject({ code: 1, err: "seqment: this is not an event log\n" });
      expect(none.out).toContain("not an event log: each row is a whole sequence");
      await writeFile(
        path,
        `user,event,time\n${rows.map(({ device, what }, i) => `${device},${what},3/${1 + (i % 9)}/2024\n`).join("")}`,
      );
      const asked = await cli(["inspect", path]);
      expect(asked).toMatchObject({ code: 1, err: "seqment: choose one of these\n" });
      expect(asked.out).toMatch(
        /find segments with one of\n {2}npx seqment fit .+ --time-format dd\/MM\/yyyy --out model\.seqment\n {2}.+ MM\/dd\/yyyy --out model\.seqment\n$/,
      );
    });

    test("a preset stands for the columns", async () => {
      const events = rows.map(({ device, what }, i) => ({
        ...{
          amplitude_id: device,
          event_type: what,
          event_time: `2024-03-04 09:${String(i % 60).padStart(2, "0")}:00.000000`,
        },
        event_id: i,
      }));
      const input = events.map((row) => `${JSON.stringify(row)}\n`).join("");
      const { code, out } = await cli(["fit", "-", "--preset", "amplitude", "--json"], { input });
      expect([code, JSON.parse(out).report.events.accepted]).toEqual([0, 90]);
      expect((await cli(["fit", "-", "--preset", "amplitude", "--user", "usr"], { input })).err).toMatch(
        /^seqment: there is no column "usr"/,
      );
    });
  });

  test("--time-unit, and the advice to use it", async () => {
    const path = join(folder, "days.csv");
    const rows = Array.from({ length: 60 }, (_, i) => `u${i % 12},${i % 2 ? "A" : "B"},${45_000 + i}\n`);
    await writeFile(path, `u,a,t\n${rows.join("")}`);
    const columns = ["--user", "u", "--action", "a", "--time", "t"];
    const refused = await cli(["fit", path, ...columns]);
    expect(refused.err).toMatch(
      /^seqment: column "t" holds numbers such as 45000, .+; say --time-unit "days" if they are, "s" if they are seconds/,
    );
    const { code, out } = await cli(["fit", path, ...columns, "--time-unit", "s"]);
    expect({ code, begin: out.split("\n")[0] }).toEqual({ code: 0, begin: "60 events of 60 rows" });
  });

  test("--drop leaves actions out", async () => {
    const path = join(folder, "dropped.txt");
    await writeFile(path, `${"A NA B -\n".repeat(20)}${"C NA\n".repeat(20)}`);
    const { out } = await cli(["fit", path, "--format", "sequences", "--drop", "NA", "--drop", "-"]);
    expect(out).toContain("40 sequences, 2 distinct, 60 actions");
  });

  test("a place that cannot be written is reported before the work, and none is made for a run that is refused", async () => {
    const path = join(csv, "below-a-file", "x.seqment");
    const { code, err } = await cli(["fit", "missing.csv", ...COLUMNS, "--out", path]);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^seqment: --out .+ cannot be written: E/),
    });
    expect((await cli(["fit", csv, ...COLUMNS, "--out", folder])).err).toBe(`seqment: --out ${folder} is a folder\n`);
    const unmade = join(folder, "unmade");
    await cli(["fit", csv, ...COLUMNS, "--id", "--out", join(unmade, "x.seqment")]);
    await expect(access(unmade)).rejects.toThrow("ENOENT");
  });

  test("an interrupted run fails with the reason and saves nothing", async () => {
    const out = join(folder, "never.seqment");
    const { code, err } = await cli(["fit", csv, ...COLUMNS, "--out", out], {
      signal: AbortSignal.abort(new Error("interrupted")),
    });
    expect({ code, err }).toEqual({ code: 130, err: "seqment: interrupted\n" });
    await expect(readFile(out)).rejects.toThrow("ENOENT");
  });
});

describe("describe", () => {
  test("shows each segment in full", async () => {
    const { code, out } = await cli(["describe", model]);
    expect(code).toBe(0);
    expect(out).toContain("Sets them apart");
    expect(out).toContain("LEVEL_5_FAIL");
  });

  test("--json", async () => {
    const { segments, report } = JSON.parse((await cli(["describe", model, "--json"])).out);
    expect(segments[0]).toMatchObject({ segment: 0, size: expect.any(Number), name: expect.any(String) });
    expect(report.events.refused).toEqual([{ reason: "missing action", rows: 1, lines: [expect.any(Number)] }]);
  });

  test("a file that is no model", async () => {
    const { code, err } = await cli(["describe", csv]);
    expect({ code, err }).toEqual({
      code: 1,
      err: `seqment: ${csv}: not a seqment model: expected it to begin with "seqment", got "user_id"\n`,
    });
  });
});

describe("assign", () => {
  test("one sequence a line: blanks, arrows, JSON lists and objects; one answer a line, in order", async () => {
    const path = ["START", "LEVEL_5_FAIL", "OPEN_SHOP", "PURCHASE_BOOST"];
    const input = [
      path.join(" "),
      path.join(" -> "),
      JSON.stringify(path),
      JSON.stringify({ actions: path }),
      "",
      "NEVER_SEEN",
    ];
    const { code, out } = await cli(["assign", model, "--input", "-"], { input: `${input.join("\n")}\n` });
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(6);
    expect(new Set(lines.slice(0, 4)).size).toBe(1);
    expect(lines[0]).toMatch(/^\d .+\t[01]\.\d\d\tnear members\telse \d /);
    expect(lines.slice(4)).toEqual(["none\t0.00\tempty sequence", "none\t0.00\tno known action"]);
  });

  test("--unfinished reads a path as a beginning, and says where there is no answer yet", async () => {
    const input = "START -> LEVEL_5_FAIL\nSTART\n\n";
    const { code, out } = await cli(["assign", model, "--input", "-", "--unfinished"], { input });
    expect(code).toBe(0);
    const [begun, , nothing] = out.trimEnd().split("\n");
    expect(begun).toMatch(/^(\d .+|none|undecided)\t[01]\.\d\d\t(begins like .+|undecided)(\telse .+)?$/);
    expect(begun).not.toContain("training");
    expect(nothing).toMatch(/^(\d .+|none|undecided)\t0\.\d\d\t/); // the shares of segments
    const json = await cli(["assign", model, "--input", "-", "--unfinished", "--json"], { input });
    const [first] = json.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ actions: 2, likely: expect.any(Array) });
    expect((await loadSegments(model)).coldStart!.rows.length).toBeGreaterThan(0);
    const [answer] = await (await loadSegments(model)).assign([["START", "LEVEL_5_FAIL"]], { complete: false });
    expect(first).toEqual(JSON.parse(JSON.stringify(answer)));
  });

  test("--json prints one object a line, from a file too", async () => {
    const file = join(folder, "new.txt");
    await writeFile(file, "START -> LEVEL_5_FAIL\n");
    const { out } = await cli(["assign", model, "--input", file, "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      segment: expect.any(Number),
      reason: expect.any(String),
      alternatives: expect.any(Array),
    });
  });

  test("a line that cannot be read is answered in its place, the others are assigned", async () => {
    const good = "START -> LEVEL_5_FAIL";
    const bad = ["[1, 2]", '{"actions": [}', '{"action": "START"}', "null\xff"];
    const input = Uint8Array.from([good, ...bad, "[ADMIN] open", good].map((line) => `${line}\n`).join(""), (char) =>
      char.charCodeAt(0),
    );
    const { code, out, err } = await cli(["assign", model, "--input", "-"], { input });
    expect({ code, err }).toEqual({ code: 0, err: "seqment: 4 of 7 lines could not be read\n" });
    const lines = out.trimEnd().split("\n");
    expect(lines.slice(1, 6)).toEqual([
      'error\tline 2 expected a JSON list of actions, or an object with such a list "actions"',
      'error\tline 3 begins like JSON but is not: {"actions": [}',
      'error\tline 4 expected a JSON list of actions, or an object with such a list "actions"',
      "error\tline 5 text that is not UTF-8",
      "none\t0.00\tno known action",
    ]);
    expect(lines[6]).toBe(lines[0]);
    const json = await cli(["assign", model, "--input", "-", "--json"], { input });
    const answers = json.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(7);
    expect(answers[2]).toEqual({ error: 'line 3 begins like JSON but is not: {"actions": [}', line: 3 });
  });

  test("gzip is read, what is no text is named", async () => {
    const lines = "START -> LEVEL_5_FAIL\n".repeat(3000);
    const plain = await cli(["assign", model, "--input", "-"], { input: lines });
    expect(await cli(["assign", model, "--input", "-"], { input: gzipSync(lines) })).toEqual(plain);
    expect(plain.out.split("\n")).toHaveLength(3001);
    expect(await cli(["assign", model, "--input", model])).toEqual({
      code: 1,
      out: "",
      err: `seqment: ${model} is a model saved by seqment: load it with loadSegments\n`,
    });
  });

  test("a silent input is answered as far as it came, and left at an interrupt", async () => {
    const silent = new Readable({ read() {} });
    silent.push("START -> LEVEL_5_FAIL\nQUIT\nSTA");
    const interrupt = new AbortController();
    const { code, out, err } = await cli(["assign", model, "--input", "-"], {
      input: silent,
      signal: interrupt.signal,
      onOut: (sofar) => sofar.split("\n").length === 3 && interrupt.abort(new Error("interrupted")),
    });
    expect({ code, err, lines: out.trimEnd().split("\n").length }).toEqual({
      code: 130,
      err: "seqment: interrupted\n",
      lines: 2,
    });
    expect(silent.destroyed).toBe(true);
  });

  test("a missing file", async () => {
    const { code, err } = await cli(["assign", model, "--input", join(folder, "none.txt")]);
    expect(code).toBe(1);
    expect(err).toMatch(/^seqment: .+: no such file or folder/);
  });
});

describe("no control character reaches the terminal", () => {
  const CONTROLS = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
  const hostile = "BUY\x1b[31mIT\x9b2J\u202e";

  test("whatever actions and columns are called", async () => {
    const path = join(folder, "hostile.txt");
    const saved = join(folder, "hostile.seqment");
    await writeFile(path, `${`${hostile},END\n`.repeat(30)}${"A,B\n".repeat(30)}`);
    const file = ["--format", "sequences", "--separator", ","];
    const outcomes = [
      await cli(["fit", path, ...file, "--out", saved]),
      await cli(["fit", path, ...file, "--json"]),
      await cli(["candidates", path, ...file, "--as", "json"]),
      await cli(["describe", saved]),
      await cli(["describe", saved, "--json"]),
      await cli(["assign", saved, "--input", "-"], {
        input: `["${hostile.replace("\x1b", "\\u001b")}"]\n["${hostile}\n`,
      }),
      await cli(["assign", saved, "--input", "-", "--json"], { input: `${hostile}->END\n{"${hostile}\n` }),
      await cli(["fit", path, "--user", hostile, "--action", "a", "--time", "t"]),
      await cli(["fit", path, "--format", hostile]),
      await cli(["fit", path, `--${hostile}`]),
      await cli(["describe", join(folder, hostile)]),
    ];
    for (const { out, err } of outcomes) expect(out + err).not.toMatch(CONTROLS);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 1]);
    expect(JSON.stringify(JSON.parse(outcomes[1]!.out))).toContain(JSON.stringify(hostile).slice(1, -1));
  });

  test("since commands print through one place", async () => {
    const sources = new URL("../../src/cli/", import.meta.url);
    const writing: string[] = [];
    for (const file of await readdir(sources, { recursive: true })) {
      if (!file.endsWith(".ts")) continue;
      if ((await readFile(new URL(file, sources), "utf8")).includes(".write(")) writing.push(file);
    }
    expect(writing).toEqual(["main.ts", "terminal/io.ts"]);
  });
});

test("messages are of a sensible length", async () => {
  const path = join(folder, "wide.csv");
  await writeFile(path, `${Array.from({ length: 5000 }, (_, i) => `column ${i}`).join(",")}\n`);
  const { err } = await cli(["fit", path, "--user", "x".repeat(5000), "--action", "a", "--time", "t"]);
  expect(err.length).toBeLessThan(1000);
});

test("--help and --version", async () => {
  for (const args of [
    ["--help"],
    ["fit", "--help"],
    ["describe", "--help"],
    ["assign", "--help"],
    ["demo", "--help"],
  ]) {
    const { code, out } = await cli(args);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: seqment/);
  }
  expect((await cli(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe("--embedding sentence-bert", () => {
  const place = ["--local-model-path", TINY_MODELS];

  test("fits, saves, and assigns from the saved model when it is given where the sentence model lies", async () => {
    const saved = join(folder, "sentences.seqment");
    const words = join(folder, "words.json");
    await writeFile(words, '{ "LEVEL_5_FAIL": "fail level 5" }');
    const flags = [
      "--embedding",
      "sentence-bert",
      "--model",
      "tiny",
      "--dtype",
      "fp32",
      "--verbalize",
      words,
      ...place,
    ];
    const fitted = await cli(["fit", csv, ...COLUMNS, ...flags, "--granularity", "action", "--out", saved]);
    expect(fitted).toMatchObject({ code: 0, err: "" });
    expect(fitted.out).toContain("vectors: sentence-bert, 16 dimensions; ");
    const assigned = await cli(["assign", saved, "--input", "-", ...place], { input: "START -> LEVEL_5_FAIL\n" });
    expect(assigned).toMatchObject({ code: 0, err: "" });
    expect(assigned.out.split("\t").length).toBeGreaterThanOrEqual(3);
    const lost = await cli(["assign", saved, "--input", "-", "--local-model-path", folder]);
    expect(lost.code).toBe(1);
    expect(lost.err).toMatch(/^seqment: "model" expected a folder .* was looked for in /);
  });

  test("without a model is refused", async () => {
    expect(await cli(["fit", csv, ...COLUMNS, "--embedding", "sentence-bert"])).toEqual({
      code: 2,
      out: "",
      err: "seqment: --embedding sentence-bert needs --model\n(add --help for the options)\n",
    });
  });
});
