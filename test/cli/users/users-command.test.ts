import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSegments } from "../../../src";
import { Cases } from "../../helpers/cases";
import { cli } from "../../helpers/run-cli";

const folder = await mkdtemp(join(tmpdir(), "seqment-users-"));
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const USERS = 100;
const KINDS = ["HOME SEARCH CART PAY", "HOME SEARCH CART", "HELP CHAT HELP", "HOME NEWS NEWS SHARE"];
const lines = Array.from({ length: USERS }, (_, user) => {
  const kind = user % 20 === 19 ? `ODD_${user % 7} HOME ODD_${user % 5}` : KINDS[user % 4]!;
  const actions = kind.split(" ").flatMap((action, i) => (user % (i + 3) === 0 ? [action, action] : [action]));
  return actions.map((action, i) => `u${user},${action},${i}\n`).join("");
});
await writeFile(at("events.csv"), `user,action,time\n${lines.join("")}`);
const COLUMNS = ["--user", "user", "--action", "action", "--time", "time"];
const MODEL = ["--embedding", "ngrams", "--reduction", "none", "--clustering", "hdbscan", "--min-cluster-size", "10"];
const fit = (...flags: string[]) => cli(["fit", at("events.csv"), ...COLUMNS, ...MODEL, ...flags]);
const kept = await fit("--out", at("m.seqment"), "--users", at("users.csv"));
const model = await loadSegments(at("m.seqment"), { users: at("users.csv") });

test("fit says how many are in a segment, and that the nearest is given to the others", async () => {
  expect(kept.err).toBe("");
  const { noise } = model.report.clustering;
  expect(noise).toBeGreaterThan(2);
  expect(kept.out).toMatch(/\n {2}\d+(\.\d)?% in a segment; \d+(\.\d)?% in no segment\n/);
  const placed = await fit("--noise", "nearest");
  expect(placed.out).toMatch(/\n {2}\d+(\.\d)?% in a segment; \d+(\.\d)?% placed with the nearest segment\n/);
  expect(placed.out).toContain("in no segment went with the nearest one");
});

test("lists all users, those of a segment by number, name and id, and those in none", async () => {
  const users = (...flags: string[]) => cli(["users", at("m.seqment"), "--users", at("users.csv"), ...flags]);
  const { out } = await users();
  expect(out.trimEnd().split("\n")).toHaveLength(USERS);
  const ofSecond = await users("--segment", "2");
  const ids = ofSecond.out
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t")[0]);
  expect(ids).toEqual(model.members(1));
  expect((await users("--segment", model.segments[1]!.name)).out).toBe(ofSecond.out);
  expect((await users("--segment", model.lineage.ids[1]!)).out).toBe(ofSecond.out);
  expect(ofSecond.out).toMatch(/^u\d+\t2 .+\tmember\t\d+(\.\d+)?%\tshows .+\n/);
  const outside = await users("--segment", "none");
  expect(outside.out.trimEnd().split("\n")).toHaveLength(model.report.clustering.noise);
  expect(outside.out).toMatch(/^u\d+\tnone\tnearest .+\t\d+(\.\d+)?%\tunlike the members of every segment\n/);
  const json = JSON.parse((await users("--json", "--segment", "1")).out);
  expect(json).toEqual(await model.users({ segment: 0 }));
  await users("--out", at("again.csv"));
  expect(await readFile(at("again.csv"), "utf8")).toBe(await readFile(at("users.csv"), "utf8"));
});

test("says what is wrong: no table, another model's, no such segment, no policy", async () => {
  expect(await cli(["users", at("m.seqment")])).toMatchObject({
    code: 2,
    err: "seqment: --users is missing: give the table that seqment fit --users wrote, because the model contains no user ids\n",
  });
  await fit("--out", at("other.seqment"), "--seed", "9");
  expect(await cli(["users", at("other.seqment"), "--users", at("users.csv")])).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /--users expected the users of this model \([0-9a-f]{16}\), got those of the model [0-9a-f]{16} in row 1/,
    ),
  });
  expect((await cli(["users", at("m.seqment"), "--users", at("users.csv"), "--segment", "nine"])).err).toContain(
    "--segment expected a segment: 1 to",
  );
  for (const text of ["drop", "at-most=2", "confidence=", "at-most=.5x"]) {
    const { code, err } = await fit("--noise", text);
    expect(code).toBe(2);
    expect(err).toContain(`expected keep, nearest, at-most=0.05 or confidence=0.3, got "${text}".`);
  }
  expect(
    (await cli(["fit", at("events.csv"), ...COLUMNS, "--clustering", "kmeans", "--noise", "nearest"])).err,
  ).toContain("--noise");
});

test("assign answers a log with ids, as the table of users does", async () => {
  const { out } = await cli(["assign", at("m.seqment"), "--input", at("events.csv"), ...COLUMNS, "--json"]);
  const answers = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const rows = new Map((await model.users()).map((row) => [row.id, row]));
  expect(answers).toHaveLength(USERS);
  const cases = new Cases("in no segment");
  for (const { id, segment, nearest } of answers) {
    expect(rows.get(id)!.segment).toBe(segment);
    if (cases.when("in no segment", segment < 0)) {
      expect(nearest.confidence).toBe(rows.get(id)!.nearest_confidence);
    }
  }
  cases.expectAll();
  const text = await cli(["assign", at("m.seqment"), "--input", "-"], { input: "u1\tODD_1 -> ODD_2\n" });
  expect(text.out).toMatch(/^u1\t.*\tnearest \d /);
});

