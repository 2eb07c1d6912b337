import { describe, expect, test } from "vitest";
import { fitSegments } from "../../src";
import { randomStream } from "../../src/core/internal";

/** So many users of each path, whose actions stand between blanks. */
async function fitted(...paths: readonly [path: string, users: number][]) {
  const lists = paths.flatMap(([path, times]) => Array.from({ length: times }, () => path.split(" ")));
  return fitSegments(lists, { projection: false });
}

describe("users who all do the very same, in a few ways, are so many segments", () => {
  test.each<[string, [string, number][]]>([
    [
      "they differ in the first action alone",
      [
        ["x a b c d e", 40],
        ["y a b c d e", 30],
        ["z a b c d e", 20],
      ],
    ],
    [
      "in the last alone",
      [
        ["a b c d e x", 40],
        ["a b c d e y", 30],
        ["a b c d e z", 20],
      ],
    ],
    [
      "in one in the middle",
      [
        ["a b x d e", 12],
        ["a b y d e", 11],
        ["a b z d e", 10],
        ["a b w d e", 9],
      ],
    ],
    [
      "in how far they get",
      [
        ["view", 120],
        ["view cart", 60],
        ["view cart address", 30],
        ["view cart address pay", 15],
      ],
    ],
    [
      "in the only thing they do",
      [
        ["open", 60],
        ["search", 40],
        ["quit", 20],
      ],
    ],
    [
      "one is rare",
      [
        ["open read", 300],
        ["open pay", 280],
        ["open quit", 6],
      ],
    ],
  ])("%s", async (_, paths) => {
    const { segments, labels } = await fitted(...paths);
    expect(segments.map(({ size }) => size)).toEqual(paths.map(([, users]) => users));
    expect(new Set(labels).size).toBe(paths.length);
  });

  test("short paths of few actions, which are often equal by chance, are not", async () => {
    const random = randomStream(4, "test/short");
    const lists = Array.from({ length: 200 }, (_, i) => [0, 1].map((at) => "abcd"[random.integer(4, i, at)]!));
    const { segments, verdict } = await fitSegments(lists, { projection: false });
    expect(verdict.kind).toBe("continuum");
    expect(segments.length).toBeLessThan(4);
  });

  test("who do one thing each are described as that", async () => {
    const { verdict } = await fitted(["open", 30], ["search", 20], ["quit", 15]);
    expect(verdict.kind).toBe("clear segments");
    expect(verdict.log.shuffled).toEqual([]);
    expect(verdict.sentence).toBe(
      "Each sequence did one thing. Groups are then the actions themselves: nothing else is known of any sequence. " +
        "Count the actions, or read a log that holds longer paths.",
    );
    const same = await fitted(["open", 40]);
    expect([same.verdict.kind, same.verdict.words.headline]).toEqual(["continuum", "No clear groups."]);
  });
});
