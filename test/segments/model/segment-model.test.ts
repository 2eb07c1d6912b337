import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  type Assignment,
  customEmbedder,
  fitSegments,
  loadSegments,
  ModelFormatError,
  type SegmentModel,
} from "../../../src";
import { buildSequences, sequencesFrom } from "../../../src/sequences";
import { Cases } from "../../helpers/cases";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";

const { events } = await demoEvents();
const paths = pathsOf(events);
const model = await fitSegments(events, { seed: 7 });

describe("assign", () => {
  test("training sequences get exactly what was fitted: as events, lists and arrow paths", async () => {
    for (const input of [events, paths, paths.map((path) => path.join(" -> "))]) {
      const answers = await model.assign(input);
      expect(answers.map(({ segment }) => segment)).toEqual([...model.labels]);
      expect(answers.map(({ membership }) => membership)).toEqual([...model.probabilities]);
      const reasons = [...model.labels].map((label) => (label < 0 ? "like users in no segment" : "seen in training"));
      expect(answers.map(({ reason }) => reason)).toEqual(reasons);
    }
  });

  test("one arrow path gets one answer, the same as in a list", async () => {
    const path = paths[3]!.join(" -> ");
    expect([await model.assign(path)]).toEqual(await model.assign([path]));
    expect(await model.assign("")).toMatchObject({ segment: -1, reason: "empty sequence" });
  });

  test("answers bear the ids of events and of built sequences, in input order", async () => {
    const alone = await model.assign(paths);
    const named = events.users.map((id, i) => ({ id, ...alone[i]! }));
    expect(await model.assign(events)).toEqual(named);
    expect(await model.assign(await buildSequences(events))).toEqual(named);
    const built = await sequencesFrom(["START -> QUIT", "", "START -> QUIT"]);
    const answers = await model.assign(built);
    expect(answers.map(({ reason }) => reason === "empty sequence")).toEqual([false, true, false]);
    expect(answers.some((answer) => "id" in answer)).toBe(false);
  });

  test("what is no sequence is refused", async () => {
    await expect(model.assign(7 as never)).rejects.toThrow(
      new TypeError('"input" expected events, sequences, or an array of lists of actions or arrow paths, got 7'),
    );
  });

  test("the type distinguishes a segment from none by the reason", () => {
    const nameOf = (answer: Assignment): string =>
      answer.reason === "near members" || answer.reason === "seen in training" ? answer.name : "nobody's";
    expectTypeOf(nameOf).returns.toEqualTypeOf<string>();
    expectTypeOf<Extract<Assignment, { name: null }>["segment"]>().toEqualTypeOf<-1>();
    const ofPath = () => model.assign("A -> B");
    expectTypeOf(ofPath).returns.resolves.toEqualTypeOf<Assignment>();
    const ofPaths = () => model.assign([["A", "B"], "A -> B"]);
    expectTypeOf(ofPaths).returns.resolves.toEqualTypeOf<Assignment[]>();
    const ofEvents = () => model.assign(events);
    expectTypeOf(ofEvents).returns.resolves.items.toHaveProperty("id");
  });

  test("one at a time equals all at once, bit for bit", async () => {
    const { events: others } = await demoEvents(60, 11);
    const news = pathsOf(others);
    const together = await model.assign(news);
    for (const [i, path] of news.entries()) expect(await model.assign([path])).toEqual([together[i]]);
    expect(new Set(together.map(({ reason }) => reason))).toContain("near members");
  });

  test("no label is returned that was not fitted; names and alternatives are those of the segments", async () => {
    const news = pathsOf((await demoEvents(100, 12)).events);
    // three heaps of numbers; a path lies at the sum of its own
    const heaps = Array.from({ length: 60 }, (_, i) => [`${10 * (i % 3) + i / 60}`]);
    const dense = await fitSegments(heaps, {
      embedding: customEmbedder((paths) => paths.map((path) => [path.reduce((sum, x) => sum + Number(x), 0)]), {
        dimensions: 1,
      }),
      reduction: false,
      clustering: { method: "hdbscan", minClusterSize: 10 },
      projection: false,
    });
    const far = [heaps.slice(50).flat(), [...heaps[2]!, ...heaps[5]!, ...heaps[8]!]];
    const cases = new Cases("in none", "in a segment");
    for (const { segments, answers } of [
      { segments: model.segments, answers: await model.assign(news) },
      { segments: dense.segments, answers: await dense.assign([...heaps, ...far]) },
    ]) {
      expect(segments.length).toBeGreaterThanOrEqual(3);
      for (const { segment, name, confidence, alternatives } of answers) {
        expect(segment).toBeGreaterThanOrEqual(-1);
        expect(segment).toBeLessThan(segments.length);
        expect(name).toBe(segment < 0 ? null : segments[segment]!.name);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        const others = alternatives.reduce((sum, other) => sum + other.closeness, 0);
        if (cases.when("in none", segment < 0, "in a segment")) expect(others).toBeCloseTo(1, 9);
        else expect(others).toBeLessThan(1);
        expect(alternatives).toHaveLength(segment < 0 ? 3 : 2);
        for (const other of alternatives) {
          expect(other.segment).not.toBe(segment);
          expect(other.name).toBe(segments[other.segment]!.name);
        }
      }
    }
    cases.expectAll();
  });

  test("a sequence with nothing to go by is reported as such", async () => {
    const nothing = { segment: -1, name: null, confidence: 0, membership: 0, alternatives: [], nearest: null };
    expect(await model.assign([[], ["REDEEM_VOUCHER"], ""])).toEqual([
      { ...nothing, novelty: 0, reason: "empty sequence" },
      { ...nothing, novelty: 1, reason: "no known action" },
      { ...nothing, novelty: 0, reason: "empty sequence" },
    ]);
    expect(await model.assign([])).toEqual([]);
  });

  test("preprocessing is frozen: renamed, collapsed and rare actions are treated as when fitting", async () => {
    const rename = (action: string) => action.replace(/LEVEL_\d_/, "LEVEL_");
    const sequences = { rename, collapseRepeats: true, minCount: 20, maxLength: 30 };
    const frozen = await fitSegments(events, { sequences });
    const reloaded = await loadSegments(await frozen.toBytes());
    for (const fitted of [frozen, reloaded]) {
      expect((await fitted.assign(events)).map(({ segment }) => segment)).toEqual([...frozen.labels]);
    }
  });
});

