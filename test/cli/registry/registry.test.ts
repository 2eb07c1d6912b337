import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fitSegments } from "../../../src/segments";
import { tastePaths } from "../../helpers/planted-tastes";
import { cli } from "../../helpers/run-cli";

const DAY = 86_400_000;
let folder: string;
const at = (name: string) => join(folder, name);
const columns = ["--user", "user", "--action", "action", "--time", "time"];
const quick = ["--refits", "4", "--permutations", "199", "--by", "ann"];

/** A week of new users as CSV. */
function weekOf(week: number, users = 200): string {
  const rows = tastePaths(users, week).flatMap((path, u) =>
    path.map((action, i) => [
      `w${week}u${u}`,
      action,
      new Date(week * 7 * DAY + (u % 7) * DAY + i * 60_000).toISOString(),
    ]),
  );
  return ["user,action,time", ...rows.map((row) => row.join(","))].join("\n");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-registry-cli-"));
  for (const week of [1, 2, 3]) await writeFile(at(`${week}.csv`), weekOf(week));
});
afterAll(() => rm(folder, { recursive: true }));

test("a pipeline in the shell: retrain, look, promote, roll back, verify", async () => {
  const step = (week: number, ...more: string[]) =>
    cli([
      "retrain",
      at("r"),
      at(`${week}.csv`),
      ...columns,
      ...quick,
      "--holdout",
      "0.3",
      "--match-refits",
      "0",
      ...more,
    ]);
  const first = await step(1, "--json");
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(first.out)).toMatchObject({ outcome: "promoted", version: { number: 1, status: "champion" } });
  const early = await step(1);
  expect(early).toMatchObject({
    code: 0,
    out: "No event is newer than those of the last model (up to 1970-01-14T00:06:00.000Z); the next is due after 7 days.\n",
  });
  const blocked = await step(2, "--gate", "smallest=0.9", "--page", at("decision.html"));
  expect(blocked.code).toBe(3);
  expect(blocked.out).toMatch(/^Version 2 is blocked: 1 of 7 gates is not passed: smallest\.\n {2}passed/);
  expect(await readFile(at("decision.html"), "utf8")).toMatch(
    /^<!doctype html>[\s\S]*version 2, the champion version 1/,
  );
  const held = await step(3, "--hold");
  expect(held.out).toMatch(/^Version 3 is the challenger: All seven gates are passed\./);
  expect(held.code).toBe(4);

  const run = (...args: string[]) => cli(["registry", args[0]!, at("r"), ...args.slice(1), "--by", "ann"]);
  expect((await run("list")).out).toMatch(/^v1 {2}champion .*\nv2 {2}draft .*\nv3 {2}shadow .*\n$/);
  expect((await run("promote", "v2")).code).toBe(3);
  expect((await run("promote", "v2", "--force")).err).toContain("--why expected a reason");
  expect(await run("promote", "challenger", "--why", "looked at")).toMatchObject({ code: 0 });
  const shown = await run("show", "champion", "--json");
  expect(JSON.parse(shown.out)).toMatchObject({ version: { number: 3, status: "champion" } });
  expect((await run("show", "v3")).out).toMatch(/^v3 {2}champion/);
  expect((await run("rollback", "--why", "a test")).out).toMatch(/^v1 {2}champion/);
  const judged = await cli([
    "registry",
    "promote",
    at("r"),
    "v3",
    at("2.csv"),
    ...columns,
    ...quick,
    "--gate",
    "drift=off",
    "--json",
  ]);
  expect(JSON.parse(judged.out)).toMatchObject({
    kind: expect.stringMatching(/promote|block/),
    decision: { inputs: 200 },
  });
  expect((await run("log")).out).toMatch(/rollback .*\(a test\)/);
  expect(JSON.parse((await run("export")).out)).toMatchObject({
    versions: [{ number: 1 }, { number: 2 }, { number: 3 }],
  });

  const ids = JSON.parse((await run("show", "champion", "--json")).out).version.segments.map(
    ({ id }: { id: string }) => id,
  );
  expect((await run("sunset", ids[0], "--successor", ids[1])).out).toMatch(new RegExp(`^${ids[0]} -> ${ids[1]} from `));
  expect((await run("restore", ids[0])).code).toBe(0);
  const verified = await run("verify");
  expect(verified).toMatchObject({ code: 0 });
  expect(verified.out).toMatch(/^Intact: \d+ entries and 3 models; the last entry is \d+, [0-9a-f]{64}\.\n$/);
  await writeFile(join(at("r"), "log", "000000000002.json"), "{}");
  const damaged = await run("verify");
  expect(damaged.code).toBe(3);
  expect(damaged.out).toContain("the registry's log is damaged at entry 2: it is no entry of a log");
});

