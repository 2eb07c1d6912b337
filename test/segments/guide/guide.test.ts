import { describe, expect, test } from "vitest";
import { type FitSegmentsOptions, fitSegments, loadSegments, readEvents } from "../../../src";
import { randomStream } from "../../../src/core/internal";
import type { Events } from "../../../src/events";
import type { GuideOptions } from "../../../src/segments";
import { size } from "../../helpers/size";

const KINDS = ["SEARCH VIEW VIEW CART", "PLAY FAIL RETRY PASS", "OPEN READ READ SHARE"];
/** Three kinds of users, 16 each, in variants. */
const random = randomStream(5, "test/guide");
const paths = KINDS.flatMap((kind, k) =>
  Array.from({ length: 16 }, (_, i) =>
    kind.split(" ").flatMap((action, a) => Array<string>(1 + random.integer(3, 16 * k + i, a)).fill(action)),
  ),
);
const kindOf = (i: number) => Math.floor(i / 16);
const id = (i: number) => `u${i}`;
const quick = { projection: false, workers: 1 } as const satisfies FitSegmentsOptions;

const fit = (guide: GuideOptions | undefined, more: FitSegmentsOptions = {}) =>
  fitSegments(log(), { guide, ...quick, ...more });

function log(): Promise<Events> {
  return readEvents(
    paths.flatMap((path, i) => path.map((action, at) => ({ user: id(i), action, time: 1000 * at }))),
    { user: "user", action: "action", time: "time" },
  );
}

describe("a guide", () => {
  test("with all labels is reproduced, whatever the labels are", async () => {
    const odd = new Map(paths.map((_, i) => [id(i), i % 2 === 0 ? "even" : "odd"]));
    const model = await fit({ labels: odd });
    const { guide } = model.report;
    const byPath = new Map<string, Set<string>>();
    for (const [i, path] of paths.entries()) {
      byPath.set(path.join(), (byPath.get(path.join()) ?? new Set()).add(odd.get(id(i))!));
    }
    const segmentNamed = (name: string) => model.segments.find((segment) => segment.name === name)!.segment;
    const torn = paths.filter((_, i) => model.segmentOf(id(i)) !== segmentNamed(odd.get(id(i))!));
    expect(torn.filter((path) => byPath.get(path.join())!.size < 2)).toEqual([]);
    expect(guide).toMatchObject({ known: paths.length, unknownIds: 0, conflicts: torn.length });
    expect(model.segments.map(({ name }) => name).sort()).toEqual(["even", "odd"]);
    expect(guide!.elsewhere).toBeGreaterThan(0);
    expect(model.report.notes.join("\n")).toMatch(/of 48 users known beforehand, \d+ \(\d+%\) would be elsewhere/);
    const assigned = await model.assign(await log());
    expect(assigned.map(({ segment }) => segment)).toEqual([...model.labels]);
  });

  test("that says nothing changes nothing, bit for bit", async () => {
    const bytes = await (await fit(undefined)).toBytes();
    for (const guide of [{}, { labels: {}, patterns: {}, together: [], apart: [] }]) {
      expect(await (await fit(guide)).toBytes()).toEqual(bytes);
    }
  });

  test("of a few labels names the segments in which they are", async () => {
    const model = await fit({ labels: { u0: "buyers", u1: "buyers", u17: "players", nobody: "ghosts" } });
    const buyers = model.segments.find(({ name }) => name === "buyers")!;
    const players = model.segments.find(({ name }) => name === "players")!;
    const ofKind = (kind: number) => paths.filter((_, i) => kindOf(i) === kind);
    expect(model.members(buyers.segment).length).toBe(ofKind(0).length);
    expect(model.members(players.segment).length).toBe(ofKind(1).length);
    expect(model.report.guide).toMatchObject({ known: 3, unknownIds: 1, conflicts: 0 });
    expect(model.report.notes).toContain("1 id of the guide not found in the log");
  });

  test("joins what the data part, and parts what they join; both are reported", async () => {
    const labels = Object.fromEntries(
      paths.map((_, i) => [id(i), kindOf(i) === 2 ? (i % 2 ? "left" : "right") : "rest"]),
    );
    const { groups } = (await fit({ labels })).report.guide!;
    const group = (name: string) => groups.find((one) => one.name === name)!;
    expect(group("rest").places).toBe(2);
    expect(group("rest").elsewhere).toBe(16);
    expect(group("left").segment).not.toBe(group("right").segment);
  });

  test("of patterns takes those who show one, and whole places where half do", async () => {
    const model = await fit({ patterns: { readers: "READ{2,}", "fails twice": "FAIL{2,}" } });
    const named = (name: string) => model.segments.find((segment) => segment.name === name)!.segment;
    for (const [pattern, name] of [
      [/READ,READ/, "readers"],
      [/FAIL,FAIL/, "fails twice"],
    ] as const) {
      const shown = [...paths.keys()].filter((i) => pattern.test(paths[i]!.join()));
      expect(shown.length).toBeGreaterThan(3);
      expect(new Set(shown.map((i) => model.segmentOf(id(i))))).toEqual(new Set([named(name)]));
    }
  });

  test("keeps users together, and apart", async () => {
    const model = await fit({
      together: [
        ["u0", "u20"],
        ["u20", "u1"],
      ],
      apart: [["u33", "u34"]],
    });
    expect(model.segmentOf("u0")).toBe(model.segmentOf("u20"));
    expect(model.segmentOf("u0")).toBe(model.segmentOf("u1"));
    const same = paths[33]!.join() === paths[34]!.join();
    expect(model.segmentOf("u33") === model.segmentOf("u34")).toBe(same);
    expect(model.report.guide).toMatchObject({ apart: 1, notApart: same ? 1 : 0 });
  });

  test("stands beside a number of segments", async () => {
    const labels = { u0: "buyers", u17: "players" };
    for (const segments of [2, 3, 5].slice(-size(2, 3))) {
      const model = await fit({ labels }, { clustering: { segments } });
      expect(model.segments.length).toBe(segments);
      expect(model.report.clustering.noise).toBe(0);
      const names = model.segments.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["buyers", "players"]));
    }
    await expect(fit({ labels }, { clustering: { segments: 1 } })).rejects.toThrow(
      '"clustering.segments" expected at least the number of known groups (2), got 1',
    );
  });

  test("gives the same bytes for 1, 2 and 4 workers, no ids in them, and comes back from a file", async () => {
    const guide = {
      labels: { u0: "buyers", u17: "players" },
      patterns: { readers: "READ{3,}" },
      apart: [["u2", "u3"]],
    };
    const model = await fit(guide);
    const bytes = await model.toBytes();
    for (const workers of [2, 4].slice(-size(1, 2)))
      expect(await (await fit(guide, { workers })).toBytes()).toEqual(bytes);
    expect(Buffer.from(bytes).includes("u17")).toBe(false);
    const loaded = await loadSegments(bytes);
    expect(loaded.report.guide).toEqual(model.report.guide);
    expect(await loaded.assign(paths)).toEqual(await (await fit(guide)).assign(paths));
  });
});