describe("save and load", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "seqment-"));
  });

  test("the loaded model is the same, but for the users' names", async () => {
    const path = join(folder, "players.seqment");
    await model.save(path);
    const loaded = await loadSegments(path);
    expect(loaded.ids).toBeUndefined();
    expect(loaded.labels).toEqual(model.labels);
    expect(loaded.probabilities).toEqual(model.probabilities);
    expect(loaded.segments).toEqual(model.segments);
    expect(loaded.noise).toEqual(model.noise);
    expect(loaded.projection).toEqual(model.projection);
    expect(loaded.report).toEqual(model.report);
    expect(await loaded.assign(paths)).toEqual(await model.assign(paths));
    expect(await loaded.toBytes()).toEqual(await model.toBytes());
    const text = (await readFile(path)).toString("latin1");
    expect(events.users.filter((user) => text.includes(user))).toEqual([]);
  });

  test("saving over a model replaces it whole, and leaves nothing beside it", async () => {
    const path = join(folder, "again.seqment");
    await writeFile(path, "old");
    await model.save(path);
    expect((await loadSegments(path)).labels).toEqual(model.labels);
    expect((await readdir(folder)).filter((name) => name.startsWith("again"))).toEqual(["again.seqment"]);
  });

  test("a save that fails keeps the old file", async () => {
    const path = join(folder, "missing", "model.seqment");
    await expect(model.save(path)).rejects.toThrow("ENOENT");
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["truncated", (bytes) => bytes.subarray(0, bytes.length / 2)],
    ["with a flipped bit", (bytes) => bytes.with(5000, bytes[5000]! ^ 4)],
    ["of another kind", () => new TextEncoder().encode("user_id,event\n")],
  ])("a file %s is refused", async (_, damage) => {
    await expect(loadSegments(damage(await model.toBytes()))).rejects.toBeInstanceOf(ModelFormatError);
  });
});

test("a model can be used after another was fitted (no shared state)", async () => {
  const before = await model.assign(paths.slice(0, 5));
  const other: SegmentModel = await fitSegments(paths.slice(0, 60), { seed: 3 });
  expect(other.labels).toHaveLength(60);
  expect(await model.assign(paths.slice(0, 5))).toEqual(before);
});