test("a model that was fitted by hand is registered, and wrong requests are reported", async () => {
  const model = await fitSegments(tastePaths(60, 1), { effort: "quick", projection: false });
  await model.save(at("m.seqment"));
  const registered = await cli(["registry", "register", at("r2"), at("m.seqment"), "--by", "ann", "--json"]);
  expect(JSON.parse(registered.out)).toMatchObject({ number: 1, status: "draft", hash: await model.hash() });
  expect((await cli(["registry", "promote", at("r2"), "v1"])).err).toContain("give a log with users");
  expect((await cli(["registry", "retire", at("r2"), "v1"])).out).toMatch(/^v1 {2}retired/);
  expect((await cli(["registry", "list", at("none yet")])).out).toBe("The registry is empty.\n");
  for (const [args, message] of [
    [["registry", "show", at("r2")], "show needs a version"],
    [["registry", "list", at("r2"), "v1"], "list takes no v1"],
    [["registry", "fly", at("r2")], "Allowed choices are list, show"],
    [["registry", "list", at("r2"), "--gate", "speed=1"], "expected name=threshold"],
    [["retrain", at("r2"), at("1.csv")], "--user"],
  ] as const) {
    const outcome = await cli(args);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain(message);
  }
});

test("exit codes: 0 done or not due, 1 failed, 2 wrong usage, 3 a gate or damage, 4 for a person", async () => {
  await writeFile(at("none.csv"), "user,action,time\n");
  const step = (file: string, ...more: string[]) =>
    cli(["retrain", at("codes"), at(file), ...columns, ...quick, "--match-refits", "0", "--holdout", "0.3", ...more]);
  const codes = async (runs: Promise<{ code: number }>) => (await runs).code;
  const empty = await step("none.csv");
  expect(empty.code).toBe(1);
  expect(empty.err).toMatch(/^seqment: .*(event|row)/);
  expect(await codes(step("absent.csv"))).toBe(1);
  expect(await codes(step("1.csv", "--holdout", "2"))).toBe(2);
  expect(await codes(step("1.csv", "--gate", "smallest=0.9"))).toBe(3); // the first model is blocked
  const again = await step("1.csv", "--json");
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ outcome: "not due", version: null });
  expect(await codes(step("2.csv", "--hold"))).toBe(1); // continues no version: the registry keeps one line of models
  const run = (...args: string[]) => cli(["registry", args[0]!, at("codes"), ...args.slice(1), "--by", "ann"]);
  expect(await codes(run("promote", "v1"))).toBe(3);
  expect(await codes(run("promote", "v1", "--force", "--why", "the only one"))).toBe(0);
  expect(await codes(run("promote", "v1"))).toBe(1); // is the champion
  expect(await codes(step("2.csv", "--hold"))).toBe(4);
  expect(await codes(run("rollback"))).toBe(1);
  expect(await codes(run("show", "v9"))).toBe(1);
  expect(await codes(run("sunset", "s1", "--successor", "s1"))).toBe(1);
  const { version } = JSON.parse((await run("show", "v1", "--json")).out);
  await rm(join(at("codes"), "models", `${version.hash}.seqment`));
  expect(await codes(run("verify"))).toBe(3);
  const gone = await step("3.csv");
  expect(gone).toMatchObject({
    code: 1,
    err: expect.stringContaining(`the registry does not hold the model ${version.hash}`),
  });
});

test("what others have written into the log stays on its line, and a grace has an end", async () => {
  await cli([
    "retrain",
    at("odd"),
    at("1.csv"),
    ...columns,
    ...quick,
    "--holdout",
    "0.3",
    "--why",
    "x\n9  forged\u001b[31m",
  ]);
  const log = await cli(["registry", "log", at("odd")]);
  expect(log.out.split("\n")).toHaveLength(3);
  expect(log.out).toContain("(x\\u{a}9  forged\\u{1b}[31m)");
  const ended = await cli(["registry", "sunset", at("odd"), "s1", "--grace", "36526d"]);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain("--grace expected a duration > 0 and <= 36,525 days");
});
