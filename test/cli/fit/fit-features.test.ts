import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli";
import { loadHybridSegments, loadTableSegments } from "../../../src/segments";

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

const users = Array.from({ length: 60 }, (_, u) => u);
let folder: string;
let table: string;
let log: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-figures-"));
  [table, log] = [join(folder, "figures.csv"), join(folder, "events.csv")];
  const figures = users.map((u) => `u${u},${(u % 2 ? 900 : 20) + ((u * 0.618) % 1) * 9}`);
  await writeFile(table, `who,spent\n${figures.join("\n")}\n`);
  const events = users.flatMap((u) =>
    (u % 3 ? ["LOOK", "BUY"] : ["ASK", "WAIT"]).map((what, i) => `u${u},${what},${i}`),
  );
  await writeFile(log, `user,action,time\n${events.join("\n")}\n`);
});

describe("seqment fit --features", () => {
  test("without a log: figures alone; model, page and users are written", async () => {
    const [out, page, members] = ["t.seqment", "t.html", "t.csv"].map((name) => join(folder, name));
    const asked = ["--by", "who", "--clustering", "agglomerative", "--k", "2", "--seed", "3"];
    const files = ["--out", out!, "--page", page!, "--users", members!];
    const { code, out: text, err } = await cli("fit", "--features", table, ...asked, ...files);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(text).toContain("2 segments: 2 segments were asked for");
    expect((await loadTableSegments(out!)).report.clustering.method).toBe("agglomerative");
    expect(await readFile(page!, "utf8")).toContain("2 segments of 60 users");
    expect((await readFile(members!, "utf8")).split("\r\n")).toHaveLength(62);
  });

  test("with a log: paths and figures, and which of them says more", async () => {
    const [out, page, members] = ["h.seqment", "h.html", "h.csv"].map((name) => join(folder, name));
    const reading = [log, "--user", "user", "--action", "action", "--time", "time", "--time-unit", "s"];
    const asked = ["--clustering", "kmeans", "--k", "4", "--embedding", "order"];
    const files = ["--out", out!, "--page", page!, "--users", members!];
    const { code, out: text, err } = await cli("fit", ...reading, "--features", table, ...asked, ...files);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(text).toMatch(/^4 segments: 4 segments were asked for/);
    expect(text.match(/^ {2}(features|embedding|hybrid) /gm)).toHaveLength(3);
    expect((await loadHybridSegments(out!)).segments).toHaveLength(4);
    expect(await readFile(page!, "utf8")).toContain("Figures, paths, or both");
    const lines = (await readFile(members!, "utf8")).split("\r\n");
    expect([lines[0], lines.length]).toEqual(["id,segment,number,name,probability", 62]);
  });

  test("as JSON", async () => {
    const { out } = await cli("fit", "--features", table, "--clustering", "dbscan", "--eps", "0.5", "--json");
    expect(JSON.parse(out).selection.reason).toBe("dbscan finds the number of segments itself");
  });

  test.each([
    [["--page", "x.html"], "--page needs --features"],
    [["--features", "figures", "--embedding", "order"], "--embedding is for paths, and there is no log"],
    [["--features", "figures", "--by", "customer"], '"customer"'],
    [["--features", "figures", "--clustering", "dbscan"], "--clustering dbscan needs a distance, such as --eps 0.5"],
    [
      ["--features", "figures", "--clustering", "agglomerative", "--k", "2", "--height", "3"],
      "--clustering agglomerative takes one of --k and --height",
    ],
    [["--features", "figures", "--linkage", "ward"], "--linkage needs --clustering agglomerative"],
    [["--features", "figures", "--clustering", "dbscan", "--eps", "near"], 'expected a number, got "near"'],
  ])("%j is refused: %s", async (args, message) => {
    const given = args.map((arg) => (arg === "figures" ? table : arg));
    const { code, err } = await cli("fit", ...(given.includes("--page") ? [log] : []), ...given);
    expect(err).toContain(message);
    expect(code).not.toBe(0);
  });
});
