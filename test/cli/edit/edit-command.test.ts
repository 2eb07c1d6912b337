import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fitSegments, loadSegments, readEvents } from "../../../src";
import { findSegment, renameFlag, segmentsFlag } from "../../../src/cli/edit/segment-flag";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { cli } from "../../helpers/run-cli";

let folder: string;
let model: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-edit-"));
  model = join(folder, "players.seqment");
  const log = await readEvents(makeDemoLog({ users: 200 }).events, {
    user: "user",
    action: "action",
    time: "time",
  });
  const options = { embedding: "ngrams", clustering: { method: "kmeans", k: 5 }, projection: false, seed: 7 } as const;
  await (await fitSegments(log, options)).save(model);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("seqment edit", () => {
  test("renames and merges by the numbers shown, says what changed, and undoes it", async () => {
    const out = join(folder, "edited.seqment");
    const before = await loadSegments(model);
    const edited = await cli(["edit", model, "--rename", "3=Whales, the big ones", "--merge", "1,5", "--out", out]);
    expect(edited).toMatchObject({ code: 0, err: "" });
    const after = await loadSegments(out);
    expect(after.segments).toHaveLength(4);
    expect(after.segments.map(({ name }) => name)).toContain("Whales, the big ones");
    expect(after.lineage.retired).toEqual([{ id: "s5", successors: ["s1"] }]);
    expect(edited.out).toContain(
      `merged s1 "${before.segments[0]!.name}" and s5 "${before.segments[4]!.name}" into s1`,
    );
    expect(edited.out).toContain(`Saved ${out}.\n`);
    expect((await cli(["describe", out])).out).toContain(`Edited by hand:\n  1. ${after.edits[0]!.text}\n`);
    const json = JSON.parse((await cli(["describe", out, "--json"])).out);
    expect(json.edits).toHaveLength(1);
    expect(json.segments.map(({ id }: { id: string }) => id)).toEqual(after.lineage.ids);
    const undone = join(folder, "undone.seqment");
    expect((await cli(["edit", out, "--undo", "--out", undone])).out).toMatch(/^Undone: merged s1 /);
    expect(await (await loadSegments(undone)).hash()).toBe(await before.hash());
  });

  test("dissolves, orders, and says which numbers changed", async () => {
    const out = join(folder, "ordered.seqment");
    const run = await cli(["edit", model, "--dissolve", "s5", "--left-over", "none", "--order", "3,s2", "--out", out]);
    expect(run.code).toBe(0);
    const { lineage } = await loadSegments(out);
    expect(lineage.ids.slice(0, 2)).toEqual(["s3", "s2"]);
    expect(run.out).toMatch(/\n {2}1 \(was 3\) {2}s3 /);
    expect(run.out).toMatch(/\n {2}in no segment: \d+, /);
  });

  test.each([
    [["--merge", "1,9"], '--merge expected a segment: 1 to 5, a name or an id, got "9"'],
    [["--merge", "2"], "--merge expected two segments or more, each once, got [1]"],
    [["--rename", "Whales"], '--rename expected SEGMENT=NAME with a segment: 1 to 5, a name or an id, got "Whales"'],
    [["--rename", "1=A", "--rename", "s1=B"], '--rename expected each segment once, got "s1=B"'],
    [["--rename", "1="], '--rename expected a name of 1 to 120 characters in one line, got ""'],
    [["--undo"], "--undo expected a model that was edited, got "],
    [["--undo", "--merge", "1,2"], "--merge cannot be combined with --undo"],
    [[], "expected rename, merge, dissolve or order, got none of them"],
  ])("%j is refused", async (flags, message) => {
    const { code, err } = await cli(["edit", model, ...flags, "--out", join(folder, "no.seqment")]);
    expect(err).toContain(message);
    expect(code).not.toBe(0);
    await expect(loadSegments(join(folder, "no.seqment"))).rejects.toThrow();
  });

  test("a name is a segment before a number is, and may hold commas and equals signs", async () => {
    const named = await (await loadSegments(model)).edit({ rename: { s1: "2", s2: "a, b=c", s3: "a" } });
    expect(findSegment(named, "2")).toBe(0);
    expect(findSegment(named, "s2")).toBe(1);
    expect(segmentsFlag(named, "--merge", "a, b=c,a, 4")).toEqual([1, 2, 3]);
    expect(renameFlag(named, "--rename", "a, b=c=d=e")).toEqual([1, "d=e"]);
    await writeFile(join(folder, "broken.seqment"), "nothing");
    expect((await cli(["edit", join(folder, "broken.seqment"), "--undo", "--out", "x"])).err).toContain(
      "not a seqment model",
    );
  });
});

