import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { fitSegments } from "../../../src/segments";
import { cli } from "../../helpers/run-cli";

let folder: string;
const at = (name: string) => join(folder, name);
const paths = (times: Readonly<Record<string, number>>) => {
  return Object.entries(times).flatMap(([path, users]) => Array<string>(users).fill(path));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-monitoring-"));
  const log = paths({ "A -> B -> C": 90, "A -> B -> D": 90, "X -> Y -> Z": 90, "X -> Y -> Y": 90 });
  const model = await fitSegments(log, { seed: 1, projection: false });
  await model.save(at("old.seqment"));
  await (await fitSegments(log, { previous: model })).save(at("new.seqment"));
  await writeFile(at("same.txt"), log.join("\n"));
  await writeFile(at("other.txt"), paths({ "A -> B -> C": 150, "A -> B -> D": 150, "X -> Y -> Z": 20 }).join("\n"));
});

const sequences = ["--format", "sequences", "--separator", " -> ", "--permutations", "199"];

test("seqment drift: exit code 0 and nothing to see, 3 and what has changed", async () => {
  const same = await cli(["drift", at("old.seqment"), at("same.txt"), ...sequences]);
  expect(same).toMatchObject({ code: 0, err: "" });
  expect(same.out).toMatch(/^Nothing to see: /);
  const other = await cli(["drift", at("old.seqment"), at("other.txt"), ...sequences]);
  expect(other.code).toBe(3);
  expect(other.out).toMatch(/^Users are spread otherwise over the segments: /);
  const json = await cli(["drift", at("old.seqment"), at("other.txt"), "--json", ...sequences]);
  expect(json.code).toBe(3);
  expect(JSON.parse(json.out)).toMatchObject({ drifted: true, alpha: 0.05 });
  const loose = await cli(["drift", at("old.seqment"), at("same.txt"), "--alpha", "2", ...sequences]);
  expect(loose).toMatchObject({ code: 2 });
  expect(loose.err).toContain('expected a share above 0 and up to 1, got "2".');
});

test("seqment match: exit code 0 where nothing happened, as text and JSON", async () => {
  const text = await cli(["match", at("old.seqment"), at("new.seqment"), "--refits", "2"]);
  expect(text).toMatchObject({ code: 0, err: "" });
  expect(text.out).toMatch(/^No change is larger than in refits of unchanged data\.\n\n2 comparisons of refits/);
  const json = await cli(["match", at("old.seqment"), at("new.seqment"), "--refits", "0", "--json"]);
  expect(JSON.parse(json.out)).toMatchObject({ events: [], comparisons: 0 });
  expect((await cli(["match", at("old.seqment")])).code).toBe(2);
});

test("both write a page where --page says, over time where the log has times", async () => {
  const drift = await cli(["drift", at("old.seqment"), at("other.txt"), "--page", at("drift.html"), ...sequences]);
  expect([drift.code, drift.out.endsWith(`\nWrote ${at("drift.html")}.\n`)]).toEqual([3, true]);
  const page = await readFile(at("drift.html"), "utf8");
  expect(page).toContain("<strong>Users are spread otherwise over the segments: ");
  expect(page).not.toContain("Shares over time");

  const rows = Array.from({ length: 120 }, (_, user) =>
    ["A", "B", user % 2 ? "C" : "D"].map((action, i) => `u${user},${action},${(user % 3) * 86_400 + i}`),
  );
  await writeFile(at("events.csv"), `user,action,time\n${rows.flat().join("\n")}\n`);
  const columns = ["--user", "user", "--action", "action", "--time", "time", "--permutations", "99"];
  await cli(["drift", at("old.seqment"), at("events.csv"), "--page", at("time.html"), "--every", "1d", ...columns]);
  expect(await readFile(at("time.html"), "utf8")).toContain("Shares over time");

  const match = await cli(["match", at("old.seqment"), at("new.seqment"), "--refits", "0", "--page", at("match.html")]);
  expect(match.code).toBe(0);
  expect(await readFile(at("match.html"), "utf8")).toContain(
    "Segments are paired; changes are not tested without refits.",
  );

  const alone = await cli(["drift", at("old.seqment"), at("other.txt"), "--every", "1d", ...sequences]);
  expect(alone).toMatchObject({ code: 2 });
  expect(alone.err).toContain("--every needs --page");
});