test("a wrong guide is refused", async () => {
  const wrong: [GuideOptions, string][] = [
    [{ labels: { nobody: "A" } }, '"guide" expected ids of the log (such as "u0"), got none of them, such as "nobody"'],
    [{ labels: { u0: "" } }, '"guide.labels.u0" expected a name, got ""'],
    [{ labels: { u0: 3 as never } }, '"guide.labels.u0" expected a name, got 3'],
    [{ labels: ["u0"] as never }, '"guide.labels" expected a Map or an object of names by id, got an array'],
    [{ patterns: { W: "NEVER{3,}" } }, '"guide.patterns.W" expected a pattern that somebody shows, got "NEVER{3,}"'],
    [{ patterns: { W: "a -> (" } }, '"guide.patterns.W" expected'],
    [{ together: [["u0"]] }, '"guide.together[0]" expected two ids or more, got'],
    [
      { labels: { u0: "A", u1: "B" }, together: [["u0", "u1"]] },
      '"guide.together" expected users of one label, got "u0" (A) and "u1" (B)',
    ],
    [
      {
        together: [
          ["u0", "u1"],
          ["u1", "u2"],
        ],
        apart: [["u0", "u2"]],
      },
      '"guide.apart" expected users of different groups, got "u0" and "u2" (together)',
    ],
    [
      { labels: { u0: "A", u2: "A" }, apart: [["u0", "u1", "u2"]] },
      '"guide.apart" expected users of different groups, got "u0" and "u2" (both A)',
    ],
    [{ label: {} } as never, '"guide.label" is not an option; did you mean "guide.labels"?'],
  ];
  for (const [guide, message] of wrong) await expect(fit(guide), message).rejects.toThrow(message);
  await expect(fit({ labels: { u0: "A" } }, { clustering: "kmeans" })).rejects.toThrow(
    '"clustering" expected "auto" or "hdbscan" beside a guide, got "kmeans"',
  );
});