describe("seqment refine", () => {
  test("splits a segment, shows its parts, and says where there is nothing to split", async () => {
    const out = join(folder, "deeper.seqment");
    const run = await cli(["refine", model, "1", "--segments", "2", "--anyway", "--out", out]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(run.out).toMatch(/^Done: split s1 ".+" into s1\.1 ".+", s1\.2 ".+"\.\n/);
    expect((await loadSegments(out)).children.get("s1")!.segments).toHaveLength(2);
    expect((await cli(["describe", out])).out).toMatch(/Split further:\n {2}s1 .+\n {4}s1\.1 .+: \d+, \d+% of it\n/);
    const alike = join(folder, "alike.seqment");
    const paths = [...Array(40).fill("A -> B -> C"), ...Array(30).fill("X -> Y")];
    await (await fitSegments(paths, { projection: false })).save(alike);
    const none = await cli(["refine", alike, "1", "--out", join(folder, "none.seqment")]);
    expect(none.out).toMatch(/^Not split: nothing to split: .+\nNothing was saved\.\n$/s);
    expect((await cli(["refine", model, "9", "--out", out])).err).toContain(
      'the segment expected a segment: 1 to 5, a name or an id, got "9"',
    );
    expect((await cli(["refine", out, "s1.7", "--out", out])).err).toContain("an id of a segment (s1.1, s1.2)");
  });
});

describe("seqment extend", () => {
  test("adds what is new among new users, lists it, and says where there is nothing", async () => {
    const log = join(folder, "later.csv");
    const rows = Array.from({ length: 14 }, (_, user) =>
      Array.from({ length: 3 + 2 * (user % 4) }, (_, step) => {
        const action = ["OPEN_EDITOR", "BUILD_MAP", user % 3 ? "TEST_MAP" : "SHARE_MAP"][step % 3];
        return `new${user},${action},2026-01-05T10:${String(step).padStart(2, "0")}:00Z`;
      }),
    );
    await writeFile(log, ["user,action,time", ...rows.flat()].join("\n"));
    const out = join(folder, "extended.seqment");
    const reading = ["--user", "user", "--action", "action", "--time", "time"];
    const run = await cli(["extend", model, log, ...reading, "--out", out]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(run.out).toMatch(/^1 new group with 100% of the 14 users far from all segments: .+ \(14 users\)\.\n/);
    expect(run.out).toMatch(/\n {2}6 \(new\) {2}s6 {2}.+: 14, /);
    const extended = await loadSegments(out);
    expect(extended.segments).toHaveLength(6);
    expect((await cli(["describe", out])).out).toContain(`Edited by hand:\n  1. added s6 "`);
    const none = await cli(["extend", model, log, ...reading, "--min-size", "15", "--out", join(folder, "no.seqment")]);
    expect(none.out).toMatch(/^Nothing new: 14 users far from all segments are too few, .+\nNothing was saved\.\n$/);
    await expect(loadSegments(join(folder, "no.seqment"))).rejects.toThrow();
  }, 30_000);
});

describe("seqment describe --layer", () => {
  test("lists the layers, shows one, and refuses others", async () => {
    const before = await loadSegments(model);
    const { out } = await cli(["describe", model]);
    expect(out).toContain("Layers, coarse to fine (--layer N shows one):\n  1  ");
    expect(out).toContain(`\n  ${before.layers.length}  5 segments, chosen\n`);
    const coarse = JSON.parse((await cli(["describe", model, "--layer", "1", "--json"])).out);
    expect(coarse.segments.map(({ id }: { id: string }) => id)).toEqual((await before.at(0)).lineage.ids);
    expect((await cli(["describe", model, "--layer", "9"])).err).toContain(
      `--layer expected 1 to ${before.layers.length} for this model, got 9`,
    );
  });
});
