import { describe, expect, test } from "vitest";
import { type SegmentToDescribe, summarizeSegments } from "../../../src/profiles";
import { plantedPlayers } from "../../helpers/planted-players";
import { sequencesOf } from "../../helpers/sequences-of";

const { paths, labels } = plantedPlayers();
const sequences = await sequencesOf(paths);

test("one sentence each, of what was planted, without figures", async () => {
  const profiles = await summarizeSegments(sequences, labels, { includeNoise: true });
  expect(profiles.map(({ description }) => description)).toMatchInlineSnapshot(`
    [
      "Most do PASS_1, then PASS_2, and PASS_3; hardly anyone does BUY_BOOST or FAIL; paths mostly begin with START and end with PASS_3.",
      "Most do FAIL, then BUY_BOOST, and START, then PASS_1, then FAIL; hardly anyone does PASS_3; paths mostly begin with START.",
      "Some do START, then SETTINGS, more than elsewhere; hardly anyone does PASS_1 or PASS_2; paths mostly begin with START and end with START; a single action.",
      "Most do SHARE, then SETTINGS; hardly anyone does START; paths mostly begin with SHARE and end with FAIL.",
    ]
  `);
  for (const { description } of profiles) expect(description).not.toMatch(/\d %/);
});

test("descriptions are unique, and bounded however long the names of actions are", async () => {
  const long = (name: string) => name.repeat(3000);
  const same = Array(60).fill([long("A"), "B"]);
  const profiles = await summarizeSegments(
    await sequencesOf(same),
    same.map((_, i) => i % 3),
  );
  const texts = profiles.flatMap(({ name, description }) => [name, description]);
  expect(new Set(texts).size).toBe(6);
  for (const text of texts) expect(text.length).toBeLessThan(400);
  for (const { name } of profiles) expect(name.length).toBeLessThan(90);
});

describe("a describer of one's own", () => {
  test("is given a bounded text, and its words stand", async () => {
    const asked: SegmentToDescribe[] = [];
    const profiles = await summarizeSegments(sequences, labels, {
      describe: async (segment) => {
        asked.push(segment);
        return `  players of ${segment.name} `;
      },
    });
    expect(profiles.map(({ description }) => description)).toEqual(profiles.map(({ name }) => `players of ${name}`));
    expect(profiles.map(({ words: { describedBy, describeError } }) => [describedBy, describeError])).toEqual(
      Array(3).fill(["describe", null]),
    );
    expect(asked.map(({ segment }) => segment)).toEqual([0, 1, 2]);
    for (const { text } of asked) expect(text.length).toBeLessThanOrEqual(4000);
    expect(asked[1]!.text).toContain("- FAIL -> FAIL -> BUY_BOOST (95%, 0%)");
  });

  test("that fails, or says nothing, loses nothing", async () => {
    const own = await summarizeSegments(sequences, labels);
    const profiles = await summarizeSegments(sequences, labels, {
      describe: ({ segment }) => {
        if (segment === 0) throw new Error("no connection");
        return segment === 1 ? "  " : (null as never);
      },
    });
    expect(profiles.map(({ description }) => description)).toEqual(own.map(({ description }) => description));
    expect(profiles.map(({ words: { describedBy, describeError } }) => [describedBy, describeError])).toEqual([
      ["seqment", "no connection"],
      ["seqment", 'expected a text, got "  "'],
      ["seqment", "expected a text, got null"],
    ]);
  });

  test("must be a function", async () => {
    await expect(summarizeSegments(sequences, labels, { describe: "me" as never })).rejects.toThrow(
      new TypeError('"describe" expected a function, got "me"'),
    );
  });
});
