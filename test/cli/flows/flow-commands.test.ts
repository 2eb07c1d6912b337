import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cli as runCli } from "../../helpers/run-cli";

const cli = (...args: string[]) => runCli(args);
const READ = ["--user", "who", "--action", "what", "--time", "when"];
let folder: string;
let events: string;
let arms: string;
let users: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-flows-"));
  [events, arms, users] = ["events.csv", "arms.csv", "users.csv"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const lines = ["who,what,when"];
  const groups = ["user,arm"];
  const table = ["user,arm,label,june,july,orders,revenue,visits"];
  for (let u = 0; u < 400; u++) {
    const isNew = u % 2 === 0;
    const pays = u % 10 < (isNew ? 7 : 3);
    const day = `2024-01-01 00:0`;
    lines.push(`u${u},view,${day}0:00`, `u${u},cart,${day}1:00`);
    if (pays) lines.push(`u${u},pay,${day}2:00`);
    if (u < 390) groups.push(`u${u},${isNew ? "new" : "old"}`);
    const once = u % 4 === 0;
    const label = u < 200 ? "High-Value" : "Others";
    const june = u < 200 ? 100 + (u % 13) : 20 + (u % 13);
    const july = u < 200 && once ? u % 5 : june + (u % 7) - 3;
    table.push(
      `u${u},${isNew ? "new" : "old"},${label},${june},${july},${once ? 1 : 3},${20 + (u % 17) + (isNew ? 5 : 0)},4`,
    );
  }
  await writeFile(events, `${lines.join("\n")}\n`);
  await writeFile(arms, `${groups.join("\n")}\n`);
  await writeFile(users, `${table.join("\n")}\n`);
});

describe("seqment funnel", () => {
  const steps = ["--step", "view", "--step", "cart", "--step", "pay"];

  test("all and by group, as text, JSON and CSV", async () => {
    const { code, out, err } = await cli("funnel", events, ...READ, ...steps, "--groups", arms);
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")[0]).toBe("all: 400 users");
    expect(out).toMatch(/\n {2}pay +200 +50% {3}50% of the step before \(45% to 55%\), after 1 min\n/);
    expect(out).toMatch(/\n\nnew: 195 users\n/);
    expect(out).toContain("in no group: 10 users");
    expect(out).toContain("note: 10 users of the log are in no group of --groups");
    const json = JSON.parse((await cli("funnel", events, ...READ, ...steps, "--groups", arms, "--json")).out);
    expect(json.segments.map(({ group }: { group: string }) => group)).toEqual(["new", "old", "in no group"]);
    expect(json.segments[0].steps[2].reached).toBe(156);
    const csv = (await cli("funnel", events, ...READ, ...steps, "--csv")).out.split("\n");
    expect(csv[0]).toBe("group,users,number,step,reached,ofAll,ofPrevious,lower,upper,medianTime");
    expect(csv[3]).toMatch(/^all,400,3,pay,200,0.5,0.5,/);
  });

  test.each([
    [["--step", "view"], "error: give --step two or more times"],
    [["--step", "view", "--step", "[a"], "--step expected"],
    [[...steps, "--within", "soon"], "--within expected"],
    [[...steps, "--within", "1h", "--any-order"], "--within expected none where steps come in any order"],
    [[...steps, "--json", "--csv"], "error: give --json or --csv, got both"],
    [[...steps, "--by", "user"], "error: --by needs --groups"],
  ])("%j is refused", async (flags, message) => {
    const { code, err } = await cli("funnel", events, ...READ, ...flags);
    expect(code).toBe(2);
    expect(err).toContain(message.replace("error: ", ""));
  });

  test("a step that no action has is no error", async () => {
    const { out } = await cli("funnel", events, ...READ, "--step", "view", "--step", "carts");
    expect(out).toContain('note: no action is named "carts" (column 1); did you mean "cart"?');
  });
});