test("--layer: users, answers and a fit at another depth", async () => {
  expect(model.layers.length).toBeGreaterThan(1);
  const coarse = await model.at(0);
  const users = ["users", at("m.seqment"), "--users", at("users.csv")];
  const json = JSON.parse((await cli([...users, "--layer", "1", "--json"])).out);
  expect(json).toEqual(await coarse.users());
  const lines = (
    await cli(["assign", at("m.seqment"), "--input", at("events.csv"), ...COLUMNS, "--json", "--layer", "1"])
  ).out;
  const answers = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).segment);
  expect(answers).toEqual([...coarse.labels]);
  const fitted = await fit("--layer", "1", "--out", at("coarse.seqment"), "--users", at("coarse.parquet"));
  expect(fitted.err).toBe("");
  const saved = await loadSegments(at("coarse.seqment"), { users: at("coarse.parquet") });
  expect(saved.labels).toEqual(coarse.labels);
  expect(saved.ids).toEqual(model.ids);

  const { length } = model.layers;
  expect(await cli([...users, "--layer", "9"])).toMatchObject({
    code: 2,
    err: `seqment: --layer expected 1 to ${length} for this model, got 9\n`,
  });
  expect(await fit("--layer", "9", "--out", at("kept.seqment"))).toMatchObject({
    code: 2,
    err: `seqment: --layer expected 1 to ${length} for this model, got 9; the model with all its layers was saved to ${at("kept.seqment")}\n`,
  });
  expect(await (await loadSegments(at("kept.seqment"))).hash()).toBe(await model.hash());
});

test("--segments and --noise stand together", async () => {
  const { out, err } = await fit("--segments", "3", "--noise", "keep", "--out", at("three.seqment"));
  expect(err).toBe("");
  expect(out).toMatch(/% in no segment\n/);
  expect((await loadSegments(at("three.seqment"))).segments.length).toBe(3);
  const { err: wrong } = await fit("--segments", "8-4");
  expect(wrong).toContain('expected the smaller number first, such as 4-8, got "8-4".');
});

test("properties: fit, describe and report answer which segment converts, and the table has columns of them", async () => {
  const facts = Array.from({ length: USERS }, (_, i) => {
    return `u${i},${i % 13 === 0 ? "" : i % 4 === 2 && i % 5 ? "yes" : "no"},${i % 3 ? "SE" : "'=DE"},${i}`;
  });
  await writeFile(at("facts.csv"), `id,converted,country,revenue\r\n${facts.join("\r\n")}\r\nghost,yes,SE,5\r\n`);
  const flags = ["--properties", at("facts.csv"), "--outcome", "converted"];
  const fitted = await fit(...flags, "--users", at("with.csv"));
  expect(fitted.err).toBe("");
  expect(fitted.out).toMatch(/\nHighest share with converted: \d .*HELP/);
  expect(fitted.out).toContain("1 id of no user here");
  const [header, first] = (await readFile(at("with.csv"), "utf8")).split("\r\n");
  expect(header).toMatch(/,status,why,layers,converted,country,revenue,model$/);
  expect(first).toMatch(/,,'=DE,0,[0-9a-f]{16}$/);
  const described = await cli(["describe", at("m.seqment"), "--users", at("users.csv"), ...flags]);
  const block = fitted.out.slice(fitted.out.indexOf("\nHighest"), fitted.out.indexOf("\nThe model was not saved"));
  expect(block).toContain("comparisons");
  expect(described.out).toContain(block.trimEnd());
  const json = JSON.parse(
    (await cli(["describe", at("m.seqment"), "--users", at("with.csv"), ...flags, "--json"])).out,
  );
  expect(json.outcomes.outcome.name).toBe("converted");
  await cli(["report", at("m.seqment"), "--users", at("users.csv"), ...flags, "--out", at("page.html")]);
  expect(await readFile(at("page.html"), "utf8")).toContain("Which segment leads in converted?");

  expect((await cli(["describe", at("m.seqment"), ...flags])).err).toBe(
    "seqment: --properties needs --users, the model's table of users, because the model contains no user ids\n",
  );
  expect((await fit("--outcome", "paid")).err).toBe(
    'seqment: --outcome needs --properties, the file with the column "paid"\n',
  );
  expect((await fit("--properties", at("facts.csv"), "--outcome", "convertd")).err).toContain(
    'did you mean "converted"?',
  );
  await writeFile(at("twice.csv"), "id,a\nu1,1\nu1,2\n");
  expect((await fit("--properties", at("twice.csv"))).err).toContain('the id "u1" occurs twice');
  await writeFile(at("torn.csv"), "id,a\nu1\n");
  expect((await fit("--properties", at("torn.csv"))).err).toContain(
    "expected 2 cells, as the header has, got 1 in line 2",
  );
});
