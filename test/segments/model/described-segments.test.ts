import { expect, test } from "vitest";
import { fitSegments, loadSegments } from "../../../src";
import { renderCards } from "../../../src/report";

const paths = ["OPEN -> PAY", "OPEN -> PLAY -> PLAY", "CHAT -> LEAVE", "QUIT -> QUIT"].flatMap((path, i) =>
  Array<string>(40 - 5 * i).fill(path),
);
const options = { embedding: "ngrams", clustering: { method: "kmeans", k: 4 }, projection: false, seed: 3 } as const;

let calls = 0;
const model = await fitSegments(paths, {
  ...options,
  profiles: {
    describe: {
      attempts: 1,
      write: ({ segment }) => {
        calls += 1;
        if (segment === 3) throw new Error("no connection");
        return { name: `Group ${segment}`, description: `Those of ${segment}.`, answer: `answer ${segment}` };
      },
    },
  },
});

test("the report says which segments got no words", () => {
  expect(calls).toBe(4);
  expect(model.segments.map(({ name }) => name)).toEqual([
    "Group 0",
    "Group 1",
    "Group 2",
    model.segments[3]!.words.keywords,
  ]);
  expect(model.report.notes).toContain(
    '"describe" gave 1 of 4 segments no words, or not all: segment 4 (no connection)',
  );
});

test("names reach groups of segments, answers, and cards, which say who wrote them", async () => {
  expect((await model.assign("OPEN -> PAY")).name).toBe("Group 0");
  expect(JSON.stringify(model.relations)).not.toContain(JSON.stringify(model.segments[0]!.words.keywords));
  const cards = await renderCards(model);
  expect(cards).toContain("Name and description written by a describer, not by seqment.");
  expect(cards).toContain(`By what they do: ${model.segments[0]!.words.keywords}.`);
});

test("words, keywords and the audit are saved, and loaded", async () => {
  const loaded = await loadSegments(await model.toBytes());
  expect(loaded.segments.map(({ words }) => words)).toEqual(model.segments.map(({ words }) => words));
  expect(loaded.segments[1]!.words.audit).toMatchObject({ answer: "answer 1", asks: 1 });
  expect(await loaded.hash()).toBe(await model.hash());
});

test.each(["fitted", "loaded"])(
  "an edit of the %s model keeps the words where members stay, and asks nobody",
  async (kind) => {
    const before = kind === "fitted" ? model : await loadSegments(await model.toBytes());
    const edited = await before.edit({ merge: [["s3", "s4"]] });
    expect(calls).toBe(4);
    const [merged] = edited.segments.filter(({ words }) => words.audit === null);
    expect(merged).toMatchObject({ words: { namedBy: "seqment", describedBy: "seqment", describeError: null } });
    expect(merged!.name).toBe(merged!.words.keywords);
    const kept = edited.segments.filter(({ segment }) => segment !== merged!.segment);
    expect(kept.length).toBeGreaterThan(1);
    for (const { name, description, words } of kept) {
      const same = before.segments.find((one) => one.name === name)!;
      expect({ description, words }).toEqual({ description: same.description, words: same.words });
    }
    expect(edited.segments.map(({ name }) => name)).toEqual(expect.arrayContaining(["Group 0", "Group 1"]));
    const renamed = await edited.edit({ rename: { s1: "Whales" } });
    expect(renamed.segments.find(({ name }) => name === "Whales")!.words).toMatchObject({
      ...{ namedBy: "given", describedBy: "describe", keywords: model.segments[0]!.words.keywords },
    });
    expect(renamed.undo().segments).toEqual(edited.segments);
  },
);

test("paths that are hidden are not shown to a describer", async () => {
  const prompts: string[] = [];
  const describe = ({ prompt }: { prompt: string }) => {
    prompts.push(prompt);
    return "Some.";
  };
  const rare = [...paths, "SECRET -> QUIT -> QUIT -> QUIT"];
  await fitSegments(rare, { ...options, minPathMembers: 30, profiles: { describe } });
  expect(
    prompts
      .join("\n")
      .match(/Typical path .*/g)!
      .map((line) => line.replace(/.*: /, "")),
  ).toEqual(["OPEN -> PAY", "OPEN -> PLAY ×2", "CHAT -> LEAVE"]);
});