describe("seqment compare-groups", () => {
  test("text, a page, JSON and CSV", async () => {
    const page = join(folder, "comparison.html");
    const flags = ["compare-groups", events, ...READ, "--groups", arms, "--a", "new", "--b", "old"];
    const { code, out, err } = await cli(
      ...flags,
      "--out",
      page,
      "--title",
      "Pages",
      "--step",
      "view",
      "--step",
      "pay",
    );
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")[0]).toBe("new (195 users) against old (195 users)");
    expect(out).toMatch(/\n {2}pay .*80% against 20%, \+60 points/);
    expect(out).toContain(`Wrote ${page}.`);
    expect(await readFile(page, "utf8")).toContain("<title>Pages</title>");
    const json = JSON.parse((await cli(...flags, "--json")).out);
    expect(json.found).toBeGreaterThan(0);
    const csv = (await cli(...flags, "--csv")).out.split("\n");
    expect(csv[0]).toBe("kind,text,scale,a,b,usersA,usersB,difference,lower,upper,p,q,found");
  });

  test.each([
    [[], "--groups <file> says who is in which group"],
    [["--groups", "ARMS"], "--a names the first group"],
    [["--groups", "ARMS", "--a", "knew"], '--a expected a label that an input has (did you mean "new"?), got "knew"'],
    [["--groups", "ARMS", "--a", "new", "--group", "ram"], 'has no column "ram"; did you mean arm?'],
    [["--groups", "ARMS", "--a", "new", "--title", "x"], "--title needs --out"],
    [["--groups", "ARMS", "--a", "new", "--pattern", "[a"], "--pattern expected"],
    [
      ["--groups", "ARMS", "--a", "new", "--min-share", "2"],
      "--min-share expected a finite number >= 0 and <= 1, got 2",
    ],
  ])("%j is refused", async (flags, message) => {
    const { code, err } = await cli(
      "compare-groups",
      events,
      ...READ,
      ...flags.map((flag) => (flag === "ARMS" ? arms : flag)),
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test("a user in two groups, and nobody in any", async () => {
    const twice = join(folder, "twice.csv");
    await writeFile(twice, "user,arm\nu1,new\nu1,old\n");
    const { err } = await cli("compare-groups", events, ...READ, "--groups", twice, "--a", "new");
    expect(err).toContain('line 3: "u1" is in another group above');
    await writeFile(twice, "user,arm\nx,new\n");
    const none = await cli("compare-groups", events, ...READ, "--groups", twice, "--a", "new");
    expect(none.err).toContain("--groups: no user of the log is in");
  });
});

describe("seqment experiment", () => {
  test("text, JSON and CSV", async () => {
    const flags = [
      "experiment",
      users,
      "--variant",
      "arm",
      "--segment",
      "label",
      "--metric",
      "revenue",
      "--ratio",
      "per visit=revenue/visits",
      "--control",
      "old",
    ];
    const { code, out, err } = await cli(...flags);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("experiment: 400 users; new 200, old 200.");
    expect(out).toMatch(/revenue: new against old\n {2}all users: \+5.*; an effect/);
    expect(out).toContain("per visit: new against old");
    const json = JSON.parse((await cli(...flags, "--json")).out);
    expect(json.comparisons[0].overall.difference).toBeGreaterThan(4);
    const csv = (await cli(...flags, "--csv", "--looks", "always-valid")).out.split("\n");
    expect(csv[0]).toBe(
      "metric,variant,control,segment,users,controlMean,variantMean,difference,lower,upper,p,adjustedP",
    );
    expect(csv.filter((line) => line.startsWith("revenue,new,old,"))).toHaveLength(3);
  });

  test.each([
    [[], "give --metric or --ratio"],
    [["--metric", "revenu"], 'has no column "revenu"; did you mean revenue?'],
    [["--metric", "label"], "--metric: "],
    [["--metric", "revenue", "--weights", "x=2"], '--weights: no user has the variant "x"'],
    [["--metric", "revenue", "--before", "x=june"], '--before: no --metric is called "x"'],
    [["--metric", "revenue", "--control", "x"], "--control expected one of"],
    [["--metric", "revenue", "--variant", "visits"], "--variant: "],
    [["--ratio", "x"], 'expected name=column/column, got "x"'],
  ])("%j is refused", async (flags, message) => {
    const { code, err } = await cli(
      "experiment",
      users,
      ...(flags.includes("--variant") ? [] : ["--variant", "arm"]),
      ...flags,
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("seqment diagnose", () => {
  const flags = [
    "diagnose",
    "USERS",
    "--label",
    "label",
    "--segment",
    "High-Value",
    "--before",
    "june",
    "--after",
    "july",
  ];
  const run = (...more: string[]) => cli(...[...flags, ...more].map((flag) => (flag === "USERS" ? users : flag)));

  test("text with the refined definition, a page, JSON and CSV", async () => {
    const page = join(folder, "diagnosis.html");
    const { code, out, err } = await run("--feature", "orders", "--metric", "revenue", "--out", page);
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")[0]).toBe("High-Value does worse because its label describes the past.");
    expect(out).toContain("Refine High-Value: members with orders of at least 3.");
    expect(await readFile(page, "utf8")).toContain("Refined definition");
    const json = JSON.parse((await run("--feature", "orders", "--json")).out);
    expect(json.evidence[0].cause).toBe("definition");
    const csv = (await run("--feature", "orders", "--csv")).out.split("\n");
    expect(csv[0]).toBe("rank,cause,explains,figure,lower,upper,adjustedP,sentence");
  });

  test("groups", async () => {
    const of = ["diagnose", users, "--label", "label", "--segment", "Others", "--value", "revenue"];
    const { code, out } = await cli(...of, "--group", "arm", "--control", "old", "--treatment", "new");
    expect(code).toBe(0);
    expect(out).toContain("Nothing found: Others does no worse than it should.");
  });

  test.each([
    [["--segment", "High"], '--segment expected a label that a user has, got "High"'],
    [["--value", "revenue"], "--value, --control and --treatment need --group"],
    [["--group", "arm"], "--before and --after are for periods, not for --group"],
    [["--delivered", "orders"], '"3" is neither yes nor no'],
    [["--behavior", "visits"], 'expected name=column:column, got "visits"'],
    [["--previous", "jun"], 'has no column "jun"'],
    [["--title", "x"], "--title needs --out"],
  ])("%j is refused", async (more, message) => {
    const { code, err } = await run(...more);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
