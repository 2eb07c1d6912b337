import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createWorkerPool, fitSegments, loadSegments, readEvents, renderReport } from "../../../../src";
import { demoEvents } from "../../../helpers/demo-paths";
import { size } from "../../../helpers/size";

const USERS = size(80, 150);
const { events } = await demoEvents(USERS);

describe("where a model comes from", () => {
  test("options, seed, the times of the data and ids of segments are kept and saved", async () => {
    const options = {
      sequences: { rename: new Map([["QUIT", null]]), sessionGap: "30m", maxLength: 50 },
      embedding: "order",
      profiles: { properties: { "ann@example.com": Array.from(events.users, (_, i) => i) } },
      seed: 5,
    } as const;
    using pool = createWorkerPool(1);
    const model = await fitSegments(events, { ...options, workers: pool });
    expect(model.origin.options).toEqual({
      sequences: { rename: [["QUIT", null]], sessionGap: "30m", maxLength: 50 },
      embedding: "order",
      profiles: { properties: ["ann@example.com"] },
      seed: 5,
    });
    const times = Array.from(events.time);
    expect(model.origin).toMatchObject({ seed: 5, window: [Math.min(...times), Math.max(...times)], userOf: null });
    const n = model.segments.length;
    const ids = Array.from({ length: n }, (_, i) => `s${i + 1}`);
    expect(model.lineage).toEqual({ ids, nextId: n + 1, retired: [], previous: null });
    const loaded = await loadSegments(await model.toBytes());
    expect([loaded.origin, loaded.lineage]).toEqual([model.origin, model.lineage]);
  });

  test("what is no data is named by its kind", async () => {
    const cluster = async ({ rows }: { rows: number }) => ({ labels: Array.from({ length: rows }, (_, i) => i % 2) });
    const model = await fitSegments(events, {
      embedding: "ngrams",
      reduction: false,
      clustering: { method: "halves", cluster },
      sequences: { rename: (action) => action },
      projection: "pca",
    });
    expect(model.origin.options).toEqual({
      embedding: "ngrams",
      reduction: false,
      clustering: { method: "halves", cluster: "(a function)" },
      sequences: { rename: "(a function)" },
      projection: "pca",
    });
  });

  test("sessions have a number of their user and no name", async () => {
    const rows = ["ann", "bob", "ann", "cat#1"].flatMap((who, day) =>
      Array.from({ length: 6 }, (_, i) => ({ who, what: `A${i % 3}`, when: day * 1e8 + i * 36e5 })),
    );
    const log = await readEvents(rows, { user: "who", action: "what", time: "when", timeUnit: "ms" });
    const model = await fitSegments(log, { sequences: { unit: "session", sessionGap: "30m" }, embedding: "ngrams" });
    const ids = model.ids!;
    const users = ids.map((id) => id.slice(0, id.lastIndexOf("#")));
    const numbers = Array.from(model.origin.userOf!, (user) => [...new Set(users)][user]);
    expect(numbers).toEqual(users);
    expect(Buffer.from(await model.toBytes()).includes("cat#1")).toBe(false);
  });
});

test("a model lists what it holds; its file has no names of users and no times", async () => {
  const model = await fitSegments(events, { seed: 7, profiles: { properties: { spent: Array(USERS).fill(1) } } });
  const { weights } = model.sequences;
  const inFile = {
    actions: model.sequences.vocabulary.actions.length,
    paths: weights.length,
    pathsOfOne: weights.filter((weight) => weight === 1).length,
    hiddenPaths: 0,
    inputs: USERS,
    properties: ["spent"],
  };
  expect(model.contents()).toEqual({ ...inFile, names: true, times: true });
  const bytes = await model.toBytes();
  expect((await loadSegments(bytes)).contents()).toEqual({ ...inFile, names: false, times: false });
  for (const user of events.users.slice(0, 20)) expect(Buffer.from(bytes).includes(`"${user}"`)).toBe(false);
});

describe("paths that few took are hidden everywhere", async () => {
  const model = await fitSegments(events, { seed: 7, embedding: "order", minPathMembers: 3 });
  const open = await fitSegments(events, { seed: 7, embedding: "order" });
  const rare = [...open.sequences.weights.keys()].filter((row) => open.sequences.weights[row]! < 3);

  test("in profiles, the report and the file; it says so", async () => {
    expect(rare.length).toBeGreaterThan(20);
    expect(model.contents()).toMatchObject({ hiddenPaths: rare.length, pathsOfOne: 0 });
    for (const { paths } of model.segments) {
      for (const { members } of [...paths.exemplars, ...paths.borderline]) expect(members).toBeGreaterThanOrEqual(3);
    }
    expect(model.report.notes.at(-1)).toBe(
      `the actions of ${rare.length} distinct paths that fewer than 3 took are hidden: what is counted from now on leaves them out`,
    );
    expect(await renderReport(model)).toContain("paths taken by fewer than 3 users are not shown");
    const saved = await loadSegments(await model.toBytes());
    expect(saved.contents()).toMatchObject({ hiddenPaths: rare.length });
    expect(saved.toMarkdown()).toBe(model.toMarkdown());
  });

  test("it assigns as it would with them", async () => {
    const answers = await (await loadSegments(await model.toBytes())).assign(events);
    expect(answers.map(({ segment }) => segment)).toEqual([...open.labels]);
    expect(answers.map(({ membership }) => membership)).toEqual([...open.probabilities]);
  });
});

test("bytes, compressed bytes and the hash are of the same content", async () => {
  const model = await fitSegments(events, { seed: 7, embedding: "order" });
  const bytes = await model.toBytes();
  const zipped = await model.toBytes({ compress: true });
  expect(zipped.length).toBeLessThan(0.8 * bytes.length);
  expect(gunzipSync(zipped).equals(bytes)).toBe(true);
  expect(await model.hash()).toBe(Buffer.from(bytes.subarray(-32)).toString("hex"));
  const loaded = await loadSegments(zipped);
  expect(await loaded.hash()).toBe(await model.hash());
  await expect(model.toBytes({ compress: 1 } as never)).rejects.toThrow('"compress" expected true or false, got 1');
});

test("a model and a pool can be disposed at the end of a block, and used again", async () => {
  const model = await fitSegments(events, { seed: 7, embedding: "order" });
  {
    await using pool = createWorkerPool(2);
    await using disposed = model;
    await disposed.assign(["START"], { workers: pool });
  }
  expect(await model.assign("START")).toMatchObject({ reason: expect.any(String) });
});
